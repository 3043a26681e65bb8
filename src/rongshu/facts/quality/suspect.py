"""What a rule suspects, before its figures are looked up: who, when, which measures, and the arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Certainty


@dataclass(frozen=True, slots=True)
class Suspect:
    """Figures of ``subjects`` in ``month`` (months since year 0); ``kind`` is that of the rule.

    ``seen`` is the month whose figures are shown where it is another one: a missing figure has no cell.
    """

    kind: str
    subjects: tuple[str, ...]
    month: int
    measures: tuple[str, ...]
    message: Bilingual
    expected: str = ""
    arithmetic: str = ""
    certainty: Certainty = Certainty.LIKELY
    subject_kind: str = "firm"
    seen: int | None = None


def month_written(month: int) -> str:
    """``2025-06`` from months since year 0."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def shown(value: float) -> str:
    """A number as a person reads it: six digits, no exponent."""
    return f"{value:.2f}" if abs(value) >= 100 else f"{value:.4g}"
