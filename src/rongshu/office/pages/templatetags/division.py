"""Tags of the page that breaks a target down."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def fixed_field(deciding: Mapping[str, str], row: int, year: int, label: str) -> SafeString:
    """The field in which a planner decides a cell; empty where the cell is solved."""
    name = f"fix-{row}-{year}"
    return format_html(
        '<input class="form-control d-print-none" name="{}" inputmode="decimal" aria-label="{}" value="{}">',
        name,
        _("定下 %(label)s %(year)s") % {"label": label, "year": year},
        deciding.get(name, ""),
    )
