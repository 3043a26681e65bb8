"""Which lines are headings: read from declared styles, from numbers, and from standing alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rongshu.document.line.captions import read_caption
from rongshu.document.line.leads import lead_phrase
from rongshu.document.line.marks import annex_mark, list_mark, opening_mark
from rongshu.document.line.pieces import Grid, Line, Piece
from rongshu.document.structure.levels import Candidate, assign_levels

_LONGEST = 60
_INSIDE = re.compile(r"[。；！？]")
_QUOTED = re.compile(r"“[^”]*”|《[^》]*》")
_FREE = re.compile(r"[\u4e00-\u9fffA-Za-z0-9“”‘’（）《》、·+/—\-\s]+")
_NOT_FREE = re.compile(
    r"(?:\d{4}年)|〔|号$|^(?:附件|抄送|主送|印发|签发)|(?:人民政府|办公厅|办公室|委员会|局)$|^[\d\s\-—]+$"
)
_FRONT = frozenset(
    {"前言", "引言", "序言", "序", "导言", "导语", "绪论", "结语", "结束语", "后记", "附则", "附录"}
)
_ALWAYS = frozenset({"part", "chapter", "section"})
# "（一）强化统筹。成立…" opens a section; "1.强化统筹。成立…" is an item with a lead
_LED = frozenset({"part", "chapter", "section", "han", "han-bracket", "decimal-2", "decimal-3", "decimal-4"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """A line is a heading of ``level``; its title is ``text[start:end]`` and more text may follow.

    ``title`` is set where the title stands on the next line (an annex word alone on its own).
    """

    level: int
    number: str
    start: int
    end: int
    title: str = ""


def judge(pieces: Sequence[Piece], skip: frozenset[int] = frozenset()) -> dict[int, Verdict]:
    """Index of a line → its verdict.  ``skip`` holds lines already known to be something else."""
    marked = _marked(pieces, skip)
    kept = [found for run in _runs(marked) if _is_heading_run(run, pieces) for found in run]
    taken = {found.index for found in kept}
    plain = _is_plain(pieces)
    free = [
        _free(index, pieces, taken, skip, plain=plain) for index in range(len(pieces)) if index not in taken
    ]
    kept = sorted([*kept, *(found for found in free if found)], key=lambda found: found.index)
    levels = assign_levels(kept)
    return {
        found.index: Verdict(
            levels[found.index], found.mark.printed if found.mark else "", found.start, found.end
        )
        for found in kept
    }


def _marked(pieces: Sequence[Piece], skip: frozenset[int]) -> list[Candidate]:
    lines = [
        (index, piece)
        for index, piece in enumerate(pieces)
        if isinstance(piece, Line) and index not in skip and not piece.hidden
    ]
    bare = any((mark := opening_mark(line.text)) and mark.system == "decimal-2" for _, line in lines)
    found = (
        _candidate(index, line, bare=bare)
        for index, line in lines
        if not _is_enclosure(line.text, pieces[index + 1 : index + 3])
    )
    return [candidate for candidate in found if candidate]


def _candidate(index: int, line: Line, *, bare: bool) -> Candidate | None:
    mark = annex_mark(line.text) or opening_mark(line.text, bare=bare)
    start = mark.end if mark else 0
    rest = line.text[start:]
    if line.outline:
        return Candidate(index, mark, start, len(line.text), "whole", line.outline)
    if not mark or read_caption(line.text):
        return None
    if _is_title(rest) or (mark.system == "annex" and not rest):
        return Candidate(index, mark, start, len(line.text), "whole")
    if mark.system in _LED and rest[-1:] in ("。", "：") and _is_title(rest[:-1]) and len(rest) <= 36:
        return Candidate(index, mark, start, len(line.text) - 1, "whole")
    phrase = _opening(line, start) if mark.system in _LED else ""
    if phrase:
        return Candidate(index, mark, start, start + len(phrase), "led")
    return Candidate(index, mark, start, len(line.text), "item")


def _is_enclosure(text: str, after: Sequence[Piece]) -> bool:
    """``附件：1.重点项目表`` at the foot of a letter lists what is enclosed; no table follows it."""
    mark = annex_mark(text)
    if not mark or mark.value or text[len(mark.printed) : mark.end].strip() not in ("：", ":"):
        return False
    return bool(opening_mark(text[mark.end :])) or not any(isinstance(piece, Grid) for piece in after)


def _opening(line: Line, start: int) -> str:
    """The title that a full stop parts from the text after it, or that is bold."""
    phrase = lead_phrase(line.text[start:], loose=True)
    if phrase and line.text[start + len(phrase)] == "。":
        return phrase
    bold = line.text[start : line.bold].rstrip("。：: ")
    return bold if 1 < len(bold) <= _LONGEST and line.bold < len(line.text) else ""


def _is_title(text: str) -> bool:
    if not 1 < len(text) <= _LONGEST or text[-1] in "。；：，、;:,！？":
        return False
    return not _INSIDE.search(_QUOTED.sub("", text))


def _runs(marked: Sequence[Candidate]) -> list[list[Candidate]]:
    """Candidates grouped into runs of one system that count on: 1. 2. 3. within one parent."""
    runs: list[list[Candidate]] = []
    open_runs: list[list[Candidate]] = []
    for found in marked:
        home = _continued(open_runs, found)
        if home is None:
            home = len([run for run in open_runs if _rank(run[-1]) < _rank(found)])
            runs.append([])
            open_runs[home:] = [runs[-1]]
        del open_runs[home + 1 :]
        open_runs[home].append(found)
    return runs


def _continued(open_runs: Sequence[list[Candidate]], found: Candidate) -> int | None:
    if not found.mark:
        return None
    for place in reversed(range(len(open_runs))):
        last = open_runs[place][-1].mark
        if last and last.system == found.mark.system and 0 < found.mark.value - last.value <= 2:
            return place
    return None


def _rank(found: Candidate) -> float:
    return found.mark.rank if found.mark else found.declared - 100.0


def _is_heading_run(run: Sequence[Candidate], pieces: Sequence[Piece]) -> bool:
    """Most members read as titles, and there is something under them."""
    if any(found.declared for found in run):
        return True
    titled = [found for found in run if found.shape != "item"]
    if len(titled) * 5 < len(run) * 3:
        return False
    mark = run[0].mark
    if mark and mark.system in _ALWAYS:
        return True
    if mark and mark.rank >= 50 and mark.value > 1 and len(run) == 1:
        return False  # 2. without 1. is the rest of something else
    adjacent = sum(after.index == before.index + 1 for before, after in pairwise(run))
    whole = all(found.shape == "whole" for found in run)
    bodiless = whole and len(run) > 1 and adjacent == len(run) - 1
    last = run[-1].index + 1
    return not bodiless and (last < len(pieces) or run[-1].shape == "led" or len(run) > 1)


def _is_plain(pieces: Sequence[Piece]) -> bool:
    """Whether nothing tells headings from text by their looks: no bold line, no style, no alignment."""
    return not any(_stands_out(piece) or piece.outline for piece in pieces if isinstance(piece, Line))


def _stands_out(line: Line) -> bool:
    return line.centred or 0 < len(line.text) <= line.bold


def _free(
    index: int, pieces: Sequence[Piece], taken: set[int], skip: frozenset[int], *, plain: bool
) -> Candidate | None:
    """A short unnumbered line without a stop that stands over running text."""
    line = pieces[index]
    if not isinstance(line, Line) or index in skip or line.hidden or not _reads_free(line):
        return None
    if index - 1 in taken and is_annex_title(line) and _is_annex_word(pieces[index - 1]):
        return None
    if not plain and not _stands_out(line) and not _is_front(line):
        return None
    after = pieces[index + 1] if index + 1 < len(pieces) else None
    stands_over = index + 1 in taken or (isinstance(after, Line) and _is_running(after))
    before = pieces[index - 1] if index else None
    alone = index - 1 in taken or not isinstance(before, Line) or index - 1 in skip or _is_running(before)
    if not (stands_over and alone) and not _is_front(line):
        return None
    return Candidate(index, None, 0, len(line.text), "front" if _is_front(line) else "free")


def is_annex_title(piece: Piece | None) -> bool:
    """Whether the piece can be the title below an annex word that stands alone."""
    return (
        isinstance(piece, Line) and _is_title(piece.text) and not list_mark(piece.text) and not piece.outline
    )


def _is_annex_word(piece: Piece) -> bool:
    mark = annex_mark(piece.text) if isinstance(piece, Line) else None
    return bool(mark and isinstance(piece, Line) and mark.end >= len(piece.text))


def _reads_free(line: Line) -> bool:
    text = line.text
    if _is_front(line):
        return True
    if not 3 < len(text) <= 24 or not _FREE.fullmatch(text) or _NOT_FREE.search(text):
        return False
    return not list_mark(text) and not read_caption(text) and sum(sign >= "\u4e00" for sign in text) >= 3


def _is_front(line: Line) -> bool:
    return re.sub(r"\s", "", line.text) in _FRONT


def _is_running(line: Line) -> bool:
    return len(line.text) > 40 or line.text[-1] in "。；：！？"
