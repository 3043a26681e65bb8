"""Text whose lines were broken by a page's width: found by its statistics and joined again."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from rongshu.document.line.captions import is_note, is_unit_line, read_box, read_caption
from rongshu.document.line.fold import fold
from rongshu.document.line.leads import lead_phrase
from rongshu.document.line.marks import annex_mark, list_mark, opening_mark
from rongshu.document.line.pieces import join_lines

_STOPS = "。！？；：…"
_CLOSERS = "”’）】》\"')"
_UNFINISHED = "，、（“《—"
_ENOUGH = 10  # full lines of broken text
_WIDEST = 110  # columns of the widest page measure seen (55 Chinese characters)


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line as it stands in the text file; ``gap`` counts the blank lines before it."""

    raw: str
    gap: int

    @property
    def indented(self) -> bool:
        """Whether it opens like a paragraph, two characters in."""
        return self.raw.startswith(("\u3000", "  ", "\t", " \u3000"))


def width(text: str) -> int:
    """Columns on a page: two for a Chinese character.

    >>> width("规上A类")
    7
    """
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def page_measure(lines: Sequence[RawLine]) -> int:
    """The width at which running text was broken; 0 where lines are whole paragraphs.

    Broken text has many lines that end in the middle of a sentence close to one and the same
    width, and none beyond it.
    """
    lines = [line for line in lines if not _is_row(line.raw)]
    widths = sorted(width(line.raw.rstrip()) for line in lines)
    if len(widths) < 8:
        return 0
    measure = widths[int(len(widths) * 0.95)]
    if measure > _WIDEST or measure < 24 or widths[int(len(widths) * 0.99)] > measure * 1.35:
        return 0
    full = [line for line in lines if width(line.raw.rstrip()) >= measure * 0.86]
    cut = [line for line in full if not ends_sentence(line.raw)]
    many = len(full) * 4 >= len(lines) and len(cut) * 2 >= len(full)
    # among many tables and headings they are few, yet nearly all end in the middle of a sentence
    few = len(full) >= _ENOUGH and len(cut) * 4 >= len(full) * 3
    return measure if many or few else 0


def _is_row(raw: str) -> bool:
    """Whether a line rather is a row of a table: four or more fields parted by blanks."""
    return len(raw.split()) >= 4 and not ends_sentence(raw)


def join_wrapped(lines: Sequence[RawLine]) -> list[list[RawLine]]:
    """The lines grouped into paragraphs."""
    measure = page_measure(lines)
    titles = _title_measure(lines) if measure else 0
    indents = sum(line.indented for line in lines) * 40 > len(lines)  # long paragraphs have few
    groups: list[list[RawLine]] = []
    for line in lines:
        if groups and (
            _continues(groups[-1][-1], line, measure, indents=indents)
            or (len(groups[-1]) == 1 and _ends_title(groups[-1][0], line, titles))
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _title_measure(lines: Sequence[RawLine]) -> int:
    """The width at which headings were broken, being larger than the text: that of the widest one."""
    widths = [width(line.raw.strip()) for line in lines if _opens_title(line.raw)]
    return max((wide for wide in widths if wide <= _WIDEST), default=0)


def _opens_title(raw: str) -> bool:
    text = fold(raw)
    mark = annex_mark(text) or opening_mark(text)
    return bool(mark and mark.rank <= 51 and not re.search("[。；，：]", text) and len(text) > mark.end)


def _ends_title(before: RawLine, line: RawLine, measure: int) -> bool:
    """Whether a short line is the rest of a heading that is as wide as headings get."""
    text = fold(line.raw)
    if line.gap or line.indented or not text or " " in text or re.search("[。；，：]", text):
        return False
    wide = _opens_title(before.raw) and width(before.raw.strip()) >= measure - 1
    return wide and width(text) <= measure // 2 + 2 and not opens_anew(text)


def join_text(lines: Sequence[RawLine]) -> str:
    """The folded text of one group."""
    return join_lines([fold(line.raw) for line in lines])


def _continues(before: RawLine, line: RawLine, measure: int, *, indents: bool) -> bool:
    text = fold(line.raw)
    if not measure:
        return (
            line.gap <= 1
            and _is_unfinished(before.raw)
            and not opens_anew(text)
            and not line.raw.startswith("\t")
        )
    if opens_anew(text) and not _is_unfinished(before.raw):
        return False
    if indents and line.indented:
        return False
    if not indents and ends_sentence(before.raw) and lead_phrase(text):
        return False  # nothing but its title shows that a paragraph begins
    full = width(before.raw.rstrip()) >= measure - 5
    if line.gap:
        return full and line.gap <= 1 and not ends_sentence(before.raw) and len(text) > 6
    if indents and not line.gap and not ends_sentence(before.raw) and width(before.raw) >= measure * 0.75:
        return True  # digits are narrower than characters: a full line may measure less
    return full or (_is_unfinished(before.raw) and width(before.raw) > measure // 2)


def _is_unfinished(raw: str) -> bool:
    """Whether the line cannot be the end of a paragraph."""
    text = raw.rstrip()
    inside = text.rfind("（") > max(text.rfind("）"), text.rfind("。"), len(text) - 12)  # （牵头 | 单位：…
    return len(text) > 15 and (text[-1] in _UNFINISHED or inside)


def ends_sentence(raw: str) -> bool:
    return raw.rstrip().rstrip(_CLOSERS)[-1:] in _STOPS


def opens_anew(text: str) -> bool:
    """Whether the line begins something new whatever stands before it."""
    if (
        annex_mark(text)
        or read_caption(text)
        or read_box(text, framed=True)
        or is_note(text)
        or is_unit_line(text)
    ):
        return True
    mark = opening_mark(text)
    return bool(mark or (list_mark(text) and not text.startswith("—")))


def soft_lines(text: str) -> list[str]:
    """The folded lines of a paragraph with line breaks inside; a break within a sentence is joined."""
    lines: list[str] = []
    for raw in text.split("\n"):
        part = fold(raw)
        if not part:
            continue
        apart = (
            not lines
            or ends_sentence(lines[-1])
            or opens_anew(part)
            or (len(lines[-1]) < 16 and len(part) < 40)
        )
        if apart:
            lines.append(part)
        else:
            lines[-1] = join_lines([lines[-1], part])
    return lines
