"""The firms, platforms and institutes that a plan names."""

from __future__ import annotations

from rongshu.office.pages.parts.listing import Cell, Column, Facet, Row, Table
from rongshu.office.pages.parts.wording import FIRM_KINDS, worded
from rongshu.office.pages.plan.industries import industry_link, industry_lookup
from rongshu.pack.schema import Enterprise, Industry, Pack
from rongshu.terms.bilingual import Bilingual

COLUMNS = (
    Column("name", Bilingual("名称", "Name"), lead=True, wide=True),
    Column("kind", Bilingual("类型", "Type")),
    Column("role", Bilingual("规划中的角色", "Role in the plan")),
    Column("segments", Bilingual("所属产业", "Industries"), wide=True),
    Column("mentions", Bilingual("提及次数", "Mentions"), numeric=True),
)


def firm_table(pack: Pack) -> Table:
    """The list of firms."""
    industries = industry_lookup(pack)
    rows = tuple(_row(each, industries) for each in pack.enterprises)
    facets = (
        Facet("kind", Bilingual("类型", "Type"), FIRM_KINDS),
        Facet("segment", Bilingual("所属产业", "Industry")),
        Facet("role", Bilingual("角色", "Role")),
    )
    return Table(COLUMNS, rows, facets)


def firm_cites(firm: Enterprise) -> tuple[str, ...]:
    """Every passage that names the firm, each once."""
    return tuple(dict.fromkeys((*firm.cite, *(mention.cite for mention in firm.mentions))))


def firm_roles(firm: Enterprise) -> tuple[str, ...]:
    """The firm's role, and what its mentions call it."""
    return tuple(dict.fromkeys(role for role in (firm.role, *(m.role for m in firm.mentions)) if role))


def _row(firm: Enterprise, industries: dict[str, Industry]) -> Row:
    links = [industry_link(key, industries) for key in firm.segments]
    cites = firm_cites(firm)
    roles = firm_roles(firm)
    cells = (
        Cell(Bilingual(firm.name), cites=cites),
        Cell(worded(FIRM_KINDS, firm.kind)),
        Cell(Bilingual("、".join(roles), ", ".join(roles))),
        Cell(links=tuple(link for link in links if link)),
        Cell(Bilingual(str(len(cites))), key=len(cites)),
    )
    facets = {
        "kind": (firm.kind,),
        "segment": tuple(link.text.zh for link in links if link),
        "role": roles,
    }
    return Row(firm.id, cells, facets, also=" ".join(firm.aliases))
