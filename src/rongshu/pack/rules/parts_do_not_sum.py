"""Parts that do not sum to their total."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from rongshu.pack.amount import Amount, Operator
from rongshu.pack.checks.figures import Figure, Span, span_of
from rongshu.pack.checks.invented import amount, claim, fact, indicator, plan
from rongshu.pack.checks.naming import normal
from rongshu.pack.checks.numerals import small_number
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.schema import Claim, Park, Project
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place
from rongshu.terms.quantity import written_decimal
from rongshu.terms.unit import Unit

_RANKS = ("国家级", "省级", "市级", "县级")
_SLACK = Decimal("0.01")
_ENOUGH = 3  # branches; two may well leave a rest unsaid
_BRANCH_METRICS = ("产值", "总产值", "规模", "产业规模", "营收")
_COUNT = r"(?P<count>[一二三四五六七八九十]{1,3}|\d{1,2})(?:大|个|条)"
_SCALE = re.compile(
    rf"^(?:{_COUNT})?(?:重点|主导|优势|特色|支柱|先进|制造业?|现代|战略性|新兴|战新|各|主要|标志性)*产业(?:链|集群)?"
    r"(?:总|合计)?(?P<metric>规模|产值|总产值|营收)(?:合计|总计)?$"
)
_GRADE = re.compile("战略性新兴|战新|新兴|主导|优势|特色|支柱|传统|未来|先导|基础")
_NAMED = re.compile(
    r"(?P<list>[^，。；]{2,}?、[^，。；]+?)(?:等)?(?:[一二两三四五六七八九十\d]{1,2}[个大类条项])"
    r"(?:重点|主导|优势|特色|细分|支柱)*(?:产业链|产业|领域|行业|板块|方向|园区|片区|集群|环节)?的?(?P<metric>[一-鿿]{2,8})"
)
_WHOLE_OUTPUT = re.compile("(?P<scaled>规上)?工业(?:总产值|产值)")
_TITLED = re.compile(r"(?P<what>[一-鿿]{3,}?)(?:产业)?(?P<metric>规模|总产值|产值|营收)")
_BELOW_SCALE = Decimal("1.2")  # industries may count firms below the threshold in, seldom a fifth of the rest
_PART = re.compile(r".(?:产业链?|集群)?(?P<metric>规模|产值|总产值|营收)$")


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """各部分之和不等于总数。
    The parts do not sum to the total.
    """
    yield from _ranks(sheet)
    yield from _claims(sheet)
    yield from _scales(sheet)
    yield from _more_than_all(sheet)
    yield from _branches(sheet)
    yield from _listed(sheet)


# ---- 国家级 + 省级 + 市级 = 市级以上


def _ranks(sheet: Sheet) -> Iterator[Diagnostic]:
    groups: dict[tuple[str, str, bool], dict[str, Figure]] = defaultdict(dict)
    for figure in sheet.figures:
        if figure.sort == "level" and figure.meaning.rank and figure.period and not figure.segment:
            noun = figure.meaning.core.removesuffix("企业")
            group = groups[(noun, figure.period, figure.target)]
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


# ---- totals the plan says itself: with its parts, over the annex, over its parks


def _claims(sheet: Sheet) -> Iterator[Diagnostic]:
    for claim_ in sheet.pack.claims:
        if claim_.kind == "sum":
            yield from _said_parts(claim_)
        elif claim_.kind == "investment" and claim_.annex:
            projects = [project for project in sheet.pack.projects if project.annex]
            yield from _over(sheet, claim_, [(p, p.investment) for p in projects], "项目表")
        elif claim_.kind == "area":
            yield from _over(sheet, claim_, [(park, park.area) for park in sheet.pack.parks], "园区表")


def _said_parts(claim_: Claim) -> Iterator[Diagnostic]:
    """Parts and total in one sentence; 其中 need not name every part, but no part is more than the whole."""
    spans = [
        span_of(claim_.amount.model_copy(update={"value": p, "operator": Operator.EQUAL}))
        for p in claim_.parts
    ]
    low, high = (sum((getattr(span, end) for span in spans), Decimal(0)) for end in ("low", "high"))
    whole = span_of(claim_.amount)
    if claim_.amount.operator is Operator.AT_MOST:  # shares of one whole need not be all its shares
        whole = Span(Decimal(0), whole.high)
    if (whole.low <= high and low <= whole.high) or (high < whole.low and not claim_.exhaustive):
        return
    result = written_decimal(sum(claim_.parts, Decimal(0)))
    added = " + ".join(written_decimal(part) for part in claim_.parts)
    unit = claim_.amount.unit
    places = [_claim_place(claim_)]
    cite = places[0].cite
    places += [
        Place(cite=cite, item=claim_.id, quote=f"{written_decimal(part)}{unit}") for part in claim_.parts
    ]
    yield _total_report(claim_, result, added, places, sure=claim_.exhaustive)


def _over(
    sheet: Sheet, claim_: Claim, rows: Sequence[tuple[Project | Park, Amount | None]], table: str
) -> Iterator[Diagnostic]:
    """A total against the rows of a table, when every row has its figure."""
    amounts = [
        amount_ for _, amount_ in rows if amount_ is not None and amount_.known and amount_.upper is None
    ]
    whole = span_of(claim_.amount)
    measure = Unit.parse(claim_.amount.unit)
    if claim_.kind == "area" and _summed_rightly(sheet, amounts):
        return  # the table has its own 合计: the total in the text is of something else
    if len(amounts) < 2 or len(amounts) < len(rows) or any(_measure(a) != measure.measure for a in amounts):
        return
    spans = [span_of(amount_) for amount_ in amounts]
    low = sum((span.low for span in spans), Decimal(0)) * (1 - _SLACK)
    high = sum((span.high for span in spans), Decimal(0)) * (1 + _SLACK)
    if whole.low <= high and low <= whole.high:
        return
    total = sum(((a.value or Decimal(0)) * Unit.parse(a.unit).factor for a in amounts), Decimal(0))
    added = " + ".join(written_decimal(a.value or Decimal(0)) for a in amounts)
    places = [_claim_place(claim_), *(_row_place(row, amount_) for row, amount_ in rows[:8])]
    yield _total_report(claim_, written_decimal(total / measure.factor), f"{table}：{added}", places)


def _summed_rightly(sheet: Sheet, amounts: Sequence[Amount]) -> bool:
    """Whether a 合计 row over the same numbers is right."""
    total = sum((amount_.value or Decimal(0) for amount_ in amounts), Decimal(0))
    return any(
        said.kind == "sum" and said.amount.value == total and len(said.parts) == len(amounts)
        for said in sheet.pack.claims
    )


def _measure(amount_: Amount) -> str:
    return Unit.parse(amount_.unit).measure


def _claim_place(claim_: Claim) -> Place:
    cites = claim_.citations()
    return Place(cite=cites[0] if cites else None, item=claim_.id, quote=_digits(claim_.amount))


def _row_place(row: Project | Park, amount_: Amount | None) -> Place:
    cites = row.citations()
    return Place(cite=cites[0] if cites else None, item=row.id, quote=_digits(amount_) if amount_ else "")


def _digits(amount_: Amount) -> str:
    return f"{written_decimal(amount_.value or Decimal(0))}{amount_.unit}"


def _total_report(
    claim_: Claim, result: str, added: str, places: list[Place], sure: bool = True
) -> Diagnostic:
    stated = claim_.amount.model_copy(update={"operator": Operator.EQUAL})
    bounded = claim_.amount.operator is Operator.AT_MOST
    written, unit = (stated if bounded else claim_.amount).written(), claim_.amount.unit
    return finding(
        "parts_do_not_sum",
        f"写明“{claim_.noun}”{written}，相加为{result}{unit}",
        f"{claim_.noun!r} is stated as {written}, the parts add up to {result}{unit}",
        places,
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        arithmetic=f"{added} = {result} ≠ {written_decimal(claim_.amount.value or Decimal(0))}",
        found=written,
        expected=result + unit,
    )


# ---- the scales of the chains or industries


def _scales(sheet: Sheet) -> Iterator[Diagnostic]:
    """五大产业规模 against the targets of its five industries, a chain total against the chain table."""
    money = [
        f for f in sheet.figures if f.target and f.sort == "level" and f.unit.measure == "元" and f.period
    ]
    for total in money:
        match = _SCALE.fullmatch(normal(total.name))
        if match is None or (total.segment and not _is_pillar(sheet, total.segment)):
            continue
        parts = _scale_parts(sheet, money, total, match["metric"])
        count = small_number(match["count"]) if match["count"] else None
        low, high = (sum((getattr(p.bounds, end) for p in parts), Decimal(0)) for end in ("low", "high"))
        apart = not (total.bounds.low <= high * (1 + _SLACK) and low * (1 - _SLACK) <= total.bounds.high)
        if len(parts) >= 3 and apart:
            yield _scale_report(total, parts, sure=len(parts) == (count or _chains_listed(sheet, total)))


def _more_than_all(sheet: Sheet) -> Iterator[Diagnostic]:
    """The plan's industries against all industry, or against what the plan's own title is about: no more."""
    money = [f for f in sheet.figures if f.target and f.sort == "level" and f.unit.measure == "元"]
    for total in money:
        metric, scaled = _of_the_whole(sheet, total)
        if not metric or total.segment or not total.period:
            continue
        parts = [part for part in _scale_parts(sheet, money, total, metric) if part.source != total.source]
        room = total.bounds.high * (_BELOW_SCALE if scaled else 1 + _SLACK)
        if len(parts) >= 2 and sum((part.bounds.low for part in parts), Decimal(0)) > room:
            yield _scale_report(total, parts, sure=len(parts) >= _ENOUGH)
            return


def _of_the_whole(sheet: Sheet, total: Figure) -> tuple[str, bool]:
    """The metric of a figure for everything the plan is about, and whether it leaves small firms out."""
    name = normal(total.name)
    industry = _WHOLE_OUTPUT.fullmatch(name)
    if industry is not None:
        return "产值", bool(industry["scaled"])
    titled = _TITLED.fullmatch(name)
    about = normal(sheet.pack.about.title.zh)
    return (titled["metric"], False) if titled and titled["what"] in about else ("", False)


def _scale_parts(sheet: Sheet, money: list[Figure], total: Figure, metric: str) -> list[Figure]:
    """One figure a chain (for a total of chains) or an industry, of the same metric and year."""
    industries = _of_grade(sheet, total)
    parts: dict[str, Figure] = {}
    for figure in money:
        name, chain = normal(figure.name), figure.table and "链" in figure.name
        match = _PART.search(name)
        if (
            figure.period != total.period
            or match is None
            or match["metric"] != metric
            or _SCALE.fullmatch(name)
        ):
            continue
        if chain if "链" in total.name else figure.segment in industries:
            parts.setdefault(name if chain else figure.segment, figure)
    return list(parts.values())


def _of_grade(sheet: Sheet, total: Figure) -> set[str]:
    """The industries that a total is of: those below the pillar it names (主导产业), else all."""
    grade = _GRADE.search(total.name)
    pillars = {
        item.id
        for item in sheet.pack.industries
        if item.level == "pillar" and grade is not None and grade.group() in item.name.zh
    }
    if grade is not None and not pillars and grade.group() in ("战略性新兴", "战新"):
        return set()  # what statistics call so is no chapter of the plan
    every = [item for item in sheet.pack.industries if item.level == "industry"]
    return {item.id for item in every if not pillars or item.parent in pillars}


def _is_pillar(sheet: Sheet, segment: str) -> bool:
    return any(item.id == segment and item.level == "pillar" for item in sheet.pack.industries)


# ---- the branches of one industry


def _branches(sheet: Sheet) -> Iterator[Diagnostic]:
    """An industry's target against those of its three or more branches, when every branch has one."""
    goals: dict[str, list[Figure]] = defaultdict(list)
    for figure in sheet.figures:
        if figure.target and figure.sort == "level" and figure.unit.measure == "元" and not figure.table:
            goals[normal(figure.name)].append(figure)
    for industry in sheet.pack.industries:
        below = sheet.industries_below.get(industry.id, [])
        if industry.level != "industry" or len(below) < _ENOUGH:
            continue
        for metric in _BRANCH_METRICS:
            total = _goal_of(goals, industry.name.zh, metric)
            parts = [_goal_of(goals, item.name.zh, metric) for item in below]
            known = [part for part in parts if part is not None and total and part.period == total.period]
            if total and len(known) == len(below) and not _adds_up(total, known):
                yield _scale_report(total, known, sure=True)


