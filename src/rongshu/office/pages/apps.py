"""The pages app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig

if TYPE_CHECKING:
    from rongshu.office.plans.models import Plan


class PagesConfig(AppConfig):
    """Read-only pages of a plan."""

    name = "rongshu.office.pages"
    label = "pages"

    def ready(self) -> None:
        """A pack that was written anew and a lake that has changed are worked out before somebody asks."""
        # Models can be imported only now that the apps are loaded.
        from rongshu.office.loads.tasks import ready
        from rongshu.office.plans.register import renewed

        renewed.connect(_plan_renewed, dispatch_uid="warm")
        ready.connect(_lake_ready, dispatch_uid="warm_running")


# What pages are made of is loaded where one is to be opened: a command that adds a user needs none of it.


def _plan_renewed(plan: Plan, **_said: Any) -> None:
    from rongshu.office.pages.warming import warm

    warm(plan)


def _lake_ready(**_said: Any) -> None:
    from rongshu.office.pages.warming import warm_running

    warm_running()
