"""Shares against their numerators and denominators."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations

from rongshu.pack.checks.figures import Figure, Span
from rongshu.pack.checks.invented import amount, fact, indicator, plan
from rongshu.pack.checks.naming import normal, share_of
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Certainty, Diagnostic

_HUNDRED = Decimal(100)
_REACH = 8  # characters besides the whole's name between a number and its share: ，占…的比重达到
_BARE = re.compile(r"(?:^|[^占])比重$|^占$")  # 占比 without a word of what: 比重 once folded
_BARELY = 2  # characters of 占比
_SURE = Decimal("0.01")  # closer than this is rather rounding on the way
# words left out of a key: they narrow nothing in an identity of economic statistics
_SILENT = ("全社会", "全部", "工业企业")


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to know a whole: stated, or a part divided by its share."""

    span: Span
    figures: tuple[Figure, ...]
    written: str


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """占比与分子、分母对不上（如：投入强度＝经费÷GDP）。
    A share does not agree with its numerator and its denominator as stated elsewhere.
    """
    wholes: dict[tuple[str, str, bool], list[_Reading]] = defaultdict(list)
    levels: dict[tuple[str, str, bool], list[Figure]] = defaultdict(list)
    for figure in sheet.figures:
        if figure.sort == "level" and figure.unit.measure != "%" and not figure.segment and figure.value > 0:
            levels[(_key(figure.scope + figure.name), figure.period, figure.target)].append(figure)
    for key, stated in levels.items():
        wholes[key] += [_Reading(f.bounds, (f,), f.written) for f in stated]
    for share, part, whole in _shares(sheet, levels):
        implied = _implied(share, part)
        if implied is not None:
            wholes[(_key(whole), share.period, share.target)].append(implied)
    for (name, period, _), readings in wholes.items():
        yield from _compare(name, period, readings)
    for share in sheet.figures:
        said = normal(share.subject or share.name)  # 技改投资占比 has a part of its own
        if share.unit.measure == "%" and not share.share_of and _BARE.search(said) and len(said) <= _BARELY:
            yield from _bare(sheet, share)


def _bare(sheet: Sheet, share: Figure) -> Iterator[Diagnostic]:
    """812家，其中甲类284家，占42.5%: the part is the number before, the whole one further before."""
    part = _before(sheet, share, "")
    if part is None or part.cite is None or share.amount.upper is not None:
        return
    paragraph = part.cite.paragraph
    wholes = [
        figure
        for figure in sheet.by_paragraph.get(paragraph, ())
        if figure.cite is not None
        and figure.cite.end <= part.cite.start
        and figure.sort == "level"
        and figure.period == part.period
        and figure.unit.measure == part.unit.measure
        and figure.value > part.value
        and figure.source != part.source
    ]
    implied = _implied(share, part)
    if implied is None or not wholes or any(whole.bounds.meets(implied.span) for whole in wholes):
        return
    nearest = max(wholes, key=lambda figure: figure.cite.start if figure.cite else 0)
    stated = _Reading(nearest.bounds, (nearest,), nearest.written)
    yield _report(nearest.name, share.period, stated, implied)


def _key(printed: str) -> str:
    name = normal(printed)
    for word in _SILENT:
        name = name.replace(word, "企业" if word.endswith("企业") else "")
    return name


def _shares(
    sheet: Sheet, levels: dict[tuple[str, str, bool], list[Figure]]
) -> Iterator[tuple[Figure, Figure, str]]:
    """Each share with its part and the name of its whole."""
    for share in sheet.figures:
        if share.unit.measure != "%" or share.sort != "level" or not share.value or share.segment:
            continue
        named = share_of(share.scope + share.name)
        whole = share.share_of or (normal(share.name).removesuffix("比重").partition("占")[2])
        part = _before(sheet, share, whole) if whole and not share.table else None
        if part is not None:
            yield share, part, whole
        elif named is not None:
            for part in levels.get((_key(named[0]), share.period, share.target), [])[:1]:
                yield share, part, named[1]


