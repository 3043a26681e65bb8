"""Chinese enumerations cut into their members, each with its place in the paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_OPENING = "（(【[《“‘「『〔"
_CLOSING = "）)】]》”’」』〕"
_JOINERS = ("以及", "及", "和", "与", "或")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph: its words and where they start."""

    text: str
    start: int

    @property
    def end(self) -> int:
        """Where it stops, exclusive."""
        return self.start + len(self.text)

    def cut(self, start: int, end: int | None = None) -> Span:
        """The part between two offsets counted from the span's own start."""
        return Span(self.text[start:end], self.start + start)

    def trimmed(self, marks: str = " \t　“”\"'‘’") -> Span:
        """The same without blanks and the given marks at both ends."""
        lead = len(self.text) - len(self.text.lstrip(marks))
        return Span(self.text.strip(marks), self.start + lead)


def split(span: Span, marks: str) -> Iterator[Span]:
    """The pieces between any of the marks; marks inside brackets or quotation marks do not count."""
    if not any(mark in span.text for mark in marks):
        yield span
        return
    depth = begin = 0
    for match in _signs(marks).finditer(span.text):
        sign, offset = match.group(), match.start()
        if sign in _OPENING:
            depth += 1
        elif sign in _CLOSING:
            depth = max(0, depth - 1)
        elif not depth:
            yield span.cut(begin, offset)
            begin = offset + 1
    yield span.cut(begin)


@cache
def _signs(marks: str) -> re.Pattern[str]:
    """The marks that part and the brackets that hold together."""
    return re.compile(f"[{re.escape(_OPENING + _CLOSING + marks)}]")


def sentences(text: str) -> Iterator[Span]:
    """The sentences of a paragraph, without their stops."""
    return (piece for piece in split(Span(text, 0), "。；;！？\n") if piece.text.strip())


def clauses(sentence: Span) -> Iterator[Span]:
    """The parts of a sentence between commas and colons."""
    return (piece for piece in split(sentence, "，,：:") if piece.text.strip())


def members(span: Span, shortest: int = 2) -> list[Span]:
    """The members of a ``甲、乙和丙`` list.  A joiner counts only in the last member, where both sides
    are at least ``shortest`` characters long: ``三和`` and ``四和机械`` stay whole.

    >>> [piece.text for piece in members(Span("长风、四和机械和白鹭科技", 0))]
    ['长风', '四和机械', '白鹭科技']
    """
    pieces = [piece for piece in split(span, "、") if piece.text.strip()]
    if not pieces:
        return []
    return [*pieces[:-1], *_joined(pieces[-1], shortest)]


def _joined(span: Span, shortest: int) -> list[Span]:
    """The last member, cut at its joiner where it has one."""
    for joiner in _JOINERS:
        for match in re.finditer(joiner, span.text):
            left, right = span.cut(0, match.start()), span.cut(match.end())
            if _whole(left.text, shortest) and _whole(right.text, shortest):
                return [left, right]
    return [span]


def _whole(text: str, shortest: int) -> bool:
    """Whether a side of a joiner can stand alone: long enough, its brackets closed."""
    balanced = sum(sign in _OPENING for sign in text) == sum(sign in _CLOSING for sign in text)
    return balanced and len(text.strip()) >= shortest
