"""Every number that the plan says in running text."""

from __future__ import annotations

from rongshu.office.pages.parts.figures import figure_of
from rongshu.office.pages.parts.listing import Cell, Column, Facet, Row, Table
from rongshu.office.pages.parts.wording import STATEMENT_KINDS, worded
from rongshu.office.pages.plan.industries import industry_link, industry_lookup
from rongshu.pack.schema import Industry, Pack, Statement
from rongshu.terms.bilingual import Bilingual

COLUMNS = (
    Column("name", Bilingual("量", "Quantity"), lead=True, wide=True),
    Column("amount", Bilingual("数值", "Figure"), numeric=True),
    Column("period", Bilingual("期间", "Period")),
    Column("kind", Bilingual("性质", "Kind")),
    Column("scope", Bilingual("口径", "Scope")),
    Column("segment", Bilingual("所属产业", "Industry")),
)


def statement_table(pack: Pack) -> Table:
    """The list of numeric statements."""
    industries = industry_lookup(pack)
    rows = tuple(_row(each, industries) for each in pack.statements)
    facets = (
        Facet("kind", Bilingual("性质", "Kind"), STATEMENT_KINDS),
        Facet("period", Bilingual("期间", "Period")),
        Facet("unit", Bilingual("单位", "Unit")),
        Facet("segment", Bilingual("所属产业", "Industry")),
    )
    return Table(COLUMNS, rows, facets)


def _row(each: Statement, industries: dict[str, Industry]) -> Row:
    link = industry_link(each.segment, industries)
    period = each.period if each.period_explicit else f"{each.period}*"
    subject = Bilingual(each.name if each.subject in ("", each.name) else f"{each.name}（{each.subject}）")
    cells = (
        Cell(subject, cites=each.cite),
        Cell(figure=figure_of(each.amount), text=_from(each)),
        Cell(Bilingual(period if each.period else "")),
        Cell(worded(STATEMENT_KINDS, each.kind)),
        Cell(Bilingual(each.scope)),
        Cell(links=(link,) if link else ()),
    )
    facets = {
        "kind": (each.kind,),
        "period": (each.period,) if each.period else (),
        "unit": (each.amount.unit,) if each.amount.unit else (),
        "segment": (link.text.zh,) if link else (),
    }
    return Row(each.id, cells, facets)


def _from(each: Statement) -> Bilingual:
    """The other end of 由…提高到…, where the sentence names one."""
    if each.base is None:
        return Bilingual("")
    base = figure_of(each.base)
    since = f"{each.since} " if each.since else ""
    return Bilingual(f"由 {since}{base.text('zh')}", f"from {since}{base.text('en')}")
