"""The systems, registers and routines a plan wants, and which of them run."""

from __future__ import annotations

from dataclasses import dataclass

from rongshu.office.pages.parts.listing import Cell, Column, Facet, Link, Row, Table, Tag
from rongshu.office.pages.parts.menu import page_title
from rongshu.office.pages.parts.wording import COVERAGE, worded
from rongshu.pack.checks.coverage import KINDS, STATUSES, Tally, coverage_of, state
from rongshu.pack.schema import Mechanism, Pack
from rongshu.terms.bilingual import Bilingual

COLUMNS = (
    Column("name", Bilingual("机制", "Mechanism"), lead=True, wide=True),
    Column("kind", Bilingual("种类", "Kind")),
    Column("status", Bilingual("规划要求", "What the plan asks")),
    Column("function", Bilingual("作用", "Function"), wide=True),
    Column("coverage", Bilingual("落地情况", "Coverage")),
    Column("realised", Bilingual("由何实现", "Realised by")),
)
SHAPES = {"realised": "tick", "pending": "ring", "outside": "dash"}
REALISERS = {
    "page": Bilingual("页面", "page"),
    "list": Bilingual("清单", "list"),
    "metric": Bilingual("指标", "metric"),
    "rule": Bilingual("规则", "rule"),
    "report": Bilingual("报告", "report"),
    "service": Bilingual("服务", "service"),
}


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One group of the coverage report with the name of the group."""

    key: str
    name: Bilingual
    tally: Tally

    @property
    def share(self) -> float:
        """Realised, in percent of what is to be realised."""
        due = self.tally.realised + self.tally.pending
        return round(100 * self.tally.realised / due, 1) if due else 0.0


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The coverage as a whole, by kind and by what the plan asks."""

    whole: CoverageRow
    kinds: tuple[CoverageRow, ...]
    statuses: tuple[CoverageRow, ...]


def coverage_view(pack: Pack) -> CoverageView:
    """How many of the plan's mechanisms run."""
    report = coverage_of(pack)
    return CoverageView(
        whole=CoverageRow("", Bilingual("合计", "Total"), report.whole),
        kinds=tuple(CoverageRow(key, KINDS[key], tally) for key, tally in report.by_kind.items()),
        statuses=tuple(CoverageRow(key, STATUSES[key], tally) for key, tally in report.by_status.items()),
    )


def mechanism_table(pack: Pack) -> Table:
    """The list of mechanisms."""
    facets = (
        Facet("coverage", Bilingual("落地情况", "Coverage"), COVERAGE),
        Facet("kind", Bilingual("种类", "Kind"), KINDS),
        Facet("status", Bilingual("规划要求", "What the plan asks"), STATUSES),
    )
    return Table(COLUMNS, tuple(_row(each) for each in pack.mechanisms), facets)


def realiser_link(written: str) -> Link:
    """``page:parks`` → a link to the page; what has no page is named by its kind."""
    kind, _, name = written.partition(":")
    if kind == "page":
        title = page_title(name.partition("/")[0])
        if title:
            return Link(title, "" if name == "overview" else f"{name}/")
    word = REALISERS.get(kind, Bilingual(kind))
    return Link(Bilingual(f"{word.zh} {name}", f"{word.en} {name}"))


def coverage_tag(each: Mechanism) -> Tag:
    """Realised, pending or there already, as a word with a shape."""
    here = state(each)
    return Tag(COVERAGE[here], "good" if here == "realised" else "none", SHAPES[here])


def _row(each: Mechanism) -> Row:
    cells = (
        Cell(each.name.bilingual(), cites=each.cite),
        Cell(worded(KINDS, each.kind)),
        Cell(worded(STATUSES, each.status)),
        Cell(each.function.bilingual() if each.function else Bilingual("")),
        Cell(tags=(coverage_tag(each),)),
        Cell(links=tuple(realiser_link(written) for written in each.realised_by)),
    )
    facets = {
        "coverage": (state(each),),
        "kind": (each.kind,),
        "status": (each.status,),
    }
    return Row(each.id, cells, facets, also=" ".join(each.merged_from))
