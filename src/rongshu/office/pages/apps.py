"""The pages app."""

from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Read-only pages of a plan."""

    name = "rongshu.office.pages"
    label = "pages"

    def ready(self) -> None:
        """A pack that was written anew is opened before somebody asks for it."""
        # Models can be imported only now that the apps are loaded.
        from rongshu.office.pages.warming import warm
        from rongshu.office.plans.register import renewed

        renewed.connect(warm, dispatch_uid="warm")
