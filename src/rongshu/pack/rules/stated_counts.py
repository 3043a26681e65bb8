"""Stated counts against what is listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rongshu.pack.amount import Amount, Operator
from rongshu.pack.checks.invented import claim, plan, target
from rongshu.pack.checks.naming import normal
from rongshu.pack.checks.numerals import leading_count
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.schema import (
    Chain,
    Claim,
    Cluster,
    Indicator,
    Name,
    Pack,
    Park,
    Project,
    Section,
    Statement,
)
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place
from rongshu.terms.quantity import written_decimal

# words that may stand before a noun and still leave "all of the plan's own"
_ALL = (
    r"(?:重点|主导|优势|特色|核心|关键|标志性|现代|支柱|工业|产业|先进|制造业?|千亿级?|百亿级?|主要|战略性?|新兴|集聚|"
    r"全市|全县|全区|全州|上述|以上|本市|我市|我县|市级|县级|规划|建设|发展|培育|打造|集中力量|做强|做优|聚焦|围绕|到)*"
)
_CHAINS = re.compile(rf"{_ALL}产业链条?")
_CLUSTERS = re.compile(rf"{_ALL}产?业?集群")
_PARKS = re.compile(rf"{_ALL}(?:园区|开发区)")
_INDICATORS = re.compile(r"(?:主要|核心|具体|量化|发展|预期|规划|目标|重点|关键)*指标")
_PROJECTS = re.compile(rf"{_ALL}项目")
_GRADED = re.compile("百亿|千亿|万亿|亿元")
_WORKS = re.compile(r"任务|工程|行动|举措|措施|路径")
_LAID_OUT = ("工程", "行动", "任务", "计划", "举措")
_BRANCHES = re.compile("产业|集群|行业|任务|工程|行动")
_JOINED = re.compile("[和与及]")
# a list of things to do is not a list of names
_DOING = re.compile(
    "^(?:打造|壮大|发展|推动|推进|加快|提升|培育|建设|加强|完善|实施|深化|促进|强化|优化|健全|构建|支持|引导)"
)
_EMPHASIS = re.compile("重点|标志性|现代|先进制造业?|先进|全市|全县")
_SURE = 0.7


@dataclass(frozen=True, slots=True)
class _Listed:
    names: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Stated:
    """A number and its noun.  ``annex`` when the sentence points to the table it counts."""

    noun: str
    amount: Amount
    place: Place
    annex: bool = False


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """写明的数量与实际列出的项数不一致（如“16条产业链”只列出12条）。
    A stated number of things differs from the number that is listed.
    """
    yield from _own_lists(sheet.pack)
    yield from _two_counts(sheet.pack)
    told: set[tuple[str, str]] = set()
    facts = {  # what was counted in the years before need not be what is listed now
        (cite.paragraph, said.amount.value)
        for said in sheet.pack.statements
        for cite in said.citations()
        if said.kind == "baseline"
    }
    for stated in _stated(sheet):
        listed = _listed(sheet.pack, stated)
        key = (stated.place.quote, str(stated.place.cite and stated.place.cite.paragraph))
        if listed is not None and key not in told and len(listed.names) != stated.amount.value:
            told.add(key)
            more = (stated.amount.value or 0) > len(listed.names)
            past = (
                stated.place.cite is not None and (stated.place.cite.paragraph, stated.amount.value) in facts
            )
            yield _report(stated, listed, sure=(more or stated.annex) and not past)
    for section in sheet.pack.outline:
        yield from _headings(section, sheet)
    for claim_ in sheet.pack.claims:
        if claim_.kind == "count" and claim_.noun in _LAID_OUT:
            yield from _laid_out(claim_, sheet)


# ---- a number and the names in its own clause


def _own_lists(pack: Pack) -> Iterator[Diagnostic]:
    items: tuple[Claim | Statement, ...] = (*pack.claims, *pack.statements)
    for item in items:
        if _is_contradicted(item):
            name = item.noun if isinstance(item, Claim) else item.name
            stated = _Stated(name, item.amount, _place(item, name))
            cites = item.citations()
            listed = [Place(cite=cites[0] if cites else None, item=item.id, quote=n) for n in item.listed]
            yield _report(stated, _Listed(item.listed, tuple(listed)), sure=_is_surely_a_list(item, name))


def _is_contradicted(item: Claim | Statement) -> bool:
    """Another number of names, even where 和 may join two names or be part of one."""
    count, stated = len(item.listed), item.amount.value
    if (
        count < 2
        or stated is None
        or item.amount.upper is not None
        or item.amount.operator is not Operator.EQUAL
    ):
        return False
    if any(_DOING.match(name) for name in item.listed) or (
        isinstance(item, Statement) and item.confidence < _SURE
    ):
        return False
    most = count + sum(bool(_JOINED.search(name)) for name in item.listed)
    least = count - 1 if isinstance(item, Statement) else count
    return stated < least or (stated > most and not item.listed_open)


def _is_surely_a_list(item: Claim | Statement, noun: str) -> bool:
    """3家企业（机构、院所）names kinds: things are named like their noun or are nearly as many."""
    alike = any(name.endswith(noun[-2:]) for name in item.listed)
    near = abs(len(item.listed) - (item.amount.value or Decimal(0))) <= len(item.listed) // 2
    return bool(item.confidence >= _SURE and (alike or near))


def _two_counts(pack: Pack) -> Iterator[Diagnostic]:
    """六大重点产业链 here, 七大产业链 there."""
    first: dict[str, Claim] = {}
    for claim_ in pack.claims:
        if claim_.kind == "count" and claim_.amount.unit == "大":
            noun = _EMPHASIS.sub("", normal(claim_.noun))
            known = first.setdefault(noun, claim_)
            if known.amount.value != claim_.amount.value:
                yield _two_report(known, claim_)


def _two_report(one: Claim, other: Claim) -> Diagnostic:
    first, second = (written_decimal(item.amount.value or Decimal(0)) for item in (one, other))
    return finding(
        "stated_counts",
        f"一处写{first}大“{one.noun}”，一处写{second}大“{other.noun}”",
        f"{first} of {one.noun!r} in one place, {second} of {other.noun!r} in another",
        (_place(one, one.noun), _place(other, other.noun)),
        arithmetic=f"{first} ≠ {second}",
        found=second,
        expected=first,
    )


# ---- a number and what the plan lists elsewhere


def _stated(sheet: Sheet) -> Iterator[_Stated]:
    for claim_ in sheet.pack.claims:
        if claim_.kind == "count" and claim_.amount.operator is Operator.EQUAL:
            yield _Stated(normal(claim_.noun), claim_.amount, _place(claim_, claim_.noun), claim_.annex)
    for figure in sheet.figures:
        counted = figure.sort == "level" and figure.amount.upper is None and not figure.segment
        if figure.target and not figure.table and counted and figure.amount.operator is Operator.EQUAL:
            noun = normal(figure.name if _GRADED.search(figure.name) else figure.name.rsplit("的", 1)[-1])
            quote = f"{figure.number}{figure.amount.unit}{noun}"
            yield _Stated(noun, figure.amount, Place(cite=figure.cite, item=figure.item, quote=quote))


def _place(item: Claim | Statement, noun: str) -> Place:
    cites, amount = item.citations(), item.amount
    quote = f"{written_decimal(amount.value or Decimal(0))}{amount.unit}{noun}"
    return Place(cite=cites[0] if cites else None, item=item.id, quote=quote)


def _listed(pack: Pack, stated: _Stated) -> _Listed | None:
    """What the plan lists of a noun; ``None`` where it lists none or the number counts only some of them."""
    noun, unit = stated.noun, stated.amount.unit
    graded = bool(_GRADED.search(noun))
    if unit in ("条", "个") and _CHAINS.fullmatch(noun) and not graded:
        return _of([chain for chain in pack.chains if chain.source == "plan"])
    if unit in ("个", "大") and _CLUSTERS.fullmatch(noun):
        same = graded == any(_GRADED.search(cluster.name.zh) for cluster in pack.clusters)
        return _of(pack.clusters) if same else None
    if unit in ("个", "家") and _PARKS.fullmatch(noun) and not graded:
        return _of(pack.parks)
    if unit in ("个", "项") and _PROJECTS.fullmatch(noun) and stated.annex:
        return _of([project for project in pack.projects if project.annex])
    if unit in ("个", "项") and _INDICATORS.fullmatch(noun):
        return _of(pack.indicators)
    return None


def _of(items: Sequence[Chain | Cluster | Park | Project | Indicator]) -> _Listed | None:
    found = [item for item in items if item.cite]
    if len(found) < 2:
        return None
    names = tuple(item.name if isinstance(item.name, str) else item.name.zh for item in found)
    places = [
        Place(cite=i.citations()[0], item=i.id, quote=name) for i, name in zip(found, names, strict=True)
    ]
    return _Listed(names, tuple(places))


# ---- a number in a heading and the headings below it


def _headings(section: Section, sheet: Sheet) -> Iterator[Diagnostic]:
    """实施八大任务, 做强四大主导产业 with another number of headings below it."""
    below = sheet.headings_below.get(section.id, [])
    known = {cite.paragraph for item in sheet.pack.industries for cite in item.citations()[:1]}
    industrial = all(child.cite and child.citations()[0].paragraph in known for child in below)
    count = leading_count(section.title, _BRANCHES if industrial else _WORKS)
    if count is None or len(below) < 2 or count == len(below) or not all(b.number for b in below):
        return
    if len({child.level for child in below}) > 1:
        return
    names = tuple(child.title for child in below)
    places = tuple(Place(cite=c.citations()[0], item=c.id, quote=c.title) for c in below if c.cite)
    cites = section.citations()
    own = Place(cite=cites[0] if cites else None, item=section.id, quote=section.title)
    yield _report(
        _Stated(section.title, Amount(value=Decimal(count), unit="项"), own), _Listed(names, places)
    )


def _laid_out(claim_: Claim, sheet: Sheet) -> Iterator[Diagnostic]:
    """组织实施五大工程 above headings that are another number of 工程."""
    place = claim_.citations()[0].paragraph if claim_.cite else 0
    above = None
    for section in sheet.pack.outline:
        if section.kind == "heading" and section.cite:
            if section.citations()[0].paragraph > place:
                break
            above = section
    below = [s for s in sheet.headings_below.get(above.id, []) if s.number] if above else []
    if len(below) < 2 or not all(claim_.noun in section.title for section in below):
        return
    if len(below) != claim_.amount.value:
        places = tuple(Place(cite=s.citations()[0], item=s.id, quote=s.title) for s in below if s.cite)
        listed = _Listed(tuple(section.title for section in below), places)
        yield _report(_Stated(claim_.noun, claim_.amount, _place(claim_, claim_.noun)), listed)


def _report(stated: _Stated, listed: _Listed, sure: bool = True) -> Diagnostic:
    number, count = written_decimal(stated.amount.value or Decimal(0)), len(listed.names)
    unit = stated.amount.unit
    return finding(
        "stated_counts",
        f"写明{number}{unit}“{stated.noun}”，实际列出{count}{unit}",
        f"{number} of {stated.noun!r} are stated, {count} are listed",
        (stated.place, *listed.places),
        certainty=Certainty.CERTAIN if sure else Certainty.LIKELY,
        arithmetic=f"{number} ≠ {count}：{'、'.join(listed.names)}",
        found=str(count),
        expected=number,
    )


def _chains(*names: str) -> tuple[Chain, ...]:
    return tuple(
        Chain(id=name, name=Name(zh=name + "产业链"), cite=(f"p4{n}",)) for n, name in enumerate(names)
    )


_HEADINGS = (
    Section(id="b", title="育龙头", level=2, number="（一）", parent="a", cite=("p51",)),
    Section(id="c", title="强链条", level=2, number="（二）", parent="a", cite=("p52",)),
)
RULE = Rule(
    "stated_counts",
    Kind.CONTRADICTION,
    find,
    lambda: plan(
        chains=_chains("船舶", "茶叶", "光电"),
        claims=(
            claim("count", "重点产业链", 4, "条"),
            claim("count", "检测平台", 3, "个", listed=("茶叶检测平台", "船舶检测平台")),
            claim("count", "重点产业集群", 6, "大", id="six"),
            claim("count", "产业集群", 7, "大", id="seven"),
        ),
        outline=(Section(id="a", title="实施三大任务", level=1, number="四、", cite=("p50",)), *_HEADINGS),
    ),
    lambda: plan(
        target("重点产业链", 3, "条"),
        target("千亿级产业链", 1, "条"),
        target("示范平台", 9, "个", listed=("云帆", "海图"), listed_open=True),
        target("新材料基地", 4, "个", listed=("壮大海洋产业", "发展能源产业")),
        target("新增产业链", 1, "条", "+="),
        claims=(
            claim("count", "亿元以上项目", 60, "个"),
            claim("count", "主导产业集群", 6, "大", id="six"),
            claim("count", "新兴产业集群", 7, "大", id="seven"),
            claim("count", "研究院所", 3, "个", listed=("茶", "船和港")),
        ),
        chains=(*_chains("船舶", "茶叶", "光电"), Chain(id="x", name=Name(zh="氢能"), source="analyst")),
        clusters=(Cluster(id="k", name=Name(zh="船舶产业集群"), cite=("p44",)),),
        outline=(Section(id="a", title="实施两大任务", level=1, number="四、", cite=("p50",)), *_HEADINGS),
    ),
)
