"""The same quantity with two values."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from rongshu.pack.checks.figures import ANY_SEGMENT, Figure
from rongshu.pack.checks.invented import amount, fact, indicator, plan, target
from rongshu.pack.checks.naming import SPECIFIC, is_territory, normal
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.terms.diagnostic import Certainty, Diagnostic
from rongshu.terms.quantity import written_decimal

_MEASURED = (
    "产值", "增加值", "GDP", "营收", "收入", "投资", "产量", "比重", "率", "强度", "面积", "税收",
    "利润", "规模", "经费", "装机", "能耗", "进出口", "出口", "用电量",
)  # fmt: skip
# up to this ratio two goals in the same words are one goal, misprinted; of few things more may be added
_AGAIN = {"level": Decimal("1.5"), "fall": Decimal("1.5"), "increase": Decimal(2)}
_GROUP = re.compile("^(?:[^，。]{0,10}?)(?:产业|产业集群|集群|产业链)(?:规模)?$")
_SCALE = re.compile("(?:产业规模|总产值|产值|营收|规模)$")
_SHORT = Decimal("0.9")  # of the order of magnitude that is proclaimed
_APART = Decimal(2)  # beyond this ratio the smaller is rather a part than the same thing misprinted


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """同一指标、同一时间，前后出现了不同的数值。
    The same quantity for the same time is given two different values.
    """
    groups: dict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in sheet.figures:
        if len(figure.meaning.core) >= SPECIFIC or figure.meaning.core == "GDP" or figure.meaning.coverage:
            when = (
                figure.period
                if figure.sort in ("level", "growth", "fall")
                else f"{figure.period}{figure.target}"
            )
            key = (figure.meaning.core, figure.unit.measure, when, figure.sort, str(figure.amount.cumulative))
            groups[key].append(figure)
    for group in groups.values():
        yield from _group(group, sheet)
    yield from _magnitudes(sheet)


def _group(group: list[Figure], sheet: Sheet) -> Iterator[Diagnostic]:
    told: set[frozenset[str]] = set()
    for one, other in combinations(_table_first(group), 2):
        pair = frozenset((one.number, other.number))
        if one.source == other.source or pair in told or one.span.meets(other.span):
            continue
        if _on_top(one, other, sheet):
            continue
        certainty = _certainty(one, other, group, sheet)
        if certainty is not None:
            told.add(pair)
            yield _report(one, other, certainty)


def _magnitudes(sheet: Sheet) -> Iterator[Diagnostic]:
    """打造千亿级产业集群 in the same paragraph as a target of 600亿元 for the same industry."""
    proclaimed = {said.id for said in sheet.pack.statements if said.rule == "statements.magnitude"}
    for place in sheet.by_paragraph.values():
        great = [
            f for f in place if not f.table and f.item in proclaimed and f.segment and _GROUP.match(f.subject)
        ]
        own = [
            f
            for f in place
            if f.target and f.sort == "level" and f.unit.measure == "元" and _SCALE.search(normal(f.name))
            if f.item not in proclaimed
        ]
        for one in great:
            last = [f for f in own if f.segment == one.segment and f.period == one.period]
            if len(last) == 1 and last[0].bounds.high < one.value * _SHORT:
                yield _report(one, last[0], Certainty.CERTAIN)


def _table_first(group: list[Figure]) -> list[Figure]:
    return sorted(group, key=lambda figure: not figure.table)


def _certainty(one: Figure, other: Figure, group: list[Figure], sheet: Sheet) -> Certainty | None:
    """How sure it is that both speak of one thing; ``None`` when they clearly do not."""
    apart = one.segment != other.segment and ANY_SEGMENT not in (one.segment, other.segment)
    if apart and one.segment and other.segment:
        return None
    if not _same_period(one, other) or one.target != other.target:
        return None
    if one.sort == "growth" and not one.target and one.amount.operator is not other.amount.operator:
        return None  # what grew 4.6% last year may have grown 6.9% a year over five
    narrowed = [(one.meaning.rank, other.meaning.rank), (one.meaning.coverage, other.meaning.coverage)]
    if any(first != second and first and second for first, second in narrowed):
        return None  # 国家级 and 省级, 规上 and 全社会 are two things
    if _after_the_whole(one, other, group):
        return None
    if any(first != second for first, second in narrowed) and _meant_elsewhere(one, other, group):
        return None
    unsure = apart and not _names_its_industry(one, other, sheet)
    unsure |= len({f.meaning.rank for f in group if f.meaning.rank}) > 1 and len(set(narrowed[0])) > 1
    unsure |= len(set(narrowed[1])) > 1 and (not one.meaning.rate or _coverages(group) > 1)
    unsure |= _part_rather(one, other)
    unsure |= not other.target and not other.table and not other.explicit
    unsure |= not (one.table or other.table) and not _pinned(one, other)
    return Certainty.LIKELY if unsure else Certainty.CERTAIN


def _names_its_industry(one: Figure, other: Figure, sheet: Sheet) -> bool:
    """竹材转化率 means the same in the chapter on 竹产业 and outside it; 配套率 would not."""
    if one.meaning != other.meaning:
        return False
    segment = one.segment or other.segment
    names = [item.name.zh for item in sheet.pack.industries if item.id == segment]
    stems = [re.sub("(?:产业|制造业|行业|加工|集群|产业链)+$", "", name) for name in names]
    return any(stem and normal(one.name).startswith(stem) for stem in stems)


def _coverages(group: list[Figure]) -> int:
    return len({figure.meaning.coverage for figure in group if figure.meaning.coverage})


def _meant_elsewhere(one: Figure, other: Figure, group: list[Figure]) -> bool:
    """Whether the barer name agrees with another figure of the group: then it means that one."""
    bare = min(one, other, key=lambda f: (bool(f.meaning.rank), bool(f.meaning.coverage)))
    return any(
        figure.source != bare.source and figure.target == bare.target and figure.span.meets(bare.span)
        for figure in group
    )


def _after_the_whole(one: Figure, other: Figure, group: list[Figure]) -> bool:
    """全市420家，其中高新区260家: the paragraph gives the whole as well, the other number is of a part."""
    return any(
        figure.source != other.source
        and not figure.table
        and figure.cite is not None
        and other.cite is not None
        and figure.cite.paragraph == other.cite.paragraph
        and figure.target == other.target
        and figure.span.meets(one.span)
        for figure in group
    )


def _on_top(one: Figure, other: Figure, sheet: Sheet) -> bool:
    """三年建设智能工厂60家 on top of the 20 there are: the number said is what is added."""
    low, high = sorted((one, other), key=lambda figure: figure.value)
    return (high.table and not low.table) and any(
        base.value + low.value == high.value and base.unit.measure == low.unit.measure
        for base in sheet.by_core.get(one.meaning.core, ())
        if not base.target and base.sort == "level"
    )


def _same_period(one: Figure, other: Figure) -> bool:
    return bool(one.period) and one.period == other.period


def _part_rather(one: Figure, other: Figure) -> bool:
    """Whether the smaller is far below the larger; a slip of the unit (same digits) is no excuse."""
    small, large = sorted((abs(one.value), abs(other.value)))
    if not small or large / small <= _APART:
        return False
    return one.value.normalize().as_tuple().digits != other.value.normalize().as_tuple().digits


def _pinned(one: Figure, other: Figure) -> bool:
    """Two sentences are surely about one thing only with a year in both and one full name: that of a
    statistic, or the same words for what is counted with its rank (省级智能工厂)."""
    ranked = bool(one.meaning.rank) and one.meaning == other.meaning and one.sort == "level"
    named = ranked or any(word in one.meaning.core for word in _MEASURED)
    dated = one.explicit and other.explicit
    return (named and dated) or _again(one, other)


def _again(one: Figure, other: Figure) -> bool:
    """A goal of the plan's last year said again without a year, in the same words and of like size."""
    if one.meaning != other.meaning or _part_of(one) != _part_of(other) or one.sort not in _AGAIN:
        return False
    small, large = sorted((abs(one.value), abs(other.value)))
    alike = small > 0 and large / small <= _AGAIN[one.sort] and one.unit.measure == other.unit.measure
    return alike and one.target and other.target and (one.explicit or other.explicit)


