"""The projects that a plan names, in its prose or in an annex."""

from __future__ import annotations

from rongshu.office.pages.parts.figures import figure_of
from rongshu.office.pages.parts.listing import Cell, Column, Facet, Row, Table
from rongshu.office.pages.plan.industries import industry_link, industry_lookup
from rongshu.pack.schema import Industry, Pack, Project
from rongshu.terms.bilingual import Bilingual

COLUMNS = (
    Column("name", Bilingual("项目", "Project"), lead=True, wide=True),
    Column("owner", Bilingual("业主", "Owner")),
    Column("place", Bilingual("地点", "Place")),
    Column("investment", Bilingual("总投资", "Investment"), numeric=True),
    Column("stage", Bilingual("阶段", "Stage")),
    Column("time", Bilingual("起止", "Time")),
    Column("segment", Bilingual("所属产业", "Industry")),
)


def project_table(pack: Pack) -> Table:
    """The list of projects."""
    industries = industry_lookup(pack)
    rows = tuple(_row(each, industries) for each in pack.projects)
    facets = (
        Facet("segment", Bilingual("所属产业", "Industry")),
        Facet("place", Bilingual("地点", "Place")),
        Facet("stage", Bilingual("阶段", "Stage")),
        Facet("department", Bilingual("责任单位", "Responsible unit")),
    )
    return Table(COLUMNS, rows, facets)


def _row(project: Project, industries: dict[str, Industry]) -> Row:
    link = industry_link(project.segment, industries)
    time = "–".join(part for part in (project.start, project.finish) if part)
    cells = (
        Cell(Bilingual(project.name), cites=project.cite),
        Cell(Bilingual(project.owner)),
        Cell(Bilingual(project.place)),
        Cell(figure=figure_of(project.investment)),
        Cell(Bilingual(project.stage)),
        Cell(Bilingual(time)),
        Cell(links=(link,) if link else ()),
    )
    facets = {
        "segment": (link.text.zh,) if link else (),
        "place": (project.place,) if project.place else (),
        "stage": (project.stage,) if project.stage else (),
        "department": (project.department,) if project.department else (),
    }
    return Row(project.id, cells, facets, also=f"{project.content} {project.department}")
