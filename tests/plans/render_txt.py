"""A marked plan as flattened text: cells one a line after a tab, rows apart by a blank line."""

from __future__ import annotations

from marked import Block, Marked


def flattened(plan: Marked) -> str:
    """The document as an office's converter leaves it."""
    out: list[str] = []
    for block in plan.blocks:
        out += _block(block)
    return "\n".join(out) + "\n"


def _block(block: Block) -> list[str]:
    if block.kind == "table":
        return _table(block)
    if block.kind == "box":
        return [f"\t{block.text}", "", *[line for inner in block.inner for line in _block(inner)], ""]
    if block.kind in ("heading", "title"):
        return [block.text, ""]
    return [block.text]


def _table(block: Block) -> list[str]:
    if block.form == "md":
        return _ruled(block)
    if block.form == "sp":
        return [*["    ".join(row) for row in block.rows], ""]
    lines: list[str] = []
    for row in block.rows:
        lines += ["\t" + ("" if cell == "^" else cell) for cell in row if cell != "<"] + [""]
    return lines


def _ruled(block: Block) -> list[str]:
    lines = ["| " + " | ".join(row) + " |" for row in block.rows]
    lines.insert(block.header_rows, "|" + " --- |" * len(block.rows[0]))
    return [*lines, ""]
