"""How industry runs: the month, why it moved, and where each number comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rongshu.metrics.status.indicator_status import pack_status
from rongshu.metrics.values.inquiry import period_written
from rongshu.office.loads.models import Delivery
from rongshu.office.loads.shelf import readable_lake, readable_loads
from rongshu.office.pages.breakdown.pace import group_pace, indicator_ways
from rongshu.office.pages.opened.opening import Opened, open_plan
from rongshu.office.pages.opened.respond import FORMATS, as_file, day_asked, day_of, show, show_list
from rongshu.office.pages.running.decomposition import NONE, View, decomposition, splittable
from rongshu.office.pages.running.lake import Metric, holds_invented, metrics_of, release_days
from rongshu.office.pages.running.monitoring import (
    GROUPS,
    Asked,
    Source,
    group_table,
    headlines,
    heat_map,
    months_known,
    months_missing,
    movers,
    moving_holiday,
    thin_reporting,
)
from rongshu.office.pages.running.pulse import pulse_of
from rongshu.office.pages.running.quality import findings, quality_table, rule_counts
from rongshu.office.pages.running.tracing import trace_page
from rongshu.office.people.guard import require
from rongshu.office.people.permission import Action, can
from rongshu.terms.period import Period

DAYS = 36


@dataclass(frozen=True, slots=True)
class Running:
    """A plan's running data, opened for one reader and one address."""

    opened: Opened
    source: Source
    months: tuple[int, ...]
    days: tuple[date, ...]
    asked: Asked | None
    invented: bool


def _opened(request: HttpRequest, plan: str) -> Running:
    """The door of all these pages: figures of single firms stay with the plan's own bureau."""
    opened = open_plan(request.user, plan)
    require(request, Action.READ_FACTS, opened.plan)
    lake = readable_lake(request.user)
    source = Source(metrics_of(opened.folder), lake)
    known_on = day_asked(request)
    months = months_known(source, known_on)
    by = request.GET.get("by", "county")
    month = _month(request.GET.get("month", ""), months)
    asked = Asked(month, by if by in GROUPS else "county", known_on) if month is not None else None
    invented = holds_invented(lake) or opened.demonstration
    return Running(opened, source, months, release_days(lake)[:DAYS], asked, invented)


def _month(written: str, months: tuple[int, ...]) -> int | None:
    """The month asked for, else the last one.  *Errors*: ``Http404`` for what is no month."""
    if not written:
        return months[-1] if months else None
    try:
        year, month = Period.parse(written).last_month()
    except ValueError:
        raise Http404(written) from None
    return year * 12 + month - 1 if months else None


def _frame(request: HttpRequest, running: Running) -> dict[str, object]:
    """What the pages of running data share: the months to go to, the days of knowledge, the badge."""
    asked = running.asked
    earlier = [each for each in running.months if asked and each < asked.month]
    later = [each for each in running.months if asked and each > asked.month]
    return {
        "asked": asked,
        "period": period_written(asked.month, "month") if asked else "",
        "months": [period_written(each, "month") for each in reversed(running.months)],
        "earlier": period_written(earlier[-1], "month") if earlier else "",
        "later": period_written(later[0], "month") if later else "",
        "days": running.days,
        "demonstration": running.invented,
        "missing": _("、").join(
            period_written(each, "month") for each in months_missing(running.months, asked.month)
        )
        if asked
        else "",
        "thin": thin_reporting(running.source, asked) if asked else None,
        "holiday": moving_holiday(asked.month) if asked else None,
        "unknown_month": asked is not None and asked.month not in running.months,
        "may_send": can(request.user, Action.SEND_LOAD),
    }


@require_GET
def monitoring(request: HttpRequest, plan: str) -> HttpResponse:
    """The month: groups, chain × county, movers, electricity against output."""
    running = _opened(request, plan)
    frame = _frame(request, running)
    if running.asked is None or frame["unknown_month"]:
        return show(request, running.opened, "monitoring", "running_empty", frame)
    asked, source = running.asked, running.source
    table = group_table(source, asked)
    wanted = request.GET.get("as", "")
    if wanted in FORMATS:
        return as_file(request, running.opened, "monitoring", table, wanted, invented=running.invented)
    facts = {
        **frame,
        "tabs": [(key, word, asked.query(by=key)) for key, word in GROUPS.items()],
        "headlines": headlines(source, asked),
        "heat": heat_map(source, asked),
        "movers": movers(source, asked),
        "pulse": pulse_of(source.by((), asked.known_on), asked.month),
        **_needed(request, running.opened),
    }
    return show_list(request, running.opened, "monitoring", table, "monitoring", facts)


