"""Why a computed metric moved on the year before: a waterfall over groups, and down to the firms of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rongshu.metrics.decomposition.explain import Explanation
from rongshu.metrics.values.group_words import NOT_STATED
from rongshu.office.pages.parts.amounts import READ_AS, growth, places_of, shown
from rongshu.office.pages.parts.figures import Figure
from rongshu.office.pages.parts.listing import Cell, Column, Row, Table
from rongshu.office.pages.parts.naming import group_name
from rongshu.office.pages.running.lake import Metric, explanation, unit_read
from rongshu.office.pages.running.monitoring import GROUPS, Asked, Source, change_figure, trace_path
from rongshu.terms.bilingual import Bilingual

WIDTH, ROW, LEFT, RIGHT, TOP = 760, 30, 190, 120, 8
KEEPS = ("month", "by", "known_on", "metric", "group", "span")
REST = Bilingual("其余", "the rest")
BARS = 14
ZERO = Decimal(0)
CLOSE = Decimal("1e-9")
NONE = "-"  # in an address: firms whose group is not stated


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of the waterfall, drawn across: ``kind`` is total, up or down."""

    name: Bilingual
    kind: str
    change: Figure
    x: float
    width: float
    y: float
    joint: float
    path: str

    @property
    def middle(self) -> float:
        """Where the words stand."""
        return self.y + ROW / 2 - 3

    @property
    def end(self) -> float:
        """Where the number begins."""
        return round(self.x + self.width + 6, 1)


@dataclass(frozen=True, slots=True)
class Waterfall:
    """Everything that the template draws, in the units of the view box."""

    bars: tuple[Bar, ...]
    height: int
    width: int = WIDTH
    left: int = LEFT
    row: int = ROW - 8


@dataclass(frozen=True, slots=True)
class View:
    """What an address asks for: metric, month, grouping; the month or since January; one group or all."""

    metric: Metric
    asked: Asked
    since_january: bool = True
    group: str | None = None

    @property
    def group_word(self) -> Bilingual:
        """What to call the group that is looked into."""
        return group_name(self.asked.by, self.group or "")

    def query(self, **changes: object) -> str:
        """The address's parameters with some of them changed."""
        stated = {"metric": self.metric.declared.id, "span": "" if self.since_january else "month"}
        if self.group is not None:
            stated["group"] = self.group or NONE
        return self.asked.query(**{**stated, **changes})


@dataclass(frozen=True, slots=True)
class Decomposition:
    """The page: from, to (none for a single group), the change, its waterfall and table.

    ``exact`` says that the parts add up to the change; ``effects`` that a ratio was split by LMDI.
    """

    before: Figure | None
    after: Figure | None
    change: Figure
    rate: Figure
    waterfall: Waterfall | None
    table: Table
    exact: bool
    unknown: tuple[str, ...]
    effects: bool


def splittable(metrics: Mapping[str, Metric]) -> dict[str, Metric]:
    """The metrics that can be split exactly: a sum, or a quotient of two sums."""
    return {
        name: metric
        for name, metric in metrics.items()
        if metric.declared.table == "firm_month" and _plain(metric)
    }


def _plain(metric: Metric) -> bool:
    text = metric.declared.expression.lower()
    words = ("yoy", "mom", "share", "rolling", "count", "max", "min", "avg", "last_", "ranking", "filter")
    return "sum(" in text and "ytd" not in text and not any(word in text for word in words)


def decomposition(source: Source, view: View) -> Decomposition:
    """The change split by the view's grouping, or within one group by firm.

    *Errors*: ``ValueError`` where the metric cannot be split exactly.
    """
    asked = view.asked
    found = explanation(view.metric, source.lake, asked.month, asked.by, view.since_january, asked.known_on)
    steps = _effect_steps(found) if found.effects else _steps(found, view.group)
    moved = sum((change for _name, change in steps), ZERO)
    whole = view.group is None
    before, after = (found.before or ZERO, found.after or ZERO) if whole else (ZERO, moved)
    rate = 100 * moved / found.before if found.before else None
    scale = _Scale.of(unit_read(view.metric), found.before or found.after or ZERO)
    return Decomposition(
        scale.total(before) if whole else None,
        scale.total(after) if whole else None,
        scale.change(moved),
        growth(rate, "%" if whole else "百分点", 1 if whole else 2),
        _waterfall(before, steps, view, scale),
        _table(steps, found, view, scale),
        exact=not whole or abs(before + moved - after) <= CLOSE * max(abs(after), Decimal(1)),
        unknown=found.unknown,
        effects=found.effects is not None,
    )


def _steps(found: Explanation, group: str | None) -> list[tuple[str, Decimal]]:
    if group is None:
        steps = [(each.group, each.change) for each in found.groups]
    else:
        steps = [(firm, change) for firm, inside, change in found.firms if inside == group]
    return sorted(steps, key=lambda step: (-step[1], step[0]))


def _effect_steps(found: Explanation) -> list[tuple[str, Decimal]]:
    effects = found.effects
    if effects is None:
        return []
    return sorted(
        ((part, Decimal(effect.total)) for part, effect in effects.effects.items()), key=lambda step: -step[1]
    )


