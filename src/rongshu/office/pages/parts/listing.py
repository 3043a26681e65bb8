"""Any list of a plan: its columns, its facets, and the part of it that an address asks for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from urllib.parse import urlencode

from rongshu.office.pages.parts.figures import NOTHING, Figure
from rongshu.office.pages.parts.pinyin import initials, sound
from rongshu.terms.bilingual import Bilingual

PAGE = 100
RESERVED = ("q", "sort", "page", "as")
SortKey = Decimal | int | str | None


@dataclass(frozen=True, slots=True)
class Tag:
    """A word with a shape and a tone; the word alone already says it."""

    text: Bilingual
    tone: str = "plain"
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a page; ``path`` is relative to the plan's own address."""

    text: Bilingual
    path: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """What one place of a list shows, in this order: tags, text or figure, links, addresses."""

    text: Bilingual = NOTHING
    figure: Figure | None = None
    path: str = ""
    tags: tuple[Tag, ...] = ()
    links: tuple[Link, ...] = ()
    cites: tuple[str, ...] = ()
    key: SortKey = None

    @property
    def sort_key(self) -> SortKey:
        """What the column sorts by; ``None`` (unknown) always comes last."""
        if self.key is not None:
            return self.key
        if self.figure is not None:
            return self.figure.value
        return self.written("zh") or None

    @property
    def empty(self) -> bool:
        """Whether there is nothing to show but addresses."""
        return not (self.text.zh or self.figure or self.tags or self.links)

    @property
    def silent(self) -> bool:
        """Whether the plan says nothing here: empty, or a figure that is not given."""
        return self.empty or (self.figure is not None and self.figure.kind == "unknown" and not self.text.zh)

    def written(self, language: str) -> str:
        """The cell as plain text, for export and search."""
        parts = [tag.text.in_language(language) for tag in self.tags]
        parts.append(self.figure.text(language) if self.figure else self.text.in_language(language))
        parts.append("；".join(link.text.in_language(language) for link in self.links))
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Column:
    """A column; ``wide`` ones take the room that is left, ``lead`` names the row."""

    key: str
    title: Bilingual
    numeric: bool = False
    wide: bool = False
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """A question by which a list is narrowed; ``words`` names its answers where they are codes."""

    key: str
    title: Bilingual
    words: Mapping[str, Bilingual] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """One line: its cells, and its answers to the facets."""

    id: str
    cells: tuple[Cell, ...]
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    also: str = ""

    def matches(self, words: str) -> bool:
        """Whether every word occurs in the row, in Chinese, English, pinyin or initials."""
        text = " ".join([self.also, *(cell.written("zh") + " " + cell.written("en") for cell in self.cells)])
        return all(_occurs(word, text) for word in words.lower().split())


@dataclass(frozen=True, slots=True)
class Table:
    """A whole list before anybody asks for a part of it; ``keeps``: parameters of the address that stay."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    facets: tuple[Facet, ...] = ()
    keeps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a facet with the number of rows that it would show."""

    value: str
    label: Bilingual
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Head:
    """A column's heading, the address that sorts by it, and how it is sorted now."""

    column: Column
    query: str
    order: str


