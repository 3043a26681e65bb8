"""A chain's panorama: nodes as cards in columns, ordered by barycentre sweeps so that few links cross."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rongshu.office.pages.maps.placement import text_width
from rongshu.pack.schema import Chain, ChainLink, ChainNode, Stage
from rongshu.terms.bilingual import Bilingual

SWEEPS = 6
LINE, TYPE = 17.0, 13.0


@dataclass(frozen=True, slots=True)
class Measures:
    """How large things are drawn.  ``inline``: a card says in its first line how its node stands."""

    card: float
    gap_x: float
    gap_y: float
    tall: float
    shim: float
    inline: bool = False


CARD = 176.0
NORMAL = Measures(CARD, 56.0, 10.0, 40.0, 8.0)
COMPACT = Measures(164.0, 34.0, 5.0, 25.0, 4.0, inline=True)


@dataclass(frozen=True, slots=True)
class Text:
    """A line and where it starts."""

    text: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Mark:
    """How a node stands: status, its word, and how many producers are there."""

    status: str
    word: Bilingual
    firms: int


@dataclass(frozen=True, slots=True)
class Card:
    """One node as drawn; ``lines`` is its name broken to the card's width."""

    node: ChainNode
    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    width: float = CARD
    mark: Mark | None = None
    inline: bool = False

    @property
    def middle(self) -> float:
        """The height at which links arrive."""
        return self.y + self.height / 2

    @property
    def texts(self) -> tuple[Text, ...]:
        """The lines of the name with their places."""
        rows = len(self.lines) + (1 if self.mark and not self.inline else 0)
        first = self.middle - LINE * (rows - 1) / 2
        left = self.x + (29 if self.mark and self.inline else 13)
        return tuple(Text(line, left, first + LINE * index) for index, line in enumerate(self.lines))

    @property
    def mark_y(self) -> float:
        """The height of the line that says how the node stands."""
        return self.middle if self.inline else self.texts[-1].y + LINE

    @property
    def star_x(self) -> float:
        """Where a star stands."""
        return self.x + self.width - 13


@dataclass(frozen=True, slots=True)
class Curve:
    """One link; ``stated`` when the plan itself says so, else it is an analyst's."""

    link: ChainLink
    d: str
    stated: bool


@dataclass(frozen=True, slots=True)
class Column:
    """One stage: its heading's place and how many nodes stand in it."""

    stage: Stage
    lines: tuple[str, ...]
    x: float
    count: int
    height: float
    width: float = CARD

    @property
    def texts(self) -> tuple[Text, ...]:
        """The lines of the stage's name with their places."""
        first = self.height / 2 - LINE * (len(self.lines) - 1) / 2
        return tuple(Text(line, self.x + 12, first + LINE * index) for index, line in enumerate(self.lines))

    @property
    def middle(self) -> float:
        """The height at which the number stands."""
        return self.height / 2

    @property
    def count_x(self) -> float:
        """Where the number ends."""
        return self.x + self.width - 12


@dataclass(frozen=True, slots=True)
class Panorama:
    """Everything the template draws, in the units of the view box."""

    width: float
    height: float
    columns: tuple[Column, ...]
    cards: tuple[Card, ...]
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class _Slot:
    """A place in a column: a node, or a gap through which a long link passes."""

    key: str
    node: ChainNode | None = None


def panorama_of(
    chain: Chain,
    language: str = "zh",
    marks: Mapping[str, Mark] | None = None,
    measures: Measures = NORMAL,
) -> Panorama | None:
    """The picture of ``chain``, with how its nodes stand where that is known; ``None`` without nodes."""
    if not chain.nodes or not chain.stages:
        return None
    ranks = {stage.id: index for index, stage in enumerate(chain.stages)}
    nodes = [node for node in chain.nodes if node.stage in ranks]
    if not nodes:
        return None
    routes = _routes(chain.links, {node.id: ranks[node.stage] for node in nodes})
    columns = ordered(
        _slots(nodes, ranks, routes, len(ranks)),
        list(dict.fromkeys(pair for route in routes for pair in _steps(route))),
    )
    heads = _heads(chain, columns, language, measures)
    cards, gaps, height = _placed(columns, language, heads[0].height + measures.gap_y, marks or {}, measures)
    curves = tuple(
        Curve(link, _curve(route, cards, gaps, measures), bool(link.cite))
        for link, route in _paired(chain, routes)
    )
    # room at the right for the bows of the last column
    width = _left(len(ranks) - 1, measures) + measures.card + measures.gap_x / 2
    return Panorama(width, height, heads, tuple(cards.values()), curves)


