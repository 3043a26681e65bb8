"""Invented plans for the compiler's tests: written as plain text, read by the house's own reader."""

from __future__ import annotations

from rongshu.document.blocks import Document, Source
from rongshu.document.structure.structure import structure
from rongshu.document.text.read_txt import read_txt

SOURCE = Source("plan.txt", "0" * 64, "txt", 1)
TITLE = "临溪市“十五五”制造业发展规划\n（2026—2030年）\n"


def written(text: str, title: str = TITLE) -> Document:
    """The document that a plain-text file with this title and text reads into."""
    return structure(read_txt(title + text), SOURCE)


def rows(*lines: str) -> str:
    """A table in pipes; the first line is its heading."""
    cells = [[part.strip() for part in line.split("|")] for line in lines]
    rule = ["---"] * len(cells[0])
    return "\n".join("| " + " | ".join(row) + " |" for row in [cells[0], rule, *cells[1:]]) + "\n"
