"""How every form is drawn."""

from __future__ import annotations

from django.forms.renderers import DjangoTemplates


class OfficeRenderer(DjangoTemplates):
    """Forms and fields with labels, help and errors tied to their inputs; see ``office/field.html``."""

    form_template_name = "office/form.html"
    field_template_name = "office/field.html"

    def get_template(self, template_name: str) -> object:
        """Ours from the app folders, Django's widgets from Django."""
        if template_name.startswith("office/"):
            from django.template.loader import get_template

            return get_template(template_name)
        return super().get_template(template_name)
