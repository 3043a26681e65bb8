"""A target broken down by year and group: chosen, solved, explained, edited, kept, compared, exported."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.exceptions import TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from rongshu.metrics.sheets.breakdown_sheet import answer_breakdown
from rongshu.metrics.status.indicator_status import IndicatorStatus
from rongshu.office.loads.shelf import readable_lake
from rongshu.office.pages.breakdown.draft import EVEN, FIELDS, Draft, draft_of, drafted, form_of, sheet_of
from rongshu.office.pages.breakdown.offer import DIMENSIONS, divisible, offered, years_of
from rongshu.office.pages.breakdown.result import differences, said_of, solved_of
from rongshu.office.pages.breakdown.workbook import workbook
from rongshu.office.pages.opened.opening import Opened, open_plan
from rongshu.office.pages.opened.respond import day_of, reader_language, show
from rongshu.office.pages.running.lake import holds_invented, metrics_of
from rongshu.office.pages.running.monitoring import GROUPS, Source
from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action, can
from rongshu.office.plans.breakdowns import keep, put_in_force
from rongshu.office.plans.models import BreakdownVersion
from rongshu.terms.bilingual import Bilingual

TITLE = Bilingual("目标分解", "Target breakdown")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "POST"])
def breakdown(request: HttpRequest, plan: str) -> HttpResponse:
    """The form with its answer; ``?from=`` goes on with a kept version."""
    opened = open_plan(request.user, plan)
    require(request, Action.READ_BREAKDOWN, opened.plan)
    if request.method == "POST":
        require(request, Action.EDIT_BREAKDOWN, opened.plan)
    choices = divisible(opened.pack, day_of(request))
    status = _chosen(request, choices)
    facts = _frame(request, opened, choices, status)
    if status is None:
        return show(request, opened, "breakdown", "breakdown", facts)
    try:
        draft, wrong = _draft(request, opened, status)
    except TooManyFieldsSent:
        draft, wrong = None, [Bilingual("分组太多，请少选一个维度", "too many groups: choose one dimension")]
    answer, refused = _answer(status, draft, wrong) if draft else (None, wrong)
    if request.method == "POST" and request.POST.get("do") == "save" and draft and answer:
        if answer["feasible"] and not refused:
            note = request.POST.get("note", "").strip()[:300]
            made = BreakdownVersion(plan=opened.plan, indicator=draft.indicator, note=note, by=request.user)
            made.content, made.form = dict(answer), form_of(draft)
            version = keep(made)
            messages.success(request, _("已存为第 %(number)s 版。") % {"number": version.number})
            return redirect("pages:breakdown_version", plan, version.pk)
        messages.error(request, _("没有可保存的结果。"))
    facts |= _shown(draft, answer, refused)
    return show(request, opened, "breakdown", "breakdown", facts)


@require_GET
def version(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """A kept version, alone or beside another, on the page or as a workbook."""
    opened = open_plan(request.user, plan)
    require(request, Action.READ_BREAKDOWN, opened.plan)
    kept = get_object_or_404(BreakdownVersion.objects.select_related("by"), pk=number, plan=opened.plan)
    solved = solved_of(kept.content, kept.dimensions)
    name = _name(opened, kept.indicator)
    if request.GET.get("as") == "xlsx":
        return _file(opened, kept, name)
    others = BreakdownVersion.objects.filter(plan=opened.plan, indicator=kept.indicator).exclude(pk=kept.pk)
    against = _against(request, others)
    same = against is not None and against.dimensions == kept.dimensions
    facts = {
        "version": kept,
        "title": name,
        "of_title": Bilingual(f"目标分解第 {kept.number} 版", f"Target breakdown, version {kept.number}"),
        "name": name,
        "solved": solved,
        "dimensions": [GROUPS[each] for each in kept.dimensions],
        "limits": said_of(kept.content),
        "others": others,
        "against": against,
        "differences": differences(against.content, kept.content, kept.dimensions)
        if same and against
        else (),
        "comparable": same,
        "may_edit": can(request.user, Action.EDIT_BREAKDOWN, opened.plan),
        "demonstration": opened.demonstration,
    }
    return show(request, opened, "breakdown", "breakdown_version", facts)


@require_POST
def adopt(request: HttpRequest, plan: str, number: int) -> HttpResponse:
    """The version counts from now on."""
    opened = open_plan(request.user, plan)
    require(request, Action.EDIT_BREAKDOWN, opened.plan)
    kept = get_object_or_404(BreakdownVersion, pk=number, plan=opened.plan)
    put_in_force(kept, request.user)
    messages.success(request, _("已采用第 %(number)s 版。") % {"number": kept.number})
    return redirect("pages:breakdown_version", plan, kept.pk)


# --- the form ----------------------------------------------------------------------------------------


def _frame(
    request: HttpRequest, opened: Opened, choices: Sequence[IndicatorStatus], status: IndicatorStatus | None
) -> dict[str, Any]:
    kept = BreakdownVersion.objects.filter(plan=opened.plan).select_related("by").defer("content")
    names = {each.indicator: each.name for each in choices}
    metrics = metrics_of(opened.folder)
    summed = [
        (name, metric.declared.name)
        for name, metric in metrics.items()
        if metric.declared.timing in ("flow", "stock") and metric.declared.expression.startswith("sum(")
    ]
    return {
        "choices": choices,
        "status": status,
        "by": _dimensions(request),
        "groups_offered": [(key, GROUPS[key]) for key in DIMENSIONS],
        "keys": summed if can(request.user, Action.READ_FACTS, opened.plan) else [],
        "key": _asked(request).get("key", "output"),
        "versions": [(each, names.get(each.indicator, Bilingual(each.indicator))) for each in kept],
        "may_edit": can(request.user, Action.EDIT_BREAKDOWN, opened.plan),
        "demonstration": opened.demonstration,
    }


def _asked(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else request.GET


def _chosen(request: HttpRequest, choices: Sequence[IndicatorStatus]) -> IndicatorStatus | None:
    """The indicator asked for.  *Errors*: ``Http404`` for one that is none of them."""
    wanted = _asked(request).get("indicator", "")
    if not wanted:
        return None
    found = next((each for each in choices if each.indicator == wanted), None)
    if found is None:
        raise Http404(wanted)
    return found


def _dimensions(request: HttpRequest) -> tuple[str, ...]:
    asked = [name for name in _asked(request).getlist("by") if name in DIMENSIONS]
    return tuple(dict.fromkeys(asked))[:2] or ("county",)


def _draft(request: HttpRequest, opened: Opened, status: IndicatorStatus) -> tuple[Draft, list[Bilingual]]:
    by, key = _dimensions(request), _asked(request).get("key", "output")
    years = years_of(status, whole=False).years
    if request.method == "POST":
        first = Draft(status.indicator, by, key[:60], ())
        return drafted(first, request.POST, years)
    if request.GET.get("from"):
        kept = get_object_or_404(
            BreakdownVersion, pk=_whole(request.GET["from"]), plan=opened.plan, indicator=status.indicator
        )
        return draft_of(kept.content, kept.dimensions, kept.form["key"], kept.form), []
    draft = offered(_source(request, opened, key), opened.pack, status, by, key, None)
    if len(draft.groups) * (4 + len(years)) > FIELDS:
        return draft, [Bilingual("分组太多，请少选一个维度", "too many groups: choose one dimension")]
    if not draft.groups:
        return draft, [Bilingual("没有可分的组", "there are no groups to divide by")]
    return draft, []


def _source(request: HttpRequest, opened: Opened, key: str) -> Source | None:
    """The figures whose shares are offered, where the reader may see them and the plan may use them."""
    if key == EVEN or not can(request.user, Action.READ_FACTS, opened.plan):
        return None
    source = Source(metrics_of(opened.folder), readable_lake(request.user))
    if key not in source.metrics or (holds_invented(source.lake) and not opened.demonstration):
        return None
    return source


def _answer(
    status: IndicatorStatus, draft: Draft, wrong: Sequence[Bilingual]
) -> tuple[dict[str, Any] | None, Sequence[Bilingual]]:
    if wrong:
        return None, wrong
    years = years_of(status, draft.whole)
    try:
        sheet = sheet_of(draft, status.unit, years.years, years.totals, years.overall)
        return answer_breakdown(sheet), ()
    except ValueError as refused:
        return None, (Bilingual(str(refused), str(refused)),)


def _shown(draft: Draft | None, answer: dict[str, Any] | None, wrong: Sequence[Bilingual]) -> dict[str, Any]:
    feasible = bool(answer and answer["feasible"])
    solved = solved_of(answer, draft.by) if answer and draft and feasible else None
    members = [list(group.members) for group in draft.groups] if draft else []
    rows: list[tuple[int, Any, Any]] = []
    if draft:
        lines = solved.lines if solved else (None,) * len(draft.groups)
        by_members = {line.members: line for line in lines if line}
        rows = [(n, group, by_members.get(group.members)) for n, group in enumerate(draft.groups)]
    return {
        "draft": draft,
        "by": draft.by if draft else (),
        "solved": solved,
        "rows": rows,
        "members": json.dumps(members, ensure_ascii=False),
        "names": list(dict.fromkeys(name for row in members for name in row)),
        "conflicts": answer["conflicts"] if answer and not feasible else (),
        "wrong": wrong,
        "titles": [GROUPS[each] for each in draft.by] if draft else (),
        "deciding": _deciding(draft),
    }


def _deciding(draft: Draft | None) -> dict[str, str]:
    """The fixed cells by the name of their field."""
    fixed = draft.fixed if draft else {}
    return {f"fix-{row}-{year}": f"{value:f}" for (row, year), value in fixed.items()}


def _whole(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 10 else 0


# --- a version ---------------------------------------------------------------------------------------


def _name(opened: Opened, identity: str) -> Bilingual:
    found = next((each.name.bilingual() for each in opened.pack.indicators if each.id == identity), None)
    return found or Bilingual(identity)


def _against(request: HttpRequest, others: Any) -> BreakdownVersion | None:
    wanted = request.GET.get("against", "")
    return get_object_or_404(others, pk=_whole(wanted)) if wanted else None


def _file(opened: Opened, kept: BreakdownVersion, name: Bilingual) -> HttpResponse:
    language = reader_language()
    at = timezone.localtime(kept.at)
    lines = [
        (_("指标"), name.in_language(language)),
        (_("规划"), opened.pack.about.title.bilingual().in_language(language)),
        (_("版次"), str(kept.number)),
        (_("谁"), kept.by.label if kept.by else ""),
        (_("何时"), f"{at:%Y-%m-%d %H:%M}"),
        (_("备注"), kept.note),
        (_("指纹"), kept.content["fingerprint"]),
        *((_("约束"), said) for said in said_of(kept.content)),
    ]
    titles = [GROUPS[each].in_language(language) for each in kept.dimensions]
    solved = solved_of(kept.content, kept.dimensions)
    content = workbook(solved, titles, lines, opened.demonstration, language)
    response = HttpResponse(content, content_type=XLSX)
    file = quote(f"{opened.plan.slug}-breakdown-{kept.pk}.xlsx")
    response["Content-Disposition"] = f"attachment; filename={file}"
    return response
