"""Parts that do not sum to their total."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from rongshu.pack.figures import Figure, span_of
from rongshu.pack.invented import amount, fact, indicator, plan, target
from rongshu.pack.naming import normal
from rongshu.pack.rule import Kind, Rule, Sheet, finding
from rongshu.pack.schema import Project
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place
from rongshu.terms.quantity import written_decimal
from rongshu.terms.unit import Unit

_RANKS = ("国家级", "省级", "市级", "县级")
_SLACK = Decimal("0.01")
_PROJECTS = re.compile(r"^(?:年度|工业|产业|省|市|重点|重大|规划|储备|续建|新建|实施|安排|谋划|策划)*项目")
_SCALE = re.compile(
    r"^(?:重点|主导|优势|特色|支柱|各|主要|\d+条|\d+个)*产业链?(?:总|合计)?(?:规模|产值)(?:合计|总计)?$"
)
_PART = re.compile(r"(?:产业链?|集群)(?:总)?(?:规模|产值)$")


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """各部分之和不等于总数。
    The parts do not sum to the total.
    """
    yield from _ranks(sheet)
    yield from _project_totals(sheet)
    yield from _scales(sheet)


# ---- 国家级 + 省级 + 市级 = 市级以上


def _ranks(sheet: Sheet) -> Iterator[Diagnostic]:
    groups: dict[tuple[str, str, bool], dict[str, Figure]] = defaultdict(dict)
    for figure in sheet.figures:
        if figure.sort == "level" and figure.meaning.rank and figure.period and not figure.segment:
            group = groups[(figure.meaning.whole, figure.period, figure.target)]
            group.setdefault(figure.meaning.rank, figure)
    for group in groups.values():
        for rank, total in group.items():
            lowest = rank.removesuffix("以上")
            if rank != lowest and lowest in _RANKS:
                wanted = _RANKS[: _RANKS.index(lowest) + 1]
                parts = [group[name] for name in wanted if name in group]
                if len(parts) >= 2 and len(parts) == len(wanted):
                    yield from _compare(total, parts)


def _compare(total: Figure, parts: list[Figure]) -> Iterator[Diagnostic]:
    """A lower rank sometimes counts the higher ones in: that reading excuses."""
    if any(part.amount.upper is not None for part in parts) or total.amount.upper is not None:
        return
    low, high = (sum((getattr(p.bounds, end) for p in parts), Decimal(0)) for end in ("low", "high"))
    if (total.bounds.low <= high and low <= total.bounds.high) or total.span.meets(parts[-1].span):
        return
    added = " + ".join(part.number for part in parts)
    result = sum((part.value for part in parts), Decimal(0)) / total.unit.factor
    yield finding(
        "parts_do_not_sum",
        f"“{total.name}”为{total.written}，但各级相加为{written_decimal(result)}",
        f"{total.name!r} is {total.written}, but the ranks sum to {written_decimal(result)}",
        (total.place(), *(part.place() for part in parts)),
        arithmetic=f"{added} = {written_decimal(result)} ≠ {total.number}",
        found=total.written,
        expected=written_decimal(result),
    )


# ---- the annex of projects


def _project_totals(sheet: Sheet) -> Iterator[Diagnostic]:
    annex = [project for project in sheet.pack.projects if project.annex]
    if len(annex) < 2:
        return
    for figure in sheet.figures:
        if figure.table or figure.sort != "level" or figure.amount.upper is not None or figure.segment:
            continue
        name = normal(figure.name)
        if figure.unit.measure in ("个", "项") and _PROJECTS.fullmatch(name):
            yield from _project_count(figure, annex)
        elif figure.unit.measure == "元" and "投资" in name and "项目" in name + normal(figure.subject):
            yield from _project_sum(figure, annex)


def _project_count(figure: Figure, annex: list[Project]) -> Iterator[Diagnostic]:
    if figure.target and not figure.span.low <= len(annex) <= figure.bounds.high:
        yield _project_report(figure, annex, Decimal(len(annex)), "+".join("1" for _ in annex[:3]) + "+…")


def _project_sum(figure: Figure, annex: list[Project]) -> Iterator[Diagnostic]:
    known = [p.investment for p in annex if p.investment is not None and p.investment.known]
    if len(known) != len(annex) or any(Unit.parse(a.unit).measure != "元" for a in known):
        return
    spans = [span_of(a) for a in known]
    low = sum((span.low for span in spans), Decimal(0)) * (1 - _SLACK)
    high = sum((span.high for span in spans), Decimal(0)) * (1 + _SLACK)
    if not (figure.span.low <= high and low <= figure.span.high):
        total = sum(((a.value or Decimal(0)) * Unit.parse(a.unit).factor for a in known), Decimal(0))
        added = " + ".join(written_decimal(a.value or Decimal(0)) for a in known)
        yield _project_report(figure, annex, total / figure.unit.factor, added)


def _project_report(figure: Figure, annex: list[Project], result: Decimal, added: str) -> Diagnostic:
    places = [Place(cite=p.citations()[0], item=p.id, quote=p.name) for p in annex[:5] if p.cite]
    written = written_decimal(result)
    return finding(
        "parts_do_not_sum",
        f"正文写“{figure.name}”{figure.written}，项目表合计{written}{figure.amount.unit}",
        f"the text states {figure.written} for {figure.name!r}, the project table adds up to {written}",
        (figure.place(), *places),
        arithmetic=f"{added} = {written} ≠ {figure.number}",
        found=figure.written,
        expected=written + figure.amount.unit,
    )


# ---- the scales of the chains or industries


def _scales(sheet: Sheet) -> Iterator[Diagnostic]:
    money = [
        f for f in sheet.figures if f.target and f.sort == "level" and f.unit.measure == "元" and f.period
    ]
    totals = [f for f in money if not f.segment and _SCALE.fullmatch(normal(f.name))]
    for total in totals:
        parts: dict[str, Figure] = {}
        for figure in money:
            name = normal(figure.name)
            if figure.period == total.period and _PART.search(name) and not _SCALE.fullmatch(name):
                parts.setdefault(name, figure)
        chosen = [part for part in parts.values() if ("链" in part.name) == ("链" in total.name)]
        low, high = (sum((getattr(p.bounds, end) for p in chosen), Decimal(0)) for end in ("low", "high"))
        if len(chosen) >= 3 and not (total.bounds.low <= high * (1 + _SLACK) and low <= total.bounds.high):
            yield _scale_report(sheet, total, chosen)


def _scale_report(sheet: Sheet, total: Figure, parts: list[Figure]) -> Diagnostic:
    """Certain only where every chain of the plan has its figure: else a part may simply be unsaid."""
    chains = [chain for chain in sheet.pack.chains if chain.source == "plan"]
    complete = bool(chains) and "链" in total.name and len(parts) == len(chains)
    added = " + ".join(part.number for part in parts)
    result = written_decimal(sum((part.value for part in parts), Decimal(0)) / total.unit.factor)
    return finding(
        "parts_do_not_sum",
        f"“{total.name}”为{total.written}，各项相加为{result}{total.amount.unit}",
        f"{total.name!r} is {total.written}, the parts add up to {result}",
        (total.place(), *(part.place() for part in parts)),
        certainty=Certainty.CERTAIN if complete else Certainty.LIKELY,
        arithmetic=f"{added} = {result} ≠ {total.number}",
        found=total.written,
        expected=result + total.amount.unit,
    )


def _annex(*investments: int) -> tuple[Project, ...]:
    return tuple(
        Project(id=f"p{n}", name=f"船坞{n}期", annex=True, investment=amount(sum_, "亿元"), cite=(f"p9{n}",))
        for n, sum_ in enumerate(investments)
    )


RULE = Rule(
    "parts_do_not_sum",
    Kind.CONTRADICTION,
    find,
    lambda: plan(
        indicator("市级以上企业技术中心", "家", 310, 400),
        fact("国家级企业技术中心", 12, "家"),
        fact("省级企业技术中心", 125, "家"),
        fact("市级企业技术中心", 159, "家"),
        target("重点项目总投资", 96, "亿元"),
        projects=_annex(30, 30, 26),
    ),
    lambda: plan(
        indicator("市级以上企业技术中心", "家", 296, 400),
        fact("国家级企业技术中心", 12, "家"),
        fact("省级企业技术中心", 125, "家"),
        fact("市级企业技术中心", 159, "家"),
        target("重点项目总投资", 86, "亿元"),
        target("重点项目", 3, "个"),
        projects=_annex(30, 30, 26),
    ),
)
