"""A paragraph cut into sentences and clauses, with the numbers that belong to names hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_CLAUSE = re.compile(r"(?:[^，,：:]|(?<=\d),(?=\d{3}))+")
_TITLE = re.compile(r"《[^》]*》")
_QUOTED = re.compile(r"“[^”]{1,12}”")
_MASK = "□"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph: its words, the same with hidden numbers, and where it starts."""

    text: str
    masked: str
    start: int


NO_PIECE = Piece("", "", 0)


def masked(text: str) -> str:
    """The text with document titles and digits inside short quotations blotted out, length kept.

    >>> masked("落实《三年方案（2021—2023年）》，坚持“3820”工程")
    '落实□□□□□□□□□□□□□□□□□，坚持“□□□□”工程'
    """
    blotted = _TITLE.sub(lambda match: _MASK * len(match.group()), text)
    return _QUOTED.sub(lambda match: re.sub(r"[0-9]", _MASK, match.group()), blotted)


def sentences_of(text: str) -> Iterator[Piece]:
    """The sentences of a paragraph without their stops."""
    hidden = masked(text)
    for match in _SENTENCE.finditer(hidden):
        yield Piece(text[match.start() : match.end()], match.group(), match.start())


def clauses_of(sentence: Piece) -> Iterator[Piece]:
    """The parts of a sentence between commas and colons; a comma inside a number does not part."""
    for match in _CLAUSE.finditer(sentence.masked):
        yield Piece(sentence.text[match.start() : match.end()], match.group(), sentence.start + match.start())
