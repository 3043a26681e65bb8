"""How two plans of the workspace differ."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from rongshu.office.pages.opened.opening import Opened, open_plan
from rongshu.office.pages.opened.respond import show, show_list
from rongshu.office.pages.plan.comparison import Side, change_table, changes_between
from rongshu.office.plans.reading import readable_plans


@require_GET
def compare(request: HttpRequest, plan: str) -> HttpResponse:
    """This plan against the one that ``?with=`` names; the earlier one stands on the left."""
    opened = open_plan(request.user, plan)
    others = [each for each in readable_plans(request.user) if each.pk != opened.plan.pk]
    wanted = request.GET.get("with", "")
    if not wanted:
        return show(request, opened, "compare", "compare", {"others": others})
    if wanted == opened.plan.slug:
        raise Http404(wanted)
    other = open_plan(request.user, wanted)
    changes, turned = changes_between(opened.shelved, other.shelved)
    before, after = (other, opened) if turned else (opened, other)
    facts = {"others": others, "other": other, "before": before, "after": after}
    return show_list(
        request, opened, "compare", change_table(changes, _side(before), _side(after)), "compare", facts
    )


def _side(opened: Opened) -> Side:
    return Side(opened.pack.about.title.bilingual(), reverse("plans:document", args=[opened.plan.slug]))