def _goal_of(goals: dict[str, list[Figure]], name: str, metric: str) -> Figure | None:
    """The target of 煤基新材料产值 or 煤基新材料产业产值."""
    names = (normal(f"{name}{metric}"), normal(f"{name}产业{metric}"))
    return next((figure for known in names for figure in goals.get(known, ())), None)


def _adds_up(total: Figure, parts: list[Figure]) -> bool:
    low, high = (sum((getattr(p.bounds, end) for p in parts), Decimal(0)) for end in ("low", "high"))
    return total.bounds.low <= high * (1 + _SLACK) and low * (1 - _SLACK) <= total.bounds.high


def _listed(sheet: Sheet) -> Iterator[Diagnostic]:
    """甲、乙、丙三个领域收入 against the figures of 甲收入, 乙收入 and 丙收入 elsewhere."""
    for total in sheet.figures:
        match = _NAMED.fullmatch(normal(total.name)) if "、" in total.name and total.sort == "level" else None
        if match is None or not total.period:
            continue
        names = re.split("、|和|及|与", match["list"])
        parts = [part for name in names if (part := _part_named(sheet, total, name, match["metric"]))]
        if len(parts) < len(names) or len(parts) < 2:
            continue
        low, high = (sum((getattr(p.bounds, end) for p in parts), Decimal(0)) for end in ("low", "high"))
        if total.bounds.low > high * (1 + _SLACK) or low * (1 - _SLACK) > total.bounds.high:
            yield _scale_report(total, parts, sure=True)


