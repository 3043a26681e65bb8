"""What every template may use without a view passing it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from rongshu.document.guard.limits import FILE_BYTES, MEBIBYTE
from rongshu.office.people.permission import Action, can
from rongshu.office.site.theme import theme_of

# The pages app draws a plan's menu; without it a plan has none.
MENUS = ["pages/menu.html", "office/menu.html"]


def office(request: HttpRequest) -> dict[str, object]:
    """``theme``, ``language``, ``workspace``, ``menus`` and the largest file: for the base template."""
    return {
        "theme": theme_of(request),
        "language": get_language() or settings.LANGUAGE_CODE,
        "workspace": settings.WORKSPACE,
        "menus": MENUS,
        "most_bytes": FILE_BYTES,
        "most_megabytes": FILE_BYTES // MEBIBYTE,
        "can_manage_people": _may(request, Action.MANAGE_PEOPLE),
        "can_read_loads": _may(request, Action.READ_LOAD),
    }


def _may(request: HttpRequest, action: Action) -> bool:
    user = getattr(request, "user", None)
    return bool(user and user.is_authenticated and can(user, action))
