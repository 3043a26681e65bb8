"""What is wrong, where, and what to do about it: the form every check answers in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.citation import Citation


class Severity(StrEnum):
    """How much it matters if it is true."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Certainty(StrEnum):
    """How sure we are that it is true; independent of severity."""

    CERTAIN = "certain"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look: a file and line, a sheet and cell, or a passage of the source document."""

    file: str = ""
    line: int = 0
    sheet: str = ""
    cell: str = ""
    cite: Citation | None = None
    item: str = ""
    quote: str = ""

    def __str__(self) -> str:
        parts = [
            self.file + (f":{self.line}" if self.line else ""),
            "!".join(part for part in (self.sheet, self.cell) if part),
            str(self.cite or ""),
            self.item,
        ]
        return " ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about the input.

    ``rule`` is the stable name of the rule; ``message`` one sentence in both languages;
    ``places`` everything it was concluded from; ``arithmetic`` the sum written out.
    """

    rule: str
    severity: Severity
    message: Bilingual
    places: tuple[Place, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    found: str = ""
    expected: str = ""
    remedy: Bilingual = field(default_factory=lambda: Bilingual(""))
    arithmetic: str = ""

    def as_json(self) -> dict[str, Any]:
        """A plain dictionary with citations in their written form."""
        plain = asdict(self)
        for place, written in zip(self.places, plain["places"], strict=True):
            written["cite"] = str(place.cite or "")
        return plain


class InputError(Exception):
    """Raised when input cannot be taken at all; carries every diagnostic, not only the first."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(
            "\n".join(f"{d.places[0] if d.places else ''} {d.message.zh}" for d in self.diagnostics)
        )


def exit_status(diagnostics: Iterable[Diagnostic]) -> int:
    """0 when nothing is worse than a note, 1 for warnings, 2 for errors."""
    worst = 0
    for diagnostic in diagnostics:
        worst = max(worst, {"error": 2, "warning": 1, "note": 0}[diagnostic.severity])
    return worst