def _heads(
    chain: Chain, columns: Sequence[Sequence[_Slot]], language: str, measures: Measures
) -> tuple[Column, ...]:
    """The headings, all as tall as the one whose name needs most lines."""
    room = measures.card - 48
    names = [broken(stage.name.bilingual().in_language(language), room, most=3) for stage in chain.stages]
    height = LINE * (1 + max(len(lines) for lines in names))
    counts = [sum(1 for slot in column if slot.node) for column in columns]
    return tuple(
        Column(stage, names[index], _left(index, measures), counts[index], height, measures.card)
        for index, stage in enumerate(chain.stages)
    )


def ordered(columns: Sequence[Sequence[_Slot]], pairs: Sequence[tuple[str, str]]) -> list[list[_Slot]]:
    """The columns in the order that barycentre sweeps give; of those seen the one that crosses least."""
    before, after = defaultdict(list), defaultdict(list)
    for source, target in pairs:
        after[source].append(target)
        before[target].append(source)
    current = [list(column) for column in columns]
    best, fewest = current, crossings(current, pairs)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        current = _swept(current, before if forward else after, forward)
        count = crossings(current, pairs)
        if count < fewest:
            best, fewest = current, count
    return best


def _swept(
    columns: Sequence[Sequence[_Slot]], neighbours: Mapping[str, Sequence[str]], forward: bool
) -> list[list[_Slot]]:
    result = [list(column) for column in columns]
    indices = range(len(result)) if forward else range(len(result) - 1, -1, -1)
    place: dict[str, float] = {}
    for index in indices:
        column = result[index]
        weights = {}
        for row, slot in enumerate(column):
            known = [place[key] for key in neighbours.get(slot.key, ()) if key in place]
            weights[slot.key] = sum(known) / len(known) if known else (row + 0.5) / len(column)
        column.sort(key=lambda slot: weights[slot.key])
        place.update({slot.key: (row + 0.5) / len(column) for row, slot in enumerate(column)})
    return result


def crossings(columns: Sequence[Sequence[_Slot]], pairs: Sequence[tuple[str, str]]) -> int:
    """How many pairs of links cross between neighbouring columns."""
    place = {
        slot.key: (index, row) for index, column in enumerate(columns) for row, slot in enumerate(column)
    }
    between: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for source, target in pairs:
        if source in place and target in place and place[target][0] == place[source][0] + 1:
            between[place[source][0]].append((place[source][1], place[target][1]))
    return sum(
        (a[0] - b[0]) * (a[1] - b[1]) < 0
        for links in between.values()
        for index, a in enumerate(links)
        for b in links[index + 1 :]
    )


def _routes(links: Sequence[ChainLink], rank: Mapping[str, int]) -> list[tuple[str, ...]]:
    """Each link as the keys it passes: its two nodes and a gap in every column between them.

    Links of one source share their gaps, as wires of one cable do.
    """
    routes = []
    for link in links:
        if link.source in rank and link.target in rank:
            between = range(rank[link.source] + 1, rank[link.target])
            routes.append((link.source, *(f"~{link.source}@{column}" for column in between), link.target))
    return routes


def _paired(chain: Chain, routes: Sequence[tuple[str, ...]]) -> list[tuple[ChainLink, tuple[str, ...]]]:
    by_ends = {(route[0], route[-1]): route for route in routes}
    return [
        (link, by_ends[link.source, link.target])
        for link in chain.links
        if (link.source, link.target) in by_ends
    ]


def _steps(route: Sequence[str]) -> list[tuple[str, str]]:
    return list(pairwise(route))


def _slots(
    nodes: Sequence[ChainNode], ranks: Mapping[str, int], routes: Sequence[Sequence[str]], count: int
) -> list[list[_Slot]]:
    columns: list[list[_Slot]] = [[] for _ in range(count)]
    for node in nodes:
        columns[ranks[node.stage]].append(_Slot(node.id, node))
    for key in dict.fromkeys(key for route in routes for key in route[1:-1]):
        columns[int(key.rpartition("@")[2])].append(_Slot(key))
    return columns


