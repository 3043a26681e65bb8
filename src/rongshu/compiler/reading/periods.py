"""When a sentence speaks of: years, five-year labels, deadlines and comparisons in Chinese office prose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

_FIVE = "一二三四五六七八九"
_LABEL = r"[“\"]?十(?P<label>[一二三四五六七八九])五[”\"]?"
_DASH = r"(?:—+|–|－|-|−|~|～|至|到)"
_LABEL_IN_HEADING = re.compile(_LABEL + r"(?:时期|规划|末|期末|目标|期间|完成|实际|实绩|预期|情况|$|/)")
_YEAR_IN_HEADING = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|/|$|[（(]|目|实|完|基|预|现)")
_TIME = re.compile(
    rf"(?P<before>截至|截止到|截止|(?<![高加升大长降低少小展增扩减])(?:到|至)|自|从|由|较|(?<![占同环])比|相比|与|是|为|相当于|[，,]?即)?"
    rf"(?:(?:(?:20\d\d)年?{_DASH})?(?P<year>(?<!\d)(?:19|20)\d\d)年(?:(?P<month>\d{{1,2}})月)?(?:\d{{1,2}}日)?"
    rf"|{_LABEL}(?=时?期|末|规划期|以来)(?:规划)?(?:期间|时期|期末|末期|末|期初|初期|以来|规划期))"
    rf"(?P<after>(?:年?底|年?末|年?初)?(?:以?前|之前|前后|左右)?)?"
)
_WHOLE = re.compile(
    r"规划期末|规划期内|规划期间|期末|(?:未来|今后|力争)?(?:用)?[三五3-5两]年(?:内|间|左右)?(?:时间)?(?=[，累净新年实培引完建创推盘达单培])"
)


_OPENS = re.compile(r"(?:展望|面向|再到|到时|力争|确保|努力|争取|预计|计划|其中|通过努力)*")


class Bond(StrEnum):
    """How a time is tied to the figure: it is the figure's own, what it is compared with, or its start."""

    OWN = "own"
    COMPARED = "compared"
    START = "start"


@dataclass(frozen=True, slots=True)
class PlanYears:
    """First and last year of the plan, 0 where unknown; ``guessed`` when the first is only probable."""

    first: int = 0
    last: int = 0
    guessed: bool = False

    @property
    def base(self) -> int:
        """The year the plan starts from."""
        return self.first - 1 if self.first else 0


UNKNOWN_YEARS = PlanYears()


@dataclass(frozen=True, slots=True)
class Moment:
    """A time named in a text; ``year`` is the last one of a span."""

    start: int
    end: int
    year: int
    bond: Bond
    opening: bool = False  # stands at the start of its text
    alone: bool = False  # is all of its text: 到2025年末，
    reaching: bool = False  # 到2025年: what follows is to be so by then; 2026年完成… speaks of that year only


def five_year_end(ordinal: str) -> int:
    """The last year of the plan with that ordinal: 四 is 2025, 五 is 2030."""
    return 1955 + 5 * (11 + _FIVE.index(ordinal))


def years_of_heading(title: str) -> tuple[int, ...]:
    """The years that a table heading names, in order; ``“十四五”末`` counts as 2025.

    >>> years_of_heading("2020年完成")
    (2020,)
    """
    found = [(match.start(), int(match.group(1))) for match in _YEAR_IN_HEADING.finditer(title)]
    found += [(match.start(), five_year_end(match["label"])) for match in _LABEL_IN_HEADING.finditer(title)]
    return tuple(year for _place, year in sorted(found))


def find_moments(text: str) -> tuple[Moment, ...]:
    """Every year, deadline and five-year label of a text, left to right.

    >>> [(m.year, m.bond.value) for m in find_moments("到2030年，比重较2025年提高3个百分点")]
    [(2030, 'own'), (2025, 'compared')]
    """
    return tuple(_moment(match, text) for match in _TIME.finditer(text))


def _moment(match: re.Match[str], text: str) -> Moment:
    year = int(match["year"]) if match["year"] else five_year_end(match["label"])
    before, following = match["before"] or "", text[match.end() : match.end() + 1]
    built_on = re.match("的?基础上", text[match.end() :])  # 在2025年基础上再翻一番
    bond = Bond.OWN
    if (
        built_on
        or before in ("较", "比", "相比", "与", "相当于")
        or (before in ("是", "为") and following == "的")
    ):
        bond = Bond.COMPARED
    elif before in ("由", "从") and following in "的（( 约近" and following:
        bond = Bond.START
    start = match.start("year") if before in ("是", "为", "由", "从") and match["year"] else match.start()
    opening = _OPENS.fullmatch(text[: match.start()]) is not None and before not in ("截至", "截止", "截止到")
    alone = opening and match.end() == len(text)
    aimed = re.match("年?(?:发展|阶段|工作)?目标|时", text[match.end() :]) or "展望" in text[: match.start()]
    reaching = before in ("到", "至") or bool(aimed or re.search("[末底前]", match["after"] or ""))
    return Moment(start, match.end(), year, bond, opening, alone, reaching)


def without_moments(text: str) -> str:
    """The text with its times taken out, and the 的 that ties one to a figure."""
    bare = re.sub(
        r"在?20\d\d年的?基础上|(?:较|比|相比|与)?(?:20\d\d)年(?:的|相比)|(?<![占同环])(?:较|比)(?:基期|上年|上年同期|去年|期初|规划期初)",
        "",
        text,
    )
    return _WHOLE.sub("", _TIME.sub("", bare))