def _part_of(figure: Figure) -> str:
    """What the words narrow the figure to; 全市 and 全县 are the whole territory and narrow nothing."""
    return "" if is_territory(figure.scope) else figure.scope


def _report(one: Figure, other: Figure, certainty: Certainty) -> Diagnostic:
    first, second = one.written, other.written
    return finding(
        "same_quantity",
        f"“{other.name}”{one.period}年有两个数：{first} 与 {second}",
        f"{other.name!r} has two values for {one.period}: {first} and {second}",
        (one.place(), other.place()),
        certainty=certainty,
        arithmetic=_difference(one, other),
        found=second,
        expected=first,
    )


def _difference(one: Figure, other: Figure) -> str:
    """The difference in the first one's unit, and in parts of it."""
    if not one.value:
        return f"{one.written} ≠ {other.written}"
    there = other.value / one.unit.factor
    here = one.amount.value or Decimal(0)
    part = (other.value - one.value) / one.value * 100
    said = (written_decimal(number) for number in (there, here, there - here))
    return "{} − {} = {}".format(*said) + f"{one.amount.unit}（{part:+.1f}%）"


RULE = Rule(
    "same_quantity",
    Kind.CONTRADICTION,
    find,
    lambda: plan(
        indicator("省级“专精特新”中小企业", "家", 60, 250, operator=">="),
        target("“专精特新”中小企业", 330, "家"),
    ),
    lambda: plan(
        indicator("规上工业总产值", "亿元", 3200, 4900),
        target("全市规模以上工业总产值", "4860", "亿元", "~"),
        indicator("国家级单项冠军", "家", 4, 10),
        target("省级单项冠军", 40, "家"),
        indicator("全社会R&D经费投入强度", "%", "2.2", 3),
        indicator("规上工业企业R&D经费投入强度", "%", "1.8", "2.4"),
        target("R&D经费投入强度", 3, "%"),
        indicator("科技型企业", "家", 420, 600),
        fact("科技型企业", 420, "家", cite="p9:10-14"),
        fact("科技型企业", 260, "家", cite="p9:20-24"),
        fact("技改投资", 32, "亿元"),
        fact("技改投资", 320000, "万元", id="again"),
        target("新增规上工业企业", 300, "家", "+="),
        target("规上工业企业", 1800, "家", base=amount(1500, "家"), since="2025"),
    ),
)