def _needed(request: HttpRequest, opened: Opened) -> dict[str, object]:
    """The growth needed from here: of the plan's indicators, and of the groups that were given a part."""
    statuses = pack_status(opened.pack, day_of(request))
    measures = {each.id: each.measure for each in opened.pack.indicators}
    paces = (
        group_pace(request.user, opened, each, measures[each.indicator], day_asked(request))
        for each in statuses
        if measures[each.indicator]
    )
    return {"ways": indicator_ways(statuses), "paces": [pace for pace in paces if pace]}


@require_GET
def why(request: HttpRequest, plan: str) -> HttpResponse:
    """Why a metric moved on the year before, as a waterfall, down to firms."""
    running = _opened(request, plan)
    frame = _frame(request, running)
    if running.asked is None or frame["unknown_month"]:
        return show(request, running.opened, "decomposition", "running_empty", frame)
    offered = splittable(running.source.metrics)
    name = request.GET.get("metric", "output")
    if name not in offered:
        raise Http404(name)
    group = request.GET.get("group")
    since_january = request.GET.get("span") != "month"
    inside = None if not group else "" if group == NONE else group
    view = View(offered[name], running.asked, since_january, inside)
    page = decomposition(running.source, view)
    wanted = request.GET.get("as", "")
    if wanted in FORMATS:
        return as_file(
            request, running.opened, "decomposition", page.table, wanted, invented=running.invented
        )
    facts = {**frame, "page": page, "view": view, "offered": offered, "groups": GROUPS.items()}
    return show_list(request, running.opened, "decomposition", page.table, "decomposition", facts)


@require_GET
def trace(request: HttpRequest, plan: str) -> HttpResponse:
    """Where one computed value comes from."""
    running = _opened(request, plan)
    if running.asked is None:
        raise Http404(plan)
    metric = _metric(running, request.GET.get("metric", ""))
    groups = {name: request.GET[name] for name in (*GROUPS, "firm") if name in request.GET}
    written = request.GET.get("page", "1")
    number = int(written) if written.isdecimal() and 0 < len(written) < 6 else 1
    loads = readable_loads(running.source.lake)
    page = trace_page(running.source, loads, metric, running.asked, groups, max(number, 1))
    links = _load_pages(request)
    query = request.GET.copy()
    query.pop("page", None)
    facts = {
        **_frame(request, running),
        "page": page,
        "links": links,
        "title": metric.declared.name,
        "address_query": query.urlencode(),
    }
    return show(request, running.opened, "monitoring", "trace", facts)


@require_GET
def quality(request: HttpRequest, plan: str) -> HttpResponse:
    """What the declared rules find suspicious in the figures."""
    running = _opened(request, plan)
    frame = _frame(request, running)
    if running.asked is None:
        return show(request, running.opened, "quality", "running_empty", frame)
    lake, known_on = running.source.lake, running.asked.known_on
    rules, found = findings(lake, running.opened.folder, known_on)
    table = quality_table(rules, found, _load_pages(request))
    wanted = request.GET.get("as", "")
    if wanted in FORMATS:
        return as_file(request, running.opened, "quality", table, wanted, invented=running.invented)
    facts = {**frame, "rules": rules, "counts": rule_counts(rules, found)}
    return show_list(request, running.opened, "quality", table, "quality", facts)


def _load_pages(request: HttpRequest) -> dict[str, int]:
    """The pages of the loads that the reader may open, by load."""
    if not can(request.user, Action.READ_LOAD):
        return {}
    return dict(Delivery.objects.filter(state="landed").values_list("load_id", "pk"))


def _metric(running: Running, name: str) -> Metric:
    found = running.source.metrics.get(name)
    if found is None or found.declared.table != "firm_month":
        raise Http404(name)
    return found
