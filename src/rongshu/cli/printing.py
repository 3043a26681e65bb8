"""How the command answers: tables, JSON, and refused input as a list in the reader's language."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import typer

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, Place

if TYPE_CHECKING:
    from rongshu.document.blocks import Document


def language() -> str:
    """``zh`` or ``en``: what ``--lang`` or ``RONGSHU_LANG`` says, Chinese otherwise."""
    return "en" if os.environ.get("RONGSHU_LANG", "zh").lower().startswith("en") else "zh"


def said(zh: str, en: str) -> str:
    """The text in the reader's language."""
    return Bilingual(zh, en).in_language(language())


def print_json(answer: object) -> None:
    """Write ``answer`` to standard output as JSON."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=1, default=str) + "\n")


def plain_problem(problem: Diagnostic) -> dict[str, object]:
    """One problem for scripts: where it stands, what was found and expected, what to do."""
    first = problem.places[0] if problem.places else Place()
    return {
        "file": first.file,
        "sheet": first.sheet,
        "cell": first.cell,
        "field": first.item,
        "message": problem.message.zh,
        "message_en": problem.message.en,
        "severity": str(problem.severity),
        "rule": problem.rule,
        "found": problem.found,
        "expected": problem.expected,
        "remedy": problem.remedy.zh,
        "remedy_en": problem.remedy.en,
    }


def print_table(rows: Iterable[Sequence[str]]) -> None:
    """Write rows in columns as wide as their widest cell; a Chinese character counts as two."""
    from rich.cells import cell_len

    lines = [tuple(row) for row in rows]
    if not lines:
        return
    widths = [max(cell_len(row[column]) for row in lines) for column in range(len(lines[0]))]
    for row in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True))
        typer.echo("  ".join(padded).rstrip())


_COLOURS = {"error": typer.colors.RED, "warning": typer.colors.YELLOW, "note": typer.colors.BLUE}
_WORDS = {
    "error": Bilingual("错误", "error"),
    "warning": Bilingual("警告", "warning"),
    "note": Bilingual("提示", "note"),
    "certain": Bilingual("确定", "certain"),
    "likely": Bilingual("很可能", "likely"),
    "possible": Bilingual("存疑", "possible"),
}


def print_diagnostics(
    diagnostics: Iterable[Diagnostic], *, document: Document | None = None, error: bool = False
) -> None:
    """Write each finding with its places, what was found and expected, the sum and the remedy."""
    for diagnostic in diagnostics:
        word = _WORDS[diagnostic.severity].in_language(language())
        sure = _WORDS[diagnostic.certainty].in_language(language())
        head = typer.style(word, fg=_COLOURS[diagnostic.severity], bold=True)
        typer.echo(
            f"{head} [{diagnostic.rule}, {sure}] {diagnostic.message.in_language(language())}", err=error
        )
        for line in _details(diagnostic, document):
            typer.echo("    " + line, err=error)


def _details(diagnostic: Diagnostic, document: Document | None) -> Iterable[str]:
    if language() == "zh" and diagnostic.message.en:
        yield diagnostic.message.en
    for place in diagnostic.places:
        yield said("位置 ", "at ") + _placed(place, document)
    for label, text in (
        (said("发现 ", "found "), diagnostic.found),
        (said("应为 ", "expected "), diagnostic.expected),
        (said("算式 ", "arithmetic "), diagnostic.arithmetic),
        (said("处理 ", "what to do "), diagnostic.remedy.in_language(language())),
    ):
        if text:
            yield label + text


def _placed(place: Place, document: Document | None) -> str:
    """The place, with the sentence it cites where the document is at hand."""
    quote = place.quote
    if document and place.cite and place.cite.paragraph <= len(document.passages):
        quote = document.quote(place.cite)
    return f"{place} 「{quote}」" if quote else str(place)
