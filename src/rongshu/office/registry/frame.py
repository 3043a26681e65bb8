"""What every page of the registry needs, and how it answers: whole, or its part alone for htmx."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action, can
from rongshu.office.registry.kinds import KINDS, Kind
from rongshu.office.registry.models import Node

KEPT = 60
TABS = ("enterprises", "projects", "parks", "plots", "meters", "targets")


def opened_kind(request: HttpRequest, key: str) -> Kind:
    """The kind in the address.  *Errors*: ``Http404``, ``PermissionDenied`` for whoever may not."""
    kind = KINDS.get(key)
    if kind is None:
        raise Http404(key)
    require(request, Action.READ_TARGETS if key == "targets" else Action.READ_REGISTRY)
    return kind


def language() -> str:
    """``zh`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def show(
    request: HttpRequest, part: str, section: str, facts: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """The part ``registry/parts/<part>.html``: alone for htmx, else inside the one page around all parts."""
    htmx: Any = getattr(request, "htmx", None)
    alone = bool(htmx) and not htmx.boosted and not htmx.history_restore_request
    template = f"registry/parts/{part}.html"
    user = request.user
    context = {
        "part": template,
        "section": "registry",
        "tab": section,
        "tabs": [KINDS[key] for key in TABS if key != "targets" or can(user, Action.READ_TARGETS)],
        "may_edit": can(user, Action.EDIT_REGISTRY),
        "may_decide": can(user, Action.DECIDE_NODE),
        **facts,
    }
    return render(request, template if alone else "registry/page.html", context, status=status)


def chains_known() -> list[tuple[str, str, str]]:
    """Plan folder, chain and name of every chain; chains of one name in several plans say of which plan."""
    rows: list[tuple[str, str, str, str]] | None = cache.get("registry-chains")
    if rows is None:
        columns = ("plan", "chain", "chain_name", "chain_name_en")
        rows = list(Node.objects.order_by("plan", "chain").values_list(*columns).distinct())
        cache.set("registry-chains", rows, KEPT if rows else 0)
    named = language() == "en"
    shown = [(plan, chain, en if named and en else zh) for plan, chain, zh, en in rows]
    twice = {name for name, count in Counter(name for _plan, _chain, name in shown).items() if count > 1}
    return [(plan, chain, f"{name} · {plan}" if name in twice else name) for plan, chain, name in shown]