@dataclass(frozen=True, slots=True)
class Listing:
    """The part of a table that an address asks for; ``query`` reproduces it."""

    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    matched: tuple[Row, ...]
    total: int
    words: str
    facets: tuple[tuple[Facet, tuple[Option, ...]], ...]
    query: str
    sort: str
    page: int
    pages: int
    previous: str
    following: str
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def cleared(self) -> str:
        """The address's query with nothing narrowed."""
        return urlencode(self.kept)

    @property
    def narrowed(self) -> bool:
        """Whether anything hides rows."""
        return len(self.matched) < self.total

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns, for an export."""
        return tuple(head.column for head in self.heads)


def listing_of(table: Table, asked: Mapping[str, str]) -> Listing:
    """The rows that ``asked`` (the address's parameters) wants; unknown parameters are ignored."""
    keys = [facet.key for facet in table.facets]
    chosen = {key: asked[key] for key in keys if asked.get(key)}
    words = asked.get("q", "").strip()
    found = [row for row in table.rows if row.matches(words)] if words else list(table.rows)
    matched = _sorted(table, [row for row in found if _fits(row, chosen)], asked.get("sort", ""))
    table, matched = _shown(table, matched)
    pages = max(1, -(-len(matched) // PAGE))
    page = min(max(_whole(asked.get("page", "1")), 1), pages)
    kept = _kept(table, asked, words, chosen)
    return Listing(
        heads=tuple(_head(column, kept) for column in table.columns),
        rows=tuple(matched[(page - 1) * PAGE : page * PAGE]),
        matched=tuple(matched),
        total=len(table.rows),
        words=words,
        facets=tuple((facet, _options(facet, found, chosen)) for facet in table.facets),
        query=urlencode(kept),
        sort=kept.get("sort", ""),
        page=page,
        pages=pages,
        previous=urlencode({**kept, "page": str(page - 1)}) if page > 1 else "",
        following=urlencode({**kept, "page": str(page + 1)}) if page < pages else "",
        kept=tuple((key, kept[key]) for key in table.keeps if key in kept),
    )


def _shown(table: Table, matched: Sequence[Row]) -> tuple[Table, list[Row]]:
    """Without the columns in which no row of the whole table says anything."""
    kept = [
        index
        for index, column in enumerate(table.columns)
        if column.lead or not table.rows or any(not row.cells[index].silent for row in table.rows)
    ]
    columns = tuple(table.columns[index] for index in kept)
    rows = [replace(row, cells=tuple(row.cells[index] for index in kept)) for row in matched]
    return replace(table, columns=columns), rows


def _occurs(word: str, text: str) -> bool:
    lowered = text.lower()
    if word in lowered:
        return True
    return word.isascii() and (word in sound(text) or word in initials(text))


def _fits(row: Row, chosen: Mapping[str, str], but: str = "") -> bool:
    return all(value in row.facets.get(key, ()) for key, value in chosen.items() if key != but)


def _options(facet: Facet, rows: Sequence[Row], chosen: Mapping[str, str]) -> tuple[Option, ...]:
    """Every answer with the count it would give beside the other choices; ordered as its words."""
    counts = Counter(
        value for row in rows if _fits(row, chosen, but=facet.key) for value in row.facets.get(facet.key, ())
    )
    picked = chosen.get(facet.key)
    if picked and picked not in counts:
        counts[picked] = 0
    order = list(facet.words)
    ranked = sorted(counts, key=lambda v: (order.index(v) if v in order else len(order), -counts[v], v))
    return tuple(
        Option(value, facet.words.get(value, Bilingual(value)), counts[value], value == picked)
        for value in ranked
    )


def _sorted(table: Table, rows: list[Row], sort: str) -> list[Row]:
    key, descending = sort.removeprefix("-"), sort.startswith("-")
    position = next((index for index, column in enumerate(table.columns) if column.key == key), None)
    if position is None:
        return rows
    known = [row for row in rows if row.cells[position].sort_key is not None]
    unknown = [row for row in rows if row.cells[position].sort_key is None]
    known.sort(key=lambda row: _comparable(row.cells[position].sort_key), reverse=descending)
    return known + unknown


def _comparable(key: SortKey) -> tuple[int, Decimal, str]:
    if isinstance(key, str):
        return 1, Decimal(0), sound(key)
    return 0, Decimal(key or 0), ""


def _kept(table: Table, asked: Mapping[str, str], words: str, chosen: Mapping[str, str]) -> dict[str, str]:
    kept = {key: asked[key] for key in table.keeps if asked.get(key)} | dict(chosen)
    if words:
        kept["q"] = words
    sort = asked.get("sort", "")
    if sort.removeprefix("-") in {column.key for column in table.columns}:
        kept["sort"] = sort
    return kept


def _head(column: Column, kept: Mapping[str, str]) -> Head:
    sort = kept.get("sort", "")
    order = {column.key: "ascending", f"-{column.key}": "descending"}.get(sort, "")
    following = f"-{column.key}" if order == "ascending" else column.key
    return Head(column, urlencode({**kept, "sort": following}), order)


def _whole(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 7 else 1
