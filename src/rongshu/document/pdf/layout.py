"""Words of a page into lines in reading order: columns, tables, page furniture."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_PAGE_NUMBER = re.compile(
    r"[-—–·•\s]*(?:第\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6})(?:\s*页)?(?:\s*[/，,]?\s*共?\s*\d{1,4}\s*页?)?[-—–·•\s]*"
)
_OUTLINE_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})*")
_CENTRED = 150.0  # points; a row shorter than this across the gutter is a page number or a title
_BORDER = 0.75  # share of the page that only a border around it encloses
_MARGIN = 0.1  # headers and footers stand in this share of the page's height


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters in one font."""

    left: float
    right: float
    top: float
    bottom: float
    size: float
    font: str
    text: str

    @property
    def middle(self) -> float:
        """The height of its centre."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """Words on one line within one column whose edges are ``edges``."""

    words: tuple[Word, ...]
    page: int
    edges: tuple[float, float] = (0.0, 0.0)

    @property
    def left(self) -> float:
        """Where the line begins."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where the line ends."""
        return max(word.right for word in self.words)

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(word.top for word in self.words)

    @property
    def size(self) -> float:
        """The size of most of its characters."""
        return max(self.words, key=lambda word: len(word.text)).size

    @property
    def text(self) -> str:
        """The words, apart where the page shows a gap; a tab stands for a gap as wide as a column's."""
        written = ""
        for index, word in enumerate(self.words):
            written += self._joint(index) + word.text
        return written

    def _joint(self, index: int) -> str:
        if not index:
            return ""
        before, word = self.words[index - 1], self.words[index]
        gap, size = word.left - before.right, max(word.size, 1.0)
        if gap > 1.6 * size:
            return "\t"
        if index == 1 and _OUTLINE_NUMBER.fullmatch(before.text):
            return " " if gap > 0.15 * size else ""
        latin = before.text[-1].isascii() and word.text[0].isascii()
        return " " if gap > (0.2 if latin else 0.45) * size else ""


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table drawn with lines: its cells as boxes with the text lines inside."""

    cells: tuple[tuple[tuple[float, float, float, float], tuple[TextLine, ...]], ...]
    page: int

    @property
    def top(self) -> float:
        """The upper edge."""
        return min(box[1] for box, _ in self.cells)

    @property
    def left(self) -> float:
        """The left edge."""
        return min(box[0] for box, _ in self.cells)

    @property
    def right(self) -> float:
        """The right edge."""
        return max(box[2] for box, _ in self.cells)


Item = TextLine | Ruled


@dataclass(slots=True)
class PageItems:
    """What stands on one page in reading order; ``gutter`` is the middle between its two columns."""

    number: int
    width: float
    height: float
    gutter: float = 0.0
    items: list[Item] = field(default_factory=list)
    pictures: int = 0


def lay_out(pages: Sequence[dict[str, Any]]) -> list[PageItems]:
    """The items of every page, without headers, footers and page numbers."""
    words = [[Word(*word) for word in page["words"] if word[6].strip()] for page in pages]
    parted = [
        _take_tables(found, page["tables"], number, float(page["width"]) * float(page["height"]))
        for number, (found, page) in enumerate(zip(words, pages, strict=True), 1)
    ]
    gutters = _gutters([free for _, free in parted], [float(page["width"]) for page in pages])
    laid = [
        PageItems(
            number,
            float(page["width"]),
            float(page["height"]),
            gutter,
            _ordered(_rows(free), ruled, gutter, number),
            int(page["pictures"]),
        )
        for number, (page, (ruled, free), gutter) in enumerate(zip(pages, parted, gutters, strict=True), 1)
    ]
    repeated = _repeated(laid)
    rails = _rails(laid, repeated)
    for page in laid:
        page.items = [item for item in page.items if not _is_furniture(item, page, repeated, rails)]
    _tell_edges(laid)
    return laid


def _is_page_border(boxes: Sequence[Sequence[float]], area: float) -> bool:
    """A single cell nearly as large as the page is an ornament."""
    return len(boxes) == 1 and (boxes[0][2] - boxes[0][0]) * (boxes[0][3] - boxes[0][1]) > _BORDER * area


def _gutters(pages: Sequence[Sequence[Word]], widths: Sequence[float]) -> list[float]:
    """Per page the middle between two columns; a short page follows the others where it can."""
    own = [_gutter(words, width) for words, width in zip(pages, widths, strict=True)]
    found = sorted(gutter for gutter in own if gutter)
    if len(found) * 2 < len(own):
        return own
    usual = found[len(found) // 2]
    return [gutter or _follows(words, usual) for gutter, words in zip(own, pages, strict=True)]


def _follows(words: Sequence[Word], usual: float) -> float:
    rows = _rows(words)
    crossed = sum(any(word.left < usual - 5 and word.right > usual + 5 for word in row) for row in rows)
    return usual if crossed * 4 <= len(rows) else 0.0


def _take_tables(
    words: list[Word], tables: list[list[list[float]]], number: int, area: float
) -> tuple[list[Ruled], list[Word]]:
    """Tables with the words in their cells, and the words that stand outside."""
    ruled, free = [], words
    for boxes in tables:
        if _is_page_border(boxes, area):
            continue
        cells = []
        for box in boxes:
            inside = [word for word in free if _within(word, box)]
            cells.append(((box[0], box[1], box[2], box[3]), tuple(_lines(inside, number))))
        taken = {id(word) for _, lines in cells for line in lines for word in line.words}
        if taken:
            free = [word for word in free if id(word) not in taken]
            ruled.append(Ruled(tuple(cells), number))
    return ruled, free


def _within(word: Word, box: list[float]) -> bool:
    across = (word.left + word.right) / 2
    return box[0] <= across <= box[2] and box[1] <= word.middle <= box[3]


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words grouped by height, from the top, each row from the left."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        last = rows[-1] if rows else None
        if last and abs(word.middle - last[0].middle) < 0.5 * max(min(word.size, last[0].size), 4.0):
            last.append(word)
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in rows]


def _lines(words: Sequence[Word], number: int) -> list[TextLine]:
    return [TextLine(tuple(row), number) for row in _rows(words)]


def _gutter(words: Sequence[Word], width: float) -> float:
    """The middle of the blank between two columns of text; 0 on a page of one column."""
    rows = _rows(words)
    if len(rows) < 8:
        return 0.0
    best, fewest = 0.0, len(rows)
    for step in range(36, 65):
        place = width * step / 100
        crossed = sum(any(word.left < place + 5 and word.right > place - 5 for word in row) for row in rows)
        if crossed < fewest:
            best, fewest = place, crossed
    beside = sum(row[0].left < best < row[-1].right and _is_text_beside(row, best) for row in rows)
    return best if fewest * 4 < len(rows) and beside * 2 > len(rows) else 0.0


def _is_text_beside(row: Sequence[Word], place: float) -> bool:
    """Whether both halves of a row are filled like running text, not like cells of a table."""
    left = sum(word.right - word.left for word in row if word.right <= place)
    right = sum(word.right - word.left for word in row if word.left >= place)
    span = min(place - row[0].left, row[-1].right - place)
    return span > 60 and min(left, right) > 0.7 * span


def _ordered(rows: list[list[Word]], ruled: list[Ruled], gutter: float, number: int) -> list[Item]:
    """Reading order: down the left column, then down the right, between rows that span both."""
    bands: list[tuple[float, Item]] = []
    for row in rows:
        centred = row[0].left < gutter < row[-1].right and row[-1].right - row[0].left < _CENTRED
        spans = not gutter or centred or any(word.left < gutter < word.right for word in row)
        parts = (
            [row] if spans else [[w for w in row if w.right <= gutter], [w for w in row if w.left >= gutter]]
        )
        bands.extend((_top(part), TextLine(tuple(part), number)) for part in parts if part)
    bands.extend((table.top, table) for table in ruled)
    bands.sort(key=lambda band: band[0])
    ordered: list[Item] = []
    left: list[Item] = []
    right: list[Item] = []
    for _, item in bands:
        if not gutter or item.left < gutter < item.right:
            ordered += [*left, *right, item]
            left, right = [], []
        else:
            (left if item.right <= gutter else right).append(item)
    return [*ordered, *left, *right]


def _top(words: Sequence[Word]) -> float:
    return min(word.top for word in words)


def _tell_edges(pages: Sequence[PageItems]) -> None:
    """Tell every line the edges of its column, so that a short line can be seen.

    Pages of one width share them; left and right pages of a bound print may be set differently.
    """
    columns: dict[tuple[float, bool, str], list[TextLine]] = {}
    for page in pages:
        for item in page.items:
            if isinstance(item, TextLine):
                columns.setdefault(_column(item, page), []).append(item)
    edges = {key: _edges(lines) for key, lines in columns.items()}
    for page in pages:
        page.items = [
            TextLine(item.words, item.page, edges[_column(item, page)])
            if isinstance(item, TextLine)
            else item
            for item in page.items
        ]


def _column(line: TextLine, page: PageItems) -> tuple[float, bool, str]:
    return page.width, bool(page.number % 2), _side(line, page.gutter)


def _edges(lines: Sequence[TextLine]) -> tuple[float, float]:
    """The left edge that lines share, and the right one that nearly all stay within."""
    rights = sorted(line.right for line in lines)
    lefts = Counter(round(line.left) for line in lines)
    common = [left for left, count in lefts.items() if count * 5 >= max(lefts.values())]
    return float(min(common)), rights[int(len(rights) * 0.9)]


def _side(line: TextLine, gutter: float) -> str:
    if not gutter or line.left < gutter < line.right:
        return "whole"
    return "left" if line.right <= gutter else "right"


def _repeated(pages: Sequence[PageItems]) -> frozenset[str]:
    """Texts that come back at the edge of page after page."""
    seen = Counter(
        key
        for page in pages
        for key in {_key(line, page) for line in _lines_of(page) if _at_edge(line, page)}
    )
    fewest = 2 if len(pages) <= 4 else 3
    return frozenset(key for key, count in seen.items() if count >= fewest)


def _rails(pages: Sequence[PageItems], repeated: frozenset[str]) -> frozenset[tuple[int, float]]:
    """The heights and sizes that running heads keep: what else stands there is the head of its chapter."""
    kept = Counter(
        _rail(line)
        for page in pages
        for line in _lines_of(page)
        if _at_edge(line, page) and _key(line, page) in repeated
    )
    fewest = max(3, len(pages) // 4)
    return frozenset(rail for rail, count in kept.items() if count >= fewest)


def _rail(line: TextLine) -> tuple[int, float]:
    return round(line.top), line.size


def _is_furniture(
    item: Item, page: PageItems, repeated: frozenset[str], rails: frozenset[tuple[int, float]]
) -> bool:
    if not isinstance(item, TextLine) or not _at_edge(item, page):
        return False
    apart = _rail(item) in rails and _nearest(item, page) > 1.8 * item.size
    return apart or _key(item, page) in repeated or bool(_PAGE_NUMBER.fullmatch(item.text))


def _lines_of(page: PageItems) -> list[TextLine]:
    return [item for item in page.items if isinstance(item, TextLine)]


def _at_edge(line: TextLine, page: PageItems) -> bool:
    return line.top < page.height * _MARGIN or line.top > page.height * (1 - _MARGIN)


def _key(line: TextLine, page: PageItems) -> str:
    """The text without blanks; its numbers are ignored only where it stands apart from the body."""
    text = re.sub(r"\s", "", line.text)
    return re.sub(r"\d+", "#", text) if _nearest(line, page) > 2.2 * line.size else text


def _nearest(line: TextLine, page: PageItems) -> float:
    """How far the next line on the page is, in points."""
    return min(
        (abs(other.top - line.top) for other in _lines_of(page) if other.top != line.top), default=999.0
    )
