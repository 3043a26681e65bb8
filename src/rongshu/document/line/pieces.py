"""What a reader of one format hands to the shared structuring stage, before any meaning is given.

A reader only reports what stands in the file and how it looks: lines with their style, grids of
cells, frames, pictures.  Whether a line is a heading is decided in one place for all formats.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from rongshu.terms.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of folded, non-empty text.

    ``gap`` counts the blank lines before it; ``tabbed`` says that a tab leads it (the trace of a
    frame in flattened text); ``bold`` is the length of the bold opening; ``outline`` the level that
    a style or tag declares (0: none); ``number`` an automatic number that already opens the text;
    ``listed`` is true for an item of a declared list; ``size`` in points, 0 where unknown;
    ``face`` the name of its typeface, empty where unknown;
    ``hidden`` lines keep their number but make no block (a table of contents).
    """

    text: str
    page: int = 0
    gap: int = 0
    tabbed: bool = False
    bold: int = 0
    outline: int = 0
    number: str = ""
    listed: bool = False
    centred: bool = False
    hidden: bool = False
    size: float = 0.0
    face: str = ""


@dataclass(frozen=True, slots=True)
class GridCell:
    """The folded, non-empty lines of one cell; ``origin`` is false where a span only continues."""

    lines: tuple[str, ...] = ()
    origin: bool = True

    @property
    def text(self) -> str:
        """The lines joined: nothing between Chinese characters, a blank elsewhere."""
        return join_lines(self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as found: rows of equal width.  ``header_rows`` 0 means that nobody declared them."""

    rows: tuple[tuple[GridCell, ...], ...]
    header_rows: int = 0
    page: int = 0
    gap: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """A text box or a one-cell table that frames a passage."""

    pieces: tuple[Piece, ...]
    page: int = 0


Piece = Line | Grid | Frame


@dataclass(frozen=True, slots=True)
class Reading:
    """The pieces of one file in reading order, the title its properties declare, and remarks."""

    pieces: tuple[Piece, ...]
    title: str = ""
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def join_lines(lines: tuple[str, ...] | list[str]) -> str:
    """One text from broken lines: a blank only between two Latin words, never within a number."""
    joined = ""
    for line in lines:
        words = joined[-1:].isascii() and joined[-1:].isalnum() and line[:1].isascii() and line[:1].isalnum()
        spaced = words and not (joined[-1].isdigit() and line[0].isdigit())
        joined += (" " if spaced else "") + line
    return joined