def broken(text: str, width: float, size: float = TYPE, most: int = 2) -> tuple[str, ...]:
    """``text`` in at most ``most`` lines of ``width``; the rest ends in an ellipsis."""
    lines = [""]
    for piece in pieces(text):
        if text_width(lines[-1] + piece.rstrip(), size) <= width or not lines[-1]:
            lines[-1] += piece
        elif len(lines) < most:
            lines.append(piece.lstrip())
        else:
            lines[-1] = lines[-1].rstrip()[:-1] + "…"
            break
    return tuple(line.strip() for line in lines)


def pieces(text: str) -> list[str]:
    """Where a line may break: after every Chinese character, between Latin words."""
    found: list[str] = []
    for letter in text:
        joins = found and ord(letter) < 0x2E80 and ord(found[-1][-1]) < 0x2E80 and not found[-1].endswith(" ")
        if joins:
            found[-1] += letter
        else:
            found.append(letter)
    return found


def _left(column: int, measures: Measures) -> float:
    return 2 + column * (measures.card + measures.gap_x)


def _placed(
    columns: Sequence[Sequence[_Slot]],
    language: str,
    head: float,
    marks: Mapping[str, Mark],
    measures: Measures,
) -> tuple[dict[str, Card], dict[str, tuple[float, float]], float]:
    """Cards and gaps with their coordinates, each column spread over the common height."""
    names = {
        slot.key: broken(
            slot.node.name.bilingual().in_language(language), _room(slot.node, marks, measures), most=3
        )
        for column in columns
        for slot in column
        if slot.node
    }
    sizes = {
        slot.key: _height(len(names[slot.key]), slot.key in marks, measures) if slot.node else measures.shim
        for column in columns
        for slot in column
    }
    gap = measures.gap_y
    # lines may lie closer together than cards
    below = {slot.key: gap if slot.node else gap / 3 for column in columns for slot in column}
    needs = [sum(sizes[slot.key] + below[slot.key] for slot in column) for column in columns]
    tallest = max(needs)
    cards: dict[str, Card] = {}
    gaps: dict[str, tuple[float, float]] = {}
    for index, column in enumerate(columns):
        spread = (tallest - needs[index]) / (len(column) + 1)
        y = head + gap + spread
        for slot in column:
            if slot.node:
                cards[slot.key] = Card(
                    *(slot.node, _left(index, measures), round(y, 1), sizes[slot.key], names[slot.key]),
                    width=measures.card,
                    mark=marks.get(slot.key),
                    inline=measures.inline,
                )
            else:
                gaps[slot.key] = (_left(index, measures), round(y + measures.shim / 2, 1))
            y += sizes[slot.key] + below[slot.key] + spread
    return cards, gaps, round(head + tallest + 2 * gap, 1)


def _room(node: ChainNode, marks: Mapping[str, Mark], measures: Measures) -> float:
    """How wide a line of a node's name may be."""
    beside = 52 if measures.inline and node.id in marks else 0
    return measures.card - 30 - beside


def _height(lines: int, marked: bool, measures: Measures) -> float:
    own = lines if measures.inline or not marked else lines + 1
    return measures.tall + LINE * (own - 1)


def _curve(
    route: Sequence[str],
    cards: Mapping[str, Card],
    gaps: Mapping[str, tuple[float, float]],
    measures: Measures,
) -> str:
    """Horizontal at both ends of every step, so that links leave and arrive level."""
    source, target = cards[route[0]], cards[route[-1]]
    if target.x <= source.x:
        return _backward(source, target, measures)
    x, y = source.x + source.width, source.middle
    data = f"M{x:g} {y:g}"
    for key in route[1:]:
        left, level = gaps.get(key, (target.x, target.middle))
        bend = (left - x) / 2
        data += f"C{x + bend:g} {y:g} {left - bend:g} {level:g} {left:g} {level:g}"
        if key in gaps:
            data += f"H{left + measures.card:g}"
        x, y = left + measures.card, level
    return data


def _backward(source: Card, target: Card, measures: Measures) -> str:
    """Within a column, or back: a bow through the space to the right of the later card."""
    x, y = source.x + source.width, source.middle
    end = target.x + target.width
    out = max(x, end) + measures.gap_x * 0.45
    return f"M{x:g} {y:g}C{out:g} {y:g} {out:g} {target.middle:g} {end:g} {target.middle:g}"