def _before(sheet: Sheet, share: Figure, whole: str) -> Figure | None:
    """The number the share is said of: right before it, with only 占 and the whole between them."""
    if share.cite is None:
        return None
    near = [
        figure
        for figure in sheet.by_paragraph.get(share.cite.paragraph, ())
        if figure.cite is not None
        and figure.source != share.source
        and figure.sort == "level"
        and figure.unit.measure != "%"
        and figure.cite.start < share.cite.end
        and 0 <= max(0, share.cite.start - figure.cite.end) <= len(whole) + _REACH
        and figure.cite.end <= share.cite.end
    ]
    return max(near, key=lambda figure: figure.cite.end if figure.cite else 0, default=None)


def _implied(share: Figure, part: Figure) -> _Reading | None:
    ratio = Span(share.bounds.low / _HUNDRED, share.bounds.high / _HUNDRED)
    span = part.bounds.over(ratio)
    if span is None:
        return None
    return _Reading(span, (part, share), f"{part.written} ÷ {share.written}")


def _compare(name: str, period: str, readings: list[_Reading]) -> Iterator[Diagnostic]:
    told: set[str] = set()
    for one, other in combinations(readings, 2):
        if len(one.figures) + len(other.figures) < 3 or one.span.meets(other.span):
            continue  # two stated totals are same_quantity's business
        if set(one.figures) & set(other.figures) or not _one_measure(one, other):
            continue
        pair = "|".join(sorted((one.written, other.written)))
        if pair not in told:
            told.add(pair)
            yield _report(name, period, one, other)


def _one_measure(one: _Reading, other: _Reading) -> bool:
    return one.figures[0].unit.measure == other.figures[0].unit.measure


def _middle(reading: _Reading) -> Decimal:
    value = reading.figures[0].value
    return value / (reading.figures[1].value / _HUNDRED) if len(reading.figures) > 1 else value


def _report(name: str, period: str, one: _Reading, other: _Reading) -> Diagnostic:
    places = [figure.place() for reading in (one, other) for figure in reading.figures]
    sure = one.span.gap(other.span) > _SURE
    unit = one.figures[0].unit
    first, second = (f"{_middle(r) / unit.factor:.6g}{unit.printed}" for r in (one, other))
    sums = [_sum(reading, result) for reading, result in ((one, first), (other, second))]
    when = f"（{period}年）" if period else ""
    return finding(
        "shares",
        f"占比与总数对不上：“{name}”{when}{sums[0].zh}，而{sums[1].zh}",
        f"shares and totals disagree on {name!r} {period}: {sums[0].en}, yet {sums[1].en}",
        places,
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        arithmetic=f"{sums[0].zh} ≠ {sums[1].zh}",
        found=first,
        expected=second,
    )


def _sum(reading: _Reading, result: str) -> Bilingual:
    if len(reading.figures) == 1:
        return Bilingual(f"写明{reading.written}", f"stated {reading.written}")
    return Bilingual(f"{reading.written} = {result}", f"{reading.written} = {result}")


RULE = Rule(
    "shares",
    Kind.CONTRADICTION,
    find,
    lambda: plan(
        fact("规上工业企业", 2600, "家", ">", cite="p8:1-9"),
        fact("设有研发机构", 242, "家", cite="p9:10-14"),
        fact("占规上工业企业比重", "9.5", "%", cite="p9:20-24", share_of="全部规上企业"),
        fact("R&D经费", 232, "亿元", base=amount(99, "亿元"), since="2020"),
        fact("R&D投入强度", "2.2", "%"),
        fact("工业增加值", 2532, "亿元"),
        indicator("工业增加值占GDP比重", "%", "25.27", 27),
    ),
    lambda: plan(
        fact("规上工业企业", 2500, "家", ">", cite="p8:1-9"),
        fact("设有研发机构", 242, "家", cite="p9:10-14"),
        fact("占规上工业企业比重", "9.5", "%", cite="p9:20-24", share_of="全部规上企业"),
        fact("R&D经费", 232, "亿元"),
        fact("R&D投入强度", "2.3", "%"),
        fact("工业增加值", 2532, "亿元"),
        indicator("工业增加值占GDP比重", "%", "25.27", 27),
    ),
)
