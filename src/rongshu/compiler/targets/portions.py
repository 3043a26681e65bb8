"""Shares of one whole that a plan hands out: 甲、乙两大产业占比分别为45%、38%, 三次产业结构为5:50:45.

The parts of one whole come to no more than all of it; the three sectors come to all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rongshu.compiler.reading.clauses import Piece, clauses_of, sentences_of
from rongshu.compiler.reading.numbers import Figure, find_figures

_HANDED_OUT = re.compile(  # it takes a count (三大产业): names without one may overlap
    r"(?P<names>[^，。；]*?、[^，。；]*?)(?:[一二两三四五六七八九]|\d)[大个类]?(?:次)?[^，。；、]{0,6}?(?:产业链|产业|集群|行业|领域|板块|园区|县区?|片区)[^，。；、]{0,16}?"
    r"(?:占[^，。；、]{0,16}?|的)?(?:比重|比例|占比|份额)[^，。；、\d]{0,6}?分别"
)
# classes of statistics overlap: what is 战略性新兴 may be 高技术 as well
_OVERLAPPING = re.compile("战略性新兴|战新|高新技术|高技术|先进制造|数字经济|绿色|民营|新兴产业|未来产业")
_MOVES = re.compile("提高|提升|增长|增速|下降|降低|上升|较|比20")
_SECTORS = re.compile(
    r"(?:三次产业|一二三产业?|一、二、三产业|三产)(?:增加值)?(?:结构|比例|比重|比例结构|结构比例)[^，。；\d]{0,10}"
    r"(?P<parts>\d+(?:\.\d+)?(?:\s*[:：∶比]\s*\d+(?:\.\d+)?){2})"
)
ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Portions:
    """Percentages of one whole and where they stand; ``whole`` when they must come to all of it."""

    start: int
    end: int
    noun: str
    parts: tuple[Decimal, ...]
    whole: bool


def portions_in(text: str) -> Iterator[Portions]:
    """Every set of shares of one whole in a paragraph.

    >>> [p.parts for p in portions_in("三次产业结构优化为5:50:45。")]
    [(Decimal('5'), Decimal('50'), Decimal('45'))]
    """
    for match in _SECTORS.finditer(text):
        parts = tuple(Decimal(part.strip()) for part in re.split("[:：∶比]", match["parts"]))
        yield Portions(match.start("parts"), match.end("parts"), "三次产业结构", parts, whole=True)
    for sentence in sentences_of(text) if "分别" in text else ():
        for clause in clauses_of(sentence):
            yield from _handed_out(clause)


def _handed_out(clause: Piece) -> Iterator[Portions]:
    match = _HANDED_OUT.search(clause.text)
    if match is None or _OVERLAPPING.search(match["names"]) or _MOVES.search(clause.text):
        return
    shares = [figure for figure in find_figures(clause.text) if figure.start >= match.end()]
    if len(shares) > 1 and all(_is_share(figure) for figure in shares):
        start, end = clause.start + shares[0].start, clause.start + shares[-1].end
        yield Portions(start, end, "各部分占比", tuple(figure.value for figure in shares), whole=False)


def _is_share(figure: Figure) -> bool:
    return figure.unit == "%" and figure.upper is None