@dataclass(frozen=True, slots=True)
class _Scale:
    """The unit of a page and how many decimals its totals and changes have, the same for all of them."""

    unit: str
    places: int

    @classmethod
    def of(cls, unit: str, size: Decimal) -> _Scale:
        """Decimals that suit numbers of this size."""
        return cls(unit, places_of(size, unit))

    def total(self, value: Decimal) -> Figure:
        """A value."""
        return shown(value, self.unit, self.places)

    def change(self, value: Decimal | None) -> Figure:
        """A change, one decimal finer where values are ratios."""
        return change_figure(value, self.unit, self.places + (self.unit not in READ_AS))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The scale across: values from ``low`` to ``high`` between the names and the numbers."""

    low: Decimal
    high: Decimal

    def x(self, value: Decimal) -> float:
        share = float((value - self.low) / (self.high - self.low))
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)


def _waterfall(
    before: Decimal, steps: Sequence[tuple[str, Decimal]], view: View, scale: _Scale
) -> Waterfall | None:
    kept = _largest(steps)
    if not kept:
        return None
    levels = [before]
    for _name, change, _rest in kept:
        levels.append(levels[-1] + change)
    frame = _frame(levels, view.group is None)
    bars = []
    if view.group is None:
        bars.append(_total(Bilingual("上年同期", "year before"), before, scale, frame, 0))
    for (name, change, rest), level in zip(kept, levels, strict=False):
        path = "" if rest else step_path(view, name)
        title = REST if rest else step_name(view, name)
        bars.append(_step(title, change, level, (scale, path, len(bars)), frame))
    if view.group is None:
        bars.append(_total(Bilingual("本期", "now"), levels[-1], scale, frame, len(bars)))
    return Waterfall(tuple(bars), TOP * 2 + ROW * len(bars))


def _largest(steps: Sequence[tuple[str, Decimal]]) -> list[tuple[str, Decimal, bool]]:
    """The largest steps, rises first; what is too many to draw is one bar."""
    shown_steps = set(sorted(steps, key=lambda step: -abs(step[1]))[:BARS])
    kept = [(name, change, False) for name, change in steps if (name, change) in shown_steps]
    rest = sum((change for name, change in steps if (name, change) not in shown_steps), ZERO)
    if len(steps) > len(shown_steps):
        kept.append(("", rest, True))
    return kept


def _frame(levels: Sequence[Decimal], whole: bool) -> _Frame:
    """From zero for one group; for the whole from below the lowest level, since totals dwarf changes."""
    low, high = min(levels), max(levels)
    room = (high - low) * Decimal("0.25") or abs(high) * Decimal("0.1") or Decimal(1)
    if not whole:
        return _Frame(min(low, ZERO), max(high, ZERO) if high != low else low + 1)
    return _Frame(max(low - room, ZERO) if low >= 0 else low - room, high)


def _total(name: Bilingual, value: Decimal, scale: _Scale, frame: _Frame, number: int) -> Bar:
    y = TOP + ROW * number
    end = frame.x(value)
    return Bar(name, "total", scale.total(value), LEFT, round(max(end - LEFT, 1), 1), y, end, "")


def _step(
    name: Bilingual, change: Decimal, level: Decimal, about: tuple[_Scale, str, int], frame: _Frame
) -> Bar:
    scale, path, number = about
    start, end = frame.x(level), frame.x(level + change)
    kind = "up" if change > 0 else "down"
    width = round(max(abs(end - start), 1), 1)
    figure = scale.change(change)
    return Bar(name, kind, figure, min(start, end), width, TOP + ROW * number, end, path)


def step_name(view: View, name: str) -> Bilingual:
    """What to call a step: its group, or its firm."""
    if view.group is not None:
        return Bilingual(name) if name else NOT_STATED
    return group_name(view.asked.by, name)


def step_path(view: View, name: str) -> str:
    """The page one level down: the firms of a group, or where a firm's figure comes from."""
    if view.group is None:
        return f"decomposition/?{view.query(group=name or NONE)}"
    return trace_path(view.metric.declared.id, view.asked, firm=name)


def _table(steps: Sequence[tuple[str, Decimal]], found: Explanation, view: View, scale: _Scale) -> Table:
    title = GROUPS[view.asked.by] if view.group is None else Bilingual("企业", "Firm")
    parts = {each.group: each for each in found.groups} if view.group is None else {}
    columns = (
        Column("name", title, lead=True, wide=True),
        Column("change", Bilingual("变化", "Change"), numeric=True),
        Column("points", Bilingual("拉动", "Points of growth"), numeric=True),
        Column("continuing", Bilingual("存续企业", "Continuing firms"), numeric=True),
        Column("entered", Bilingual("新增企业", "Firms that entered"), numeric=True),
        Column("left", Bilingual("退出企业", "Firms that left"), numeric=True),
        Column("moved", Bilingual("调入调出", "Reclassified"), numeric=True),
    )
    whole = found.before
    rows = []
    for name, change in steps:
        part = parts.get(name)
        points = 100 * change / whole if whole else None
        split = (
            (part.continuing, part.entered, part.left, part.moved_in + part.moved_out)
            if part
            else (None,) * 4
        )
        cells = (
            Cell(step_name(view, name), path=step_path(view, name)),
            Cell(figure=scale.change(change)),
            Cell(figure=growth(points, "百分点", 2) if not found.effects else None),
            *(Cell(figure=scale.change(each) if each is not None else None) for each in split),
        )
        rows.append(Row(f"d-{name or NONE}", cells))
    return Table(columns, tuple(rows), (), KEEPS)
