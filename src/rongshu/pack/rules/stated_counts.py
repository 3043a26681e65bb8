"""Stated counts against what is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rongshu.pack.figures import Figure
from rongshu.pack.invented import plan, target
from rongshu.pack.naming import normal
from rongshu.pack.numerals import leading_count
from rongshu.pack.rule import Kind, Rule, Sheet, finding
from rongshu.pack.schema import Chain, Cluster, Name, Pack, Section
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place
from rongshu.terms.quantity import written_decimal

# words that may stand before a noun and still leave "all of the plan's own"
_ALL = "重点|主导|优势|特色|核心|关键|标志性|现代|支柱|工业|产业|先进制造业?|制造业|千亿|百亿|千亿级|百亿级"
_LISTED_IN = {
    "产业链": (rf"(?:{_ALL})*产业链", "条个"),
    "产业集群": (rf"(?:{_ALL})*产?业?集群", "个大"),
    "园区": (rf"(?:{_ALL}|开发)*(?:园区|开发区)", "个家"),
}
_GRADED = re.compile("百亿|千亿|万亿|亿元")
_WORKS = re.compile(r"任务|工程|行动|举措|措施|路径")


@dataclass(frozen=True, slots=True)
class _Listed:
    names: tuple[str, ...]
    places: tuple[Place, ...]


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """写明的数量与实际列出的项数不一致（如“16条产业链”只列出12条）。
    A stated number of things differs from the number that is listed.
    """
    yield from _own_lists(sheet)
    yield from _whole_lists(sheet)
    for section in sheet.pack.outline:
        yield from _headings(section, sheet.pack)


def _own_lists(sheet: Sheet) -> Iterator[Diagnostic]:
    """A number and the names enumerated with it in one clause."""
    figures = {figure.item: figure for figure in sheet.figures if not figure.table}
    for statement in sheet.pack.statements:
        figure, count = figures.get(statement.id), len(statement.listed)
        if figure is None or count < 2 or statement.amount.upper is not None:
            continue
        stated = statement.amount.value or Decimal(0)
        if count > stated or (count < stated and not statement.listed_open):
            listed = _Listed(statement.listed, (figure.place(),))
            yield _report(figure.name, stated, statement.amount.unit, (figure.place(),), listed)


def _whole_lists(sheet: Sheet) -> Iterator[Diagnostic]:
    """A number of chains, clusters or parks that the plan itself lists in full."""
    for figure in sheet.figures:
        if figure.table or not figure.target or figure.sort != "level" or figure.segment:
            continue
        for noun, (pattern, units) in _LISTED_IN.items():
            name = _last_noun(figure.name)
            if figure.amount.unit in tuple(units) and re.fullmatch(pattern, name):
                listed = _listed(sheet.pack, noun, name)
                stated = figure.amount.value or Decimal(0)
                if listed is not None and figure.amount.upper is None and len(listed.names) != stated:
                    yield _report(name, stated, figure.amount.unit, (_noun_place(figure, name),), listed)


def _last_noun(printed: str) -> str:
    """The counted noun of a longer name: 实施链长制的重点产业链 → 重点产业链."""
    return normal(re.split("的", printed)[-1])


def _noun_place(figure: Figure, noun: str) -> Place:
    return Place(cite=figure.cite, item=figure.item, quote=f"{figure.number}{figure.amount.unit}{noun}")


def _listed(pack: Pack, noun: str, printed: str) -> _Listed | None:
    """What the plan lists of a noun; ``None`` where it lists none or the number counts only some of them."""
    graded = bool(_GRADED.search(printed))
    if noun == "产业链":
        chains = [chain for chain in pack.chains if chain.source == "plan"]
        return None if graded else _of(chains)
    if noun == "产业集群":
        return _of(pack.clusters) if graded == any(_GRADED.search(c.name.zh) for c in pack.clusters) else None
    parks = pack.parks
    return None if graded else _of(parks)


def _of(items: object) -> _Listed | None:
    found = [item for item in items if item.cite]  # type: ignore[attr-defined]
    if len(found) < 2:
        return None
    names = tuple(item.name.zh for item in found)
    return _Listed(names, tuple(Place(cite=i.citations()[0], item=i.id, quote=i.name.zh) for i in found))


def _headings(section: Section, pack: Pack) -> Iterator[Diagnostic]:
    """实施八大任务 with another number of headings below it."""
    stated = leading_count(section.title, _WORKS)
    below = [other for other in pack.outline if other.parent == section.id and other.kind == "heading"]
    if stated is None or len(below) < 2 or stated == len(below) or not all(b.number for b in below):
        return
    if len({child.level for child in below}) > 1:
        return
    names = tuple(child.title for child in below)
    places = tuple(Place(cite=c.citations()[0], item=c.id, quote=c.title) for c in below if c.cite)
    own = tuple(Place(cite=cite, item=section.id, quote=section.title) for cite in section.citations()[:1])
    yield _report(section.title, Decimal(stated), "项", own, _Listed(names, places))


def _report(
    name: str, stated: Decimal, unit: str, own: tuple[Place, ...], listed: _Listed, sure: bool = True
) -> Diagnostic:
    number, count = written_decimal(stated), len(listed.names)
    return finding(
        "stated_counts",
        f"写明{number}{unit}“{name}”，实际列出{count}{unit}",
        f"{number} of {name!r} are stated, {count} are listed",
        (*own, *listed.places),
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        arithmetic=f"{number} ≠ {count}：{'、'.join(listed.names)}",
        found=str(count),
        expected=number,
    )


def _chains(*names: str) -> tuple[Chain, ...]:
    return tuple(
        Chain(id=name, name=Name(zh=name + "产业链"), cite=(f"p4{n}",)) for n, name in enumerate(names)
    )


RULE = Rule(
    "stated_counts",
    Kind.CONTRADICTION,
    find,
    lambda: plan(
        target("实施链长制的重点产业链", 4, "条"),
        target("大数据平台", 4, "个", listed=("云帆", "海图", "北辰"), listed_open=False),
        chains=_chains("船舶", "茶叶", "光电"),
        outline=(
            Section(id="a", title="实施三大任务", level=1, number="四、", cite=("p50",)),
            Section(id="b", title="育龙头", level=2, number="（一）", parent="a", cite=("p51",)),
            Section(id="c", title="强链条", level=2, number="（二）", parent="a", cite=("p52",)),
        ),
    ),
    lambda: plan(
        target("重点产业链", 3, "条"),
        target("千亿级产业链", 1, "条"),
        target("示范平台", 9, "个", listed=("云帆", "海图"), listed_open=True),
        target("新增产业链", 1, "条", "+="),
        chains=(*_chains("船舶", "茶叶", "光电"), Chain(id="x", name=Name(zh="氢能"), source="analyst")),
        clusters=(Cluster(id="k", name=Name(zh="船舶产业集群"), cite=("p44",)),),
        outline=(
            Section(id="a", title="实施两大任务", level=1, number="四、", cite=("p50",)),
            Section(id="b", title="育龙头", level=2, number="（一）", parent="a", cite=("p51",)),
            Section(id="c", title="强链条", level=2, number="（二）", parent="a", cite=("p52",)),
        ),
    ),
)