def _part_named(sheet: Sheet, total: Figure, name: str, metric: str) -> Figure | None:
    """The figure of one named part: the same metric, year, unit and kind."""
    return next(
        (
            figure
            for figure in sheet.figures
            if figure.period == total.period
            and figure.target == total.target
            and figure.sort == "level"
            and figure.unit.measure == total.unit.measure
            and figure.source != total.source
            and normal(figure.name).startswith(name)
            and normal(figure.name).endswith(metric)
        ),
        None,
    )


def _chains_listed(sheet: Sheet, total: Figure) -> int:
    chains = [chain for chain in sheet.pack.chains if chain.source == "plan"]
    return len(chains) if "链" in total.name else 0


def _scale_report(total: Figure, parts: list[Figure], sure: bool) -> Diagnostic:
    """Certain only where every part has its figure: else one may simply be unsaid."""
    added = " + ".join(part.number for part in parts)
    result = written_decimal(sum((part.value for part in parts), Decimal(0)) / total.unit.factor)
    return finding(
        "parts_do_not_sum",
        f"“{total.name}”为{total.written}，各项相加为{result}{total.amount.unit}",
        f"{total.name!r} is {total.written}, the parts add up to {result}",
        (total.place(), *(part.place() for part in parts)),
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
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
        claims=(
            claim("investment", "总投资", 96, "亿元", annex=True),
            claim("sum", "两大产业营业收入", 90, "亿元", parts=("50", "30"), exhaustive=True),
        ),
        projects=_annex(30, 30, 26),
    ),
    lambda: plan(
        indicator("市级以上企业技术中心", "家", 296, 400),
        fact("国家级企业技术中心", 12, "家"),
        fact("省级企业技术中心", 125, "家"),
        fact("市级企业技术中心", 159, "家"),
        claims=(
            claim("investment", "总投资", 86, "亿元", annex=True),
            claim("sum", "两大产业营业收入", 80, "亿元", parts=("50", "30"), exhaustive=True),
            claim("sum", "营业收入", 90, "亿元", parts=("50", "30")),
        ),
        projects=_annex(30, 30, 26),
    ),
)
