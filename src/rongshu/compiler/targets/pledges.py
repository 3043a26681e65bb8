"""Targets in words: 完成省下达目标任务, 只增不减, 力争2030年前达到峰值."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from rongshu.compiler.reading.clauses import Piece, clauses_of, sentences_of
from rongshu.compiler.reading.periods import Bond, find_moments, without_moments
from rongshu.compiler.reading.stance import Stance
from rongshu.compiler.targets.said import Saying, Scene
from rongshu.compiler.targets.subjects import bare_subject
from rongshu.pack.amount import Amount, Operator

_HANDED_DOWN = re.compile(
    r"(?P<words>(?:全面|确保|按期|按时|力争)*完成(?:国家|中央|省委?|省政府|省级|市|市政府|上级)*[^，。]{0,4}下达[^，。]{0,16}?(?:目标任务|目标|任务|指标)+)"
)
_NEVER_LESS: tuple[tuple[re.Pattern[str], Operator], ...] = (
    (re.compile("只增不减|不减少|只升不降"), Operator.AT_LEAST),
    (re.compile("只减不增|不增加|负增长|只降不升"), Operator.AT_MOST),
    (re.compile("零增长"), Operator.EQUAL),
)
_BY_THEN = re.compile(r"达到峰值|实现?碳达峰|实现碳中和|取得[^，。]{0,6}突破|达峰")
_ANY = re.compile("下达|[增减升降]|峰|中和|突破")  # a word that every pledge has
_STRIVES = re.compile(r"力争|努力争取|争取|确保|努力")


def find_pledges(
    text: str, scene: Scene, units: Iterable[tuple[str, str]], start: int = 0
) -> Iterator[Saying]:
    """A saying for each pledge without a figure; ``units`` are names of indicators with their units."""
    if not _ANY.search(text):
        return
    known = tuple(units)
    for sentence in sentences_of(text):
        year = scene.year
        for clause in clauses_of(sentence):
            own = [m.year for m in find_moments(clause.text) if m.bond is Bond.OWN]
            year = own[-1] if own else year
            if clause.start < start:
                continue
            yield from _handed_down(clause, year, scene, known)
            yield from _never_less(clause, sentence, year)
            yield from _by_then(clause, own, scene)


def _handed_down(
    clause: Piece, year: int, scene: Scene, units: tuple[tuple[str, str], ...]
) -> Iterator[Saying]:
    match = _HANDED_DOWN.search(clause.text)
    if not match or scene.stance is Stance.PAST or not (year or scene.stance is Stance.GOAL):
        return
    subject = bare_subject(clause.text[: match.start()])
    unit = next((unit for name, unit in units if name and (name in subject.name or subject.name in name)), "")
    if subject.name:
        amount = Amount(unit=unit, operator=Operator.TEXT, words=match["words"])
        yield _saying(clause, match, subject.name, amount, year, scene, subject.scope)


def _never_less(clause: Piece, sentence: Piece, year: int) -> Iterator[Saying]:
    for pattern, operator in _NEVER_LESS:
        match = pattern.search(clause.text)
        strives = re.search("确保|力争|保持|实现|努力", sentence.text)
        if match and strives and year:
            subject = bare_subject(without_moments(clause.text[: match.start()]))
            if subject.name:
                amount = Amount(value=Decimal(0), operator=operator, words=match.group())
                yield _saying(clause, match, subject.name, amount, year, None, subject.scope)


def _by_then(clause: Piece, own: list[int], scene: Scene) -> Iterator[Saying]:
    strives, match = _STRIVES.search(clause.text), _BY_THEN.search(clause.text)
    if not strives or not match or not own or own[-1] < (scene.years.first or 1):
        return
    before = bare_subject(clause.text[: strives.start()]).name
    name = before or bare_subject(clause.text[strives.end() : match.start()]).name or match.group()
    name = re.sub("^实现", "", name)
    amount = Amount(operator=Operator.TEXT, words=clause.text[strives.start() : match.end()])
    yield _saying(clause, match, name, amount, own[-1], None, "")


def _saying(
    clause: Piece, match: re.Match[str], name: str, amount: Amount, year: int, scene: Scene | None, scope: str
) -> Saying:
    last = scene.years.last if scene else 0
    return Saying(
        start=clause.start + match.start(),
        end=clause.start + match.end(),
        kind="target",
        name=name,
        amount=amount,
        year=year or last,
        explicit=bool(year),
        subject=name,
        scope=scope,
        rule="statements.pledge",
        confidence=0.75,
    )
