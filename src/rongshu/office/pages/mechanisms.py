"""The systems, registers and routines a plan wants, and which of them run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from rongshu.office.pages.listing import Cell, Column, Facet, Link, Row, Table, Tag
from rongshu.office.pages.menu import page_title
from rongshu.office.pages.wording import COVERAGE, MECHANISM_KINDS, MECHANISM_STATUSES, Words, worded
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
    """Of one kind: how many are realised and how many are pending."""

    kind: str
    name: Bilingual
    realised: int
    pending: int

    @property
    def total(self) -> int:
        """Realised and pending together."""
        return self.realised + self.pending

    @property
    def share(self) -> float:
        """Realised, in percent of all."""
        return round(100 * self.realised / self.total, 1) if self.total else 0.0


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage by kind and by what the plan asks; the last line of ``kinds`` is the sum."""

    kinds: tuple[CoverageRow, ...]
    statuses: tuple[CoverageRow, ...]
    total: CoverageRow


def coverage(pack: Pack) -> Coverage:
    """How many of the plan's mechanisms run."""
    return Coverage(
        kinds=_counted(pack, MECHANISM_KINDS, "kind"),
        statuses=_counted(pack, MECHANISM_STATUSES, "status"),
        total=_coverage_row("", Bilingual("合计", "Total"), list(pack.mechanisms)),
    )


def mechanism_table(pack: Pack) -> Table:
    """The list of mechanisms."""
    facets = (
        Facet("coverage", Bilingual("落地情况", "Coverage"), COVERAGE),
        Facet("kind", Bilingual("种类", "Kind"), MECHANISM_KINDS),
        Facet("status", Bilingual("规划要求", "What the plan asks"), MECHANISM_STATUSES),
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
    """已落地 or 待落地, as a word with a shape."""
    if each.realised_by:
        return Tag(COVERAGE["realised"], "good", "tick")
    return Tag(COVERAGE["pending"], "none", "ring")


def _counted(pack: Pack, words: Words, attribute: str) -> tuple[CoverageRow, ...]:
    counts = Counter(getattr(each, attribute) for each in pack.mechanisms)
    return tuple(
        _coverage_row(code, word, [each for each in pack.mechanisms if getattr(each, attribute) == code])
        for code, word in words.items()
        if counts[code]
    )


def _coverage_row(kind: str, name: Bilingual, mechanisms: list[Mechanism]) -> CoverageRow:
    realised = sum(bool(each.realised_by) for each in mechanisms)
    return CoverageRow(kind, name, realised, len(mechanisms) - realised)


def _row(each: Mechanism) -> Row:
    cells = (
        Cell(each.name.bilingual(), cites=each.cite),
        Cell(worded(MECHANISM_KINDS, each.kind)),
        Cell(worded(MECHANISM_STATUSES, each.status)),
        Cell(each.function.bilingual() if each.function else Bilingual("")),
        Cell(tags=(coverage_tag(each),)),
        Cell(links=tuple(realiser_link(written) for written in each.realised_by)),
    )
    facets = {
        "coverage": ("realised" if each.realised_by else "pending",),
        "kind": (each.kind,),
        "status": (each.status,),
    }
    return Row(each.id, cells, facets, also=" ".join(each.merged_from))
