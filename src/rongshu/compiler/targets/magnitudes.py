"""Orders of magnitude that a plan commits to: 打造千亿级产业集群, 成长为百亿企业."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rongshu.compiler.reading.clauses import Piece, clauses_of, sentences_of
from rongshu.compiler.reading.numbers import Figure, Magnitude, find_figures, find_magnitudes
from rongshu.compiler.reading.stance import Stance
from rongshu.compiler.targets.said import Saying, Scene
from rongshu.compiler.targets.subjects import bare_subject, following_object
from rongshu.pack.amount import Amount, Operator

_VERB = re.compile(
    r"(?P<verb>打造|建成|建设|发展|形成|培育|成长为|发展成为|发展为|壮大为|构建|扶引|引进|做成|创建|跻身)(?:成为|一批|若干|更多|一个|一条|新的?|具有|全国|国内)*$"
)
_JOINT = re.compile(r"(?:级|元级)?(?:企业|集团|产业|集群)?(?P<joint>、|和|乃至|至|到|—|-|或准|或|及|与)")
_PROGRAMME = re.compile(r"(?:计划|行动|工程|方案|目标|梯队|战略|培育库)")
_SUPPORT = re.compile(r"(?:支持|扶持|推动|鼓励|助推|引导|重点扶持)")
_BARE = re.compile(r"^(?:产业|企业|集群|项目|园区|产业集群|产业链|龙头企业)$")
_COUNTS = re.compile(r"^[家个条户项座]")


def find_commitments(text: str, scene: Scene, start: int = 0) -> Iterator[Saying]:
    """A saying for each magnitude that a verb of making governs and no number counts."""
    if scene.stance in (Stance.PAST, Stance.INTRODUCTION) or "亿" not in text:
        return
    for sentence in sentences_of(text):
        for clause in clauses_of(sentence):
            if clause.start >= start:
                yield from _in_clause(clause, sentence)


def _in_clause(clause: Piece, sentence: Piece) -> Iterator[Saying]:
    magnitudes = find_magnitudes(clause.masked)
    figures = find_figures(clause.masked)
    group: list[Magnitude] = []
    for index, magnitude in enumerate(magnitudes):
        group.append(magnitude)
        following = magnitudes[index + 1] if index + 1 < len(magnitudes) else None
        if following and _JOINT.fullmatch(clause.text[magnitude.end : following.start]):
            continue
        verb = _VERB.search(clause.text[: group[0].start])
        counted = any(_counts(figure, group, clause.text) for figure in figures)
        behind = following_object(clause.text[magnitude.end :])
        if verb and not counted and behind and not _PROGRAMME.search(behind):
            yield _saying(clause, sentence, group, verb["verb"], behind)
        group = []


def _counts(figure: Figure, group: list[Magnitude], text: str) -> bool:
    """Whether a figure is the magnitude itself or counts what has it (四个千亿级基地, 千亿级产业链6条)."""
    begin, end = group[0].start, group[-1].end
    if figure.start < end and begin < figure.end:
        return True
    between = text[figure.end : begin] if figure.end <= begin else text[end : figure.start]
    return bool(_COUNTS.match(figure.unit)) and "、" not in between


def _saying(clause: Piece, sentence: Piece, group: list[Magnitude], verb: str, behind: str) -> Saying:
    begin, end = group[0].start, group[-1].end
    words = clause.text[begin:end]
    return Saying(
        start=clause.start + begin,
        end=clause.start + end,
        kind="target",
        name=_name(clause, sentence, verb, words, behind),
        amount=_amount(group, clause, words),
        subject=behind,
        rule="statements.magnitude",
        confidence=0.5,
    )


def _amount(group: list[Magnitude], clause: Piece, words: str) -> Amount:
    values = sorted({magnitude.value for magnitude in group})
    joint = "".join(clause.text[a.end : b.start] for a, b in pairwise(group))
    if len(values) == 1:
        return Amount(value=values[0], unit="亿元", operator=Operator.ABOUT)
    if re.search("乃至|至|到|—|-", joint):
        return Amount(value=values[0], upper=values[-1], unit="亿元", operator=Operator.RANGE)
    return Amount(operator=Operator.TEXT, words=words)


def _name(clause: Piece, sentence: Piece, verb: str, words: str, behind: str) -> str:
    """Who grows, for firms that are to grow; else what is to be made, with 规模 where that says more."""
    if verb.endswith("为"):
        before = sentence.text[: clause.start - sentence.start]
        support = list(_SUPPORT.finditer(before))
        actors = before[support[-1].end() :].split("等")[0] if support else ""
        named = bare_subject(actors.split("，")[0]).name
        return f"{named}产值" if named else f"{behind}产值"
    return f"{words}{behind}" if _BARE.match(behind) else f"{behind}规模"
