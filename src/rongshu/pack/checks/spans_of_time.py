"""Office dates as spans of months: 2027年底, 2028年6月, 2029年前."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DATE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:\s*[年.\-/]\s*(?:(?P<month>\d{1,2})(?!\d)月?|(?P<half>[上下])半年"
    r"|第?(?P<quarter>[一二三四])季度)?)?(?P<part>[底末初]?)(?P<before>之?前|以前)?"
)
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Months:
    """First and last month counted from year 0; ``first`` is 0 where the words say "at the latest"."""

    first: int
    last: int

    def meets(self, other: Months) -> bool:
        """Whether both can be meant of one moment."""
        return self.first <= other.last and other.first <= self.last


def months_of(written: str) -> Months | None:
    """The months an office date can mean; ``None`` where there is no date.

    >>> months_of("2027年底"), months_of("2028年6月")
    (Months(first=24334, last=24335), Months(first=24341, last=24341))
    """
    match = _DATE.search(written)
    if match is None or not 0 <= int(match["month"] or 1) - 1 <= 11:
        return None
    start = int(match["year"]) * 12
    first, last = _within(match)
    return Months(0 if match["before"] else start + first, start + last)


def _within(match: re.Match[str]) -> tuple[int, int]:
    if match["month"]:
        month = int(match["month"]) - 1
        return month, month
    if match["half"]:
        return (0, 5) if match["half"] == "上" else (6, 11)
    if match["quarter"]:
        first = 3 * _QUARTERS.index(match["quarter"])
        return first, first + 2
    return {"底": (10, 11), "末": (10, 11), "初": (0, 2), "": (0, 11)}[match["part"]]
