"""The indicators of a plan: their list, and everything on one indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.utils import timezone

from rongshu.metrics.status.declared_goal import own_unit
from rongshu.metrics.status.indicator_status import IndicatorStatus, indicator_status
from rongshu.metrics.status.published import ABOUT, AT_LEAST, AT_MOST, NOT_OVER, NOT_YET, Published
from rongshu.metrics.status.published import worded as worded_figure
from rongshu.office.pages.indicator.bullet import Bullet, bullet_of
from rongshu.office.pages.indicator.evidence import Evidence, evidence_of
from rongshu.office.pages.parts.figures import NOTHING, Figure, figure_of, percent, unit_words
from rongshu.office.pages.parts.listing import Cell, Column, Facet, Row, Table, Tag
from rongshu.office.pages.parts.wording import (
    ATTRIBUTES,
    DIRECTIONS,
    GRADES,
    PATHS,
    TIMINGS,
    final_tag,
    status_tag,
    worded,
)
from rongshu.office.pages.plan.checks import Finding, finding_of
from rongshu.pack.amount import Amount, Operator
from rongshu.pack.schema import Indicator, Pack, Reading, Statement
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic
from rongshu.terms.unit import Unit

_BEYOND = re.compile(r">(?!=)|超|突破|逾|more than|over", re.IGNORECASE)
COLUMNS = (
    Column("name", Bilingual("指标", "Indicator"), lead=True, wide=True),
    Column("attribute", Bilingual("属性", "Kind")),
    Column("base", Bilingual("基期", "Base"), numeric=True),
    Column("target", Bilingual("目标", "Target"), numeric=True),
    Column("actual", Bilingual("公布实绩", "Published"), numeric=True),
    Column("status", Bilingual("状态", "Status")),
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A figure with its period and where it comes from; ``unused`` says why it does not count, where so."""

    period: str
    figure: Figure
    source: str = ""
    grade: str = ""
    released: str = ""
    note: str = ""
    unused: Bilingual = NOTHING

    @property
    def grade_word(self) -> Bilingual:
        """What the grade of confidence means."""
        return worded(GRADES, self.grade)


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """One bullet card."""

    indicator: Indicator
    status: IndicatorStatus
    tag: Tag
    final: Tag | None
    attribute: Bilingual
    base: Dated
    target: Dated
    actual: Dated | None
    bullet: Bullet | None

    @property
    def path(self) -> str:
        """The indicator's page, relative to the plan's address."""
        return indicator_path(self.indicator.id)

    @property
    def done(self) -> str:
        """Progress along the declared path, as a percentage."""
        progress = self.status.now.progress
        return percent(progress) if progress is not None else ""

    @property
    def due(self) -> str:
        """The progress that the path expects by then."""
        planned = self.status.now.planned
        return percent(planned) if planned is not None and self.done else ""


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """Everything on one indicator."""

    card: IndicatorCard
    milestones: tuple[Dated, ...]
    growth: Figure | None
    actuals: tuple[Dated, ...]
    evidence: Evidence
    findings: tuple[Finding, ...]
    prose: tuple[Statement, ...]
    previous: Indicator | None
    following: Indicator | None

    @property
    def path_word(self) -> Bilingual:
        """The declared path in words."""
        indicator = self.card.indicator
        if indicator.path == "stepped" and not indicator.milestones and indicator.target:
            year = indicator.target.period
            return Bilingual(
                f"分阶段（没有阶段目标，到 {year} 年才要求达到）", f"in steps (none declared before {year})"
            )
        return worded(PATHS, indicator.path)

    @property
    def direction_word(self) -> Bilingual:
        """The declared direction in words."""
        return worded(DIRECTIONS, self.card.indicator.direction)

    @property
    def timing_word(self) -> Bilingual:
        """Flow, stock or ratio, in words."""
        return worded(TIMINGS, self.card.status.timing)

    @property
    def unit_word(self) -> Bilingual:
        """The unit in which the indicator is told."""
        return unit_words(own_unit(self.card.indicator))


def indicator_path(identity: str) -> str:
    """The page of one indicator, relative to the plan's address."""
    return f"indicators/{quote(identity)}/"


def indicator_cards(pack: Pack, day: date) -> tuple[IndicatorCard, ...]:
    """All indicators as bullet cards as known on a day, in the plan's order."""
    return tuple(_card(pack, indicator, day) for indicator in pack.indicators)


def indicator_table(pack: Pack, day: date) -> Table:
    """The list of indicators as known on a day."""
    rows = tuple(_row(card) for card in indicator_cards(pack, day))
    facets = (
        Facet("attribute", Bilingual("属性", "Kind"), ATTRIBUTES),
        Facet("category", Bilingual("类别", "Category")),
        Facet("status", Bilingual("状态", "Status"), {row.facets["status"][0]: _word(row) for row in rows}),
    )
    return Table(COLUMNS, rows, facets)


