"""Numbers in prose and boxes: targets and facts, each with the words that say it and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rongshu.compiler.reading.about import plan_years
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.reading.periods import PlanYears, find_moments
from rongshu.compiler.reading.stance import Stance, stance_of
from rongshu.compiler.targets.commissions import find_commissions
from rongshu.compiler.targets.indicators import find_indicators
from rongshu.compiler.targets.magnitudes import find_commitments
from rongshu.compiler.targets.pledges import find_pledges
from rongshu.compiler.targets.said import Saying, Scene
from rongshu.compiler.targets.sayings import opening_year, sayings
from rongshu.document.blocks import Box, Document, Heading, Paragraph, Passage
from rongshu.pack.schema import Industry, Statement

_TITLE_OF_INDUSTRY = re.compile(r"^[^，。：:]{2,10}$")
_ACTS = re.compile(
    r"^(?:实施|推进|加快|打造|强化|完善|构建|提升|推动|坚持|深化|优化|建设|培育|做|加强|健全|创新|促进|扩大|落实"
    r"|壮大|建强|增强|激发|激活|夯实|筑牢|塑造|厚植|畅通|突出|补齐|延伸|拓展|引育|招引|支持|鼓励|营造|赋能|锻造|打响|发展(?!区)|盘活|释放)"
)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: its stance, the industry it belongs to (id and name)."""

    stance: Stance
    segment: str
    owner: str


def find_statements(document: Document, industries: Iterable[Industry] = ()) -> tuple[Statement, ...]:
    """Every target and fact said in running text, in reading order."""
    years = plan_years(document)
    units = tuple((item.name.zh, item.unit) for item in find_indicators(document))
    named = {cite.paragraph: item for item in industries for cite in item.citations()[:1]}
    found: list[tuple[Saying, Passage, _Place]] = []
    opened: dict[tuple[Heading, ...], int] = {}
    for path, block, box in document.walk():
        if not isinstance(block, Paragraph):
            continue
        place = _place(path, block, box, named)
        year = _year_in_force(opened, path, place) or _heading_year(path, place, years)
        scene = Scene(years, place.stance, place.owner, year)
        found += [(saying, block.passage, place) for saying in _said(block, scene, units)]
        opened[path] = _carried_year(block, scene) or year
    ids = unique_ids(saying.name for saying, _passage, _place in found)
    return tuple(_statement(*entry, given, years) for entry, given in zip(found, ids, strict=True))


def _said(block: Paragraph, scene: Scene, units: tuple[tuple[str, str], ...]) -> Iterator[Saying]:
    """All sayings of a paragraph, figures first; the same stretch is never said twice."""
    text, start = block.text, block.lead_start
    every = [
        *sayings(text, scene, start),
        *find_commissions(text, scene, start),
        *find_commitments(text, scene, start),
        *find_pledges(text, scene, units, start),
    ]
    taken: list[Saying] = []
    for saying in every:
        if all(saying.end <= other.start or saying.start >= other.end for other in taken):
            taken.append(saying)
    yield from sorted(taken, key=lambda saying: saying.start)


def _carried_year(block: Paragraph, scene: Scene) -> int:
    """The year an opening paragraph sets for those after it: under a goal heading, or before a colon."""
    year = opening_year(block.text, scene)
    opens = block.text.rstrip().endswith(("：", ":")) or scene.stance is Stance.GOAL
    return year if opens else 0


def _year_in_force(opened: dict[tuple[Heading, ...], int], path: tuple[Heading, ...], place: _Place) -> int:
    """The year opened under the same heading; below a goal's headings (（一）总量目标) the one above them."""
    if path in opened or place.stance is not Stance.GOAL:
        return opened.get(path, 0) if path else 0
    return next((opened[path[:size]] for size in range(len(path) - 1, 0, -1) if path[:size] in opened), 0)


def _heading_year(path: tuple[Heading, ...], place: _Place, years: PlanYears) -> int:
    """The year of a goal heading such as 2028年目标; 0 where it names none or several."""
    named = {m.year for m in find_moments(path[-1].title)} if path and place.stance is Stance.GOAL else set()
    return next(iter(named)) if len(named) == 1 and min(named) >= (years.first or 1) else 0


def _place(
    path: tuple[Heading, ...], block: Paragraph, box: Box | None, named: dict[int, Industry]
) -> _Place:
    """The innermost industry of lead and headings; where none is known, a short nominal heading."""
    stance = stance_of(path, box)
    owners = [
        named[number]
        for number in (block.passage.number, *(h.passage.number for h in reversed(path)))
        if number in named
    ]
    if owners:
        return _Place(stance, owners[0].id, owners[0].name.zh)
    title = path[-1].title if path and path[-1].level > 1 else ""
    nominal = bool(_TITLE_OF_INDUSTRY.match(title)) and not _ACTS.match(title)
    industrial = nominal and stance is Stance.TASK
    return _Place(stance, "", title if industrial else "")


def _statement(saying: Saying, passage: Passage, place: _Place, given: str, years: PlanYears) -> Statement:
    year = saying.year or (years.last if saying.kind == "target" else years.base)
    return Statement(
        id=given,
        kind=saying.kind,
        name=saying.name,
        subject=saying.subject,
        scope=saying.scope,
        amount=saying.amount,
        period=str(year) if year else "",
        period_explicit=saying.explicit,
        base=saying.base,
        since=str(saying.since) if saying.since else "",
        segment=place.segment,
        listed=saying.listed,
        listed_open=saying.listed_open,
        share_of=saying.share_of,
        cite=(str(passage.cite(saying.start, saying.end)),),
        rule=saying.rule,
        confidence=saying.confidence,
    )
