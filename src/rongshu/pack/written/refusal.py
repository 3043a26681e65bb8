"""One sentence of refusal: what was found, what was expected and what to do, with its file and line."""

from __future__ import annotations

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, Place, Severity


def refusal(
    rule: str,
    file: str,
    line: int,
    message: Bilingual,
    *,
    found: str = "",
    expected: str = "",
    remedy: Bilingual | None = None,
    cell: str = "",
    item: str = "",
) -> Diagnostic:
    """An error at a place of the pack."""
    return Diagnostic(
        rule=rule,
        severity=Severity.ERROR,
        message=message,
        places=(Place(file=file, line=line, cell=cell, item=item),),
        found=found[:200],
        expected=expected[:400],
        remedy=remedy or Bilingual("改正后重新载入", "correct it and load again"),
    )
