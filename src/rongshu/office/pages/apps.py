"""The pages app."""

from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Read-only pages of a plan."""

    name = "rongshu.office.pages"
    label = "pages"

    def ready(self) -> None:
        """A pack that was written anew and a lake that has changed are worked out before somebody asks."""
        # Models can be imported only now that the apps are loaded.
        from rongshu.office.loads.tasks import ready
        from rongshu.office.pages.warming import warm, warm_running
        from rongshu.office.plans.register import renewed

        renewed.connect(warm, dispatch_uid="warm")
        ready.connect(warm_running, dispatch_uid="warm_running")
