"""When a sentence speaks of: years, five-year labels, deadlines and comparisons in Chinese office prose."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FIVE = "一二三四五六七八九"
_LABEL = r"[“\"]?十([一二三四五六七八九])五[”\"]?"
_LABEL_TIME = r"(?:规划)?(?:期间|时期|期末|末期|末|以来|期|初|规划期)"
_YEAR = r"(?<!\d)((?:19|20)\d\d)"
_SHORT = r"(?:(?<=[、,，和至\-—–－~～])(\d\d))"


@dataclass(frozen=True, slots=True)
class PlanYears:
    """First and last year of the plan, 0 where unknown; ``base`` is the year before it starts."""

    first: int = 0
    last: int = 0

    @property
    def base(self) -> int:
        """The year the plan starts from."""
        return self.first - 1 if self.first else 0


def five_year_end(ordinal: str) -> int:
    """The last year of the plan with that ordinal: 四 is 2025, 五 is 2030."""
    return 1955 + 5 * (11 + _FIVE.index(ordinal))


def years_of_label(title: str, plan: PlanYears = PlanYears()) -> tuple[int, ...]:
    """The years that a table heading names, in order; ``“十四五”末`` counts as 2025.

    >>> years_of_label("2020年完成")
    (2020,)
    """
    found = [
        (match.start(), int(match.group(1)))
        for match in re.finditer(_YEAR + r"(?=年|/|$|[（(]|目|实|完|基|预|现)", title)
    ]
    found += [
        (match.start(), five_year_end(match.group(1)))
        for match in re.finditer(_LABEL + r"(?:规划)?(?:末|期末|目标|期间)", title)
    ]
    return tuple(year for _place, year in sorted(found))
