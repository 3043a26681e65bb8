"""Published figures typed in by hand: with source and grade, every change kept."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rongshu.office.people.audit import Entry
from rongshu.office.people.guard import require
from rongshu.office.people.meanwhile import held, meanwhile
from rongshu.office.people.permission import Action, can
from rongshu.office.plans.forms import ActualForm
from rongshu.office.plans.models import Actual
from rongshu.office.plans.reading import readable_plan
from rongshu.office.plans.shelf import pack_of
from rongshu.office.plans.wording import series_word
from rongshu.pack.schema import Pack


@require_GET
def actuals(request: HttpRequest, plan: str) -> HttpResponse:
    """The typed figures, and those that came with the pack."""
    opened = readable_plan(request.user, plan)
    require(request, Action.READ_ACTUAL, opened if not opened.is_open else None)
    pack = pack_of(opened)
    names = dict(series_of(pack))
    context = {
        "plan": opened,
        "section": "actuals",
        "typed": [
            (each, names.get(each.series, each.series)) for each in opened.actuals.select_related("by")
        ],
        "shipped": [(each, names.get(each.series, each.series)) for each in pack.actuals],
        "may_type": can(request.user, Action.TYPE_ACTUAL, opened),
        "demonstration": pack.about.demonstration,
    }
    return render(request, "plans/actuals.html", context)


@require_http_methods(["GET", "POST"])
def edit_actual(request: HttpRequest, plan: str, number: int | None = None) -> HttpResponse:
    """A new or a changed figure."""
    opened = readable_plan(request.user, plan)
    require(request, Action.TYPE_ACTUAL, opened)
    actual = get_object_or_404(Actual, pk=number, plan=opened) if number else Actual(plan=opened)
    initial = {
        name: request.GET.get(name, "") for name in ("series", "period", "unit") if name in request.GET
    }
    pack = pack_of(opened)
    form = ActualForm(
        request.POST or None, instance=actual, initial=initial, series=series_of(pack), units=units_of(pack)
    )
    changed: list[Entry] = []
    if request.method == "POST" and form.is_valid():
        with held(actual):
            changed = meanwhile(request, actual)
            if not changed:
                form.instance.by = request.user
                form.save()
                messages.success(request, _("已保存。"))
                return redirect("plans:actuals", plan)
    context = {"plan": opened, "form": form, "actual": actual if number else None, "section": "actuals"}
    status = 409 if changed else 200
    return render(request, "plans/edit_actual.html", {**context, "meanwhile": changed}, status=status)


@require_POST
def delete_actual(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """Take a figure away; the log keeps it."""
    opened = readable_plan(request.user, plan)
    require(request, Action.TYPE_ACTUAL, opened)
    get_object_or_404(Actual, pk=number, plan=opened).delete()
    messages.success(request, _("已删除。"))
    return redirect("plans:actuals", plan)


def series_of(pack: Pack) -> list[tuple[str, str]]:
    """What a figure can be about: the series that an indicator names, else the indicator itself."""
    english = (get_language() or "").startswith("en")
    named: dict[str, str] = {}
    for indicator in pack.indicators:
        name = (indicator.name.en if english else "") or indicator.name.zh
        named[indicator.measure or indicator.id] = f"{name}（{indicator.unit}）" if indicator.unit else name
    for actual in pack.actuals:
        named.setdefault(actual.series, series_word(actual.series))
    return list(named.items())


def units_of(pack: Pack) -> dict[str, str]:
    """The unit that a series is declared in, where it is."""
    return {indicator.measure or indicator.id: indicator.unit for indicator in pack.indicators}
