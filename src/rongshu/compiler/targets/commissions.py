"""Things with a size that are to be finished: 5、6号机组投产, 12MW风机下线, 20万吨…项目建设."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from rongshu.compiler.reading.clauses import Piece, clauses_of, sentences_of
from rongshu.compiler.reading.numbers import Figure, find_figures
from rongshu.compiler.reading.stance import Stance
from rongshu.compiler.targets.said import Saying, Scene
from rongshu.compiler.targets.subjects import bare_subject
from rongshu.pack.amount import Amount, Operator

_NUMBERED = re.compile(
    r"(?P<low>\d{1,2})、(?:\d{1,2}、)*(?P<high>\d{1,2})号(?P<what>机组|线|生产线|高炉|泊位|窑|炉|厂房|楼)?[^，。；]{0,6}?"
    r"(?:投产|投运|建成|并网|开工|项目建设|建设)"
)
_DIGIT = re.compile(r"\d")
_LAST_VERB = re.compile(r".*(?:推动|推进|加快|谋划|促进|确保|工程|项目|建设|支持)")
_RATED = re.compile(r"^(?:MW|GW|兆瓦|吉瓦|万千瓦|千瓦|kW)$")
_FINISHED = re.compile(r"^(?P<what>[^，。；]{2,24}?)(?:下线|量产|投产|首飞|并网|投运|交付)")
_SIZED = re.compile(r"吨|立方米|千瓦|MW|GW|[台套辆只件片]$|平方米|米$")
_PROJECT = re.compile(r"^(?P<what>(?:/年)?[^，。；、\d]{2,24}?(?:项目|工程))")
_BUILDS = re.compile(r"推进|加快|建设|推动|实施|支持|抓好|引进|落地|促进")


def find_commissions(text: str, scene: Scene, start: int = 0) -> Iterator[Saying]:
    """A saying for each numbered unit, rated machine or sized project that is to be finished."""
    if scene.stance in (Stance.PAST, Stance.INTRODUCTION) or not _DIGIT.search(text):
        return
    for sentence in sentences_of(text):
        for clause in clauses_of(sentence):
            if clause.start >= start:
                yield from _numbered(clause)
                for figure in find_figures(clause.masked):
                    yield from _sized(clause, figure)


def _numbered(clause: Piece) -> Iterator[Saying]:
    for match in _NUMBERED.finditer(clause.masked):
        low, high = Decimal(match["low"]), Decimal(match["high"])
        owner = _LAST_VERB.sub("", clause.text[: match.start()])
        if owner and high > low:
            amount = Amount(value=low, upper=high, unit="号", operator=Operator.TEXT, words=match.group())
            yield _saying(clause, match.start(), match.end(), owner + (match["what"] or ""), amount)


def _sized(clause: Piece, figure: Figure) -> Iterator[Saying]:
    before, after = clause.text[: figure.start], clause.text[figure.end :]
    finished = _FINISHED.match(after) if _RATED.match(figure.unit) else None
    project = _PROJECT.match(after) if _SIZED.search(figure.unit) and _BUILDS.search(before) else None
    amount = Amount(value=figure.value, upper=figure.upper, unit=figure.unit, operator=Operator.EQUAL)
    if finished:
        yield _saying(clause, figure.start, figure.end, finished["what"].removeprefix("级"), amount)
    elif project:
        owner = bare_subject(before).name
        name = f"{owner}{clause.text[figure.start : figure.end]}{project['what']}"
        yield _saying(clause, figure.start, figure.end, name, amount)


def _saying(clause: Piece, start: int, end: int, name: str, amount: Amount) -> Saying:
    return Saying(
        clause.start + start, clause.start + end, "target", name, amount, subject=name,
        rule="statements.commission", confidence=0.5,
    )  # fmt: skip
