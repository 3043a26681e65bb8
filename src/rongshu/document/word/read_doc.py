"""Old Word files through antiword, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rongshu.document.guard import limits
from rongshu.document.guard.refusal import damaged, refusal
from rongshu.document.line.pieces import Reading
from rongshu.document.line.wrapped import width
from rongshu.document.text.read_txt import read_txt
from rongshu.terms.bilingual import Bilingual

_REMEDY = Bilingual(
    "请在 Word 或 WPS 中另存为 docx 后再上传", "save it as docx from Word or WPS and upload that"
)


def read_doc(content: bytes, name: str) -> Reading:
    """The pieces of a .doc file.  *Errors*: ``InputError`` where antiword is absent, fails or is slow."""
    program = shutil.which("antiword")
    if not program:
        raise refusal(
            "document-doc",
            name,
            Bilingual(
                "本机没有安装 antiword，不能读取旧版 .doc 文件",
                "antiword is not installed, so .doc is not read here",
            ),
            _REMEDY,
            found=".doc",
            expected="docx, pdf, txt, html",
        )
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "plan.doc"
        copy.write_bytes(content)
        text = _run([program, "-m", "UTF-8.txt", "-w", "0", str(copy)], name)
    return read_txt("\n".join(unwrapped(text.split("\n"))))


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines with the rows of tables whole: antiword sets a long cell over several lines.

    A line goes on with the row above when each of its cells stands below one that is full.
    """
    rows: list[list[str] | str] = []
    above: list[str] = []
    for line in lines:
        cells = line.strip().strip("|").split("|") if line.strip().startswith("|") else []
        row = rows[-1] if rows else ""
        if cells and isinstance(row, list) and len(cells) == len(above) and _goes_on(cells, above):
            rows[-1] = [before.rstrip() + cell.strip() for before, cell in zip(row, cells, strict=True)]
        else:
            rows.append(cells or line)
        above = cells
    return [row if isinstance(row, str) else "|" + "|".join(row) + "|" for row in rows]


def _goes_on(cells: Sequence[str], above: Sequence[str]) -> bool:
    filled = [before for cell, before in zip(cells, above, strict=True) if cell.strip()]
    empty = len(cells) - len(filled)
    return bool(filled) and empty > 0 and all(width(cell) - width(cell.rstrip()) <= 1 for cell in filled)


def _run(command: list[str], name: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, timeout=limits.DOC_SECONDS, check=False)  # noqa: S603 - fixed program
    except subprocess.TimeoutExpired as error:
        raise damaged(name, "doc", f"antiword: > {limits.DOC_SECONDS} s") from error
    if done.returncode or not done.stdout.strip():
        raise damaged(name, "doc", done.stderr.decode("utf-8", "replace") or "no text")
    return done.stdout.decode("utf-8", "replace")
