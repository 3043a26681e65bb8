"""A span of calendar time as an office writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_FORMS = (
    (re.compile(r"(\d{4})"), "year"),
    (re.compile(r"(\d{4})H([12])"), "half"),
    (re.compile(r"(\d{4})Q([1-4])"), "quarter"),
    (re.compile(r"(\d{4})-(\d{2})"), "month"),
)
_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """First month and number of months; written ``2025``, ``2025H1``, ``2025Q3``, ``2025-06``.

    >>> Period.parse("2025Q2").last_month()
    (2025, 6)
    """

    year: int
    month: int = 1
    months: int = 12

    @classmethod
    def parse(cls, written: str) -> Period:
        """Read the written form.  *Errors*: ``ValueError`` naming what was found."""
        for pattern, kind in _FORMS:
            match = pattern.fullmatch(written.strip())
            if match:
                length = _MONTHS[kind]
                ordinal = int(match.group(2)) if match.lastindex == 2 else 1
                if 1 <= ordinal <= 12 // length:
                    return cls(int(match.group(1)), (ordinal - 1) * length + 1, length)
        raise ValueError(f"{written!r} is not a period; expected 2025, 2025H1, 2025Q3 or 2025-06")

    def last_month(self) -> tuple[int, int]:
        """Year and month in which the period ends."""
        index = self.year * 12 + self.month - 1 + self.months - 1
        return index // 12, index % 12 + 1

    def first_day(self) -> date:
        """The first calendar day of the period."""
        return date(self.year, self.month, 1)

    def __str__(self) -> str:
        if self.months == 12 and self.month == 1:
            return str(self.year)
        if self.months == 6:
            return f"{self.year}H{(self.month + 5) // 6}"
        if self.months == 3:
            return f"{self.year}Q{(self.month + 2) // 3}"
        return f"{self.year}-{self.month:02d}"