def indicator_page(
    pack: Pack, identity: str, findings: Sequence[Diagnostic], day: date
) -> IndicatorPage | None:
    """Everything on one indicator as known on a day; ``None`` when the plan has none of this id."""
    order = {each.id: index for index, each in enumerate(pack.indicators)}
    if identity not in order:
        return None
    index = order[identity]
    indicator = pack.indicators[index]
    card = _card(pack, indicator, day)
    return IndicatorPage(
        card=card,
        milestones=tuple(_reading(each, indicator) for each in indicator.milestones),
        growth=figure_of(indicator.growth, "%") if indicator.growth else None,
        actuals=tuple(dated_figure(each) for each in reversed(card.status.figures) if _was_known(each, day)),
        evidence=evidence_of(card.status),
        findings=tuple(finding_of(each) for each in findings if touches(each, indicator.id, indicator.cite)),
        prose=same_quantity(indicator, pack.statements),
        previous=pack.indicators[index - 1] if index else None,
        following=pack.indicators[index + 1] if index + 1 < len(pack.indicators) else None,
    )


def _was_known(figure: Published, day: date) -> bool:
    """Whether the figure is listed: today also one whose period has not ended, so that nothing is lost."""
    waits = figure.unused == NOT_OVER and day >= timezone.localdate()
    return waits or figure.unused not in (NOT_YET, NOT_OVER)


def touches(finding: Diagnostic, identity: str, cites: Sequence[str]) -> bool:
    """Whether a finding names the item or cites the very passage the item stands in."""
    return any(
        place.item == identity or (place.cite is not None and str(place.cite) in cites)
        for place in finding.places
    )


def same_quantity(indicator: Indicator, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Numbers in the text on the same quantity: one name contains the other, and the units compare."""
    unit = Unit.parse(own_unit(indicator))
    name = indicator.name.zh
    return tuple(
        each
        for each in statements
        if len(each.name) > 1
        and (each.name in name or name in each.name)
        and Unit.parse(each.amount.unit).comparable_with(unit)
    )


def _card(pack: Pack, indicator: Indicator, day: date) -> IndicatorCard:
    status = indicator_status(indicator, pack.actuals, day, pack.about.first_year)
    return IndicatorCard(
        indicator=indicator,
        status=status,
        tag=status_tag(status),
        final=final_tag(status),
        attribute=worded(ATTRIBUTES, indicator.attribute),
        base=_reading(indicator.base, indicator),
        target=_reading(indicator.target, indicator),
        actual=dated_figure(status.latest) if status.latest else None,
        bullet=bullet_of(indicator, status),
    )


def _reading(reading: Reading | None, indicator: Indicator) -> Dated:
    amount = reading.amount if reading else None
    return Dated(reading.period if reading else "", figure_of(amount, indicator.unit))


def dated_figure(row: Published) -> Dated:
    """A published figure as shown, bounded where it was published as a bound."""
    operator = bound_of(row.words) if row.printed is not None else Operator.EQUAL
    amount = Amount(value=row.printed, words=row.words, unit=row.unit, operator=operator)
    released = row.released.isoformat() if row.released else ""
    return Dated(row.period, figure_of(amount), row.source, row.grade, released, row.note, row.unused)


def bound_of(words: str) -> Operator:
    """How the published words bound the number beside them: 超过50% is more than 50, 50%以上 at least."""
    bound = worded_figure(words)[1]
    if bound == AT_LEAST:
        return Operator.MORE if _BEYOND.match(words.strip()) else Operator.AT_LEAST
    return {AT_MOST: Operator.AT_MOST, ABOUT: Operator.ABOUT}.get(bound, Operator.EQUAL)


def _row(card: IndicatorCard) -> Row:
    indicator = card.indicator
    actual = card.actual
    cells = (
        Cell(indicator.name.bilingual(), path=card.path, cites=indicator.cite),
        Cell(card.attribute),
        _dated_cell(card.base),
        _dated_cell(card.target),
        _dated_cell(actual) if actual else Cell(Bilingual("无公布数据", "no published figure")),
        Cell(tags=(card.tag, *((card.final,) if card.final else ()))),
    )
    facets = {
        "attribute": (indicator.attribute,) if indicator.attribute else (),
        "category": (indicator.category,) if indicator.category else (),
        "status": (card.status.now.status.value,),
    }
    return Row(indicator.id, cells, facets)


def _dated_cell(dated: Dated) -> Cell:
    return Cell(figure=dated.figure, text=Bilingual(dated.period))


def _word(row: Row) -> Bilingual:
    return row.cells[-1].tags[0].text
