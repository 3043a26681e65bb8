"""What a rule over a plan is, and the sheet it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from rongshu.pack.checks.figures import Figure, figures
from rongshu.pack.schema import Industry, Pack, Section
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place, Severity

Key = TypeVar("Key")
Item = TypeVar("Item")


class Kind(StrEnum):
    """What a rule looks for."""

    CONTRADICTION = "contradiction"  # the plan says two things that cannot both be true
    GAP = "gap"  # the plan leaves something unsaid that its execution needs
    WORDING = "wording"  # the text has slips


@dataclass(frozen=True)
class Sheet:
    """A pack spread out for the rules: its figures are read once."""

    pack: Pack
    figures: tuple[Figure, ...] = field(default=())

    @classmethod
    def of(cls, pack: Pack) -> Sheet:
        """The sheet of a pack."""
        return cls(pack, figures(pack))

    @cached_property
    def by_paragraph(self) -> dict[int, list[Figure]]:
        """The figures of each paragraph."""
        return _grouped(self.figures, lambda figure: figure.cite.paragraph if figure.cite else 0)

    @cached_property
    def by_core(self) -> dict[str, list[Figure]]:
        """The figures of each core name."""
        return _grouped(self.figures, lambda figure: figure.meaning.core)

    @cached_property
    def headings_below(self) -> dict[str, list[Section]]:
        """The headings right below each section, in order."""
        headings = (section for section in self.pack.outline if section.kind == "heading")
        return _grouped(headings, lambda section: section.parent)

    @cached_property
    def industries_below(self) -> dict[str, list[Industry]]:
        """The industries and segments right below each."""
        return _grouped(self.pack.industries, lambda industry: industry.parent)

    @cached_property
    def by_source(self) -> dict[tuple[bool, str], list[Figure]]:
        """The figures of each item."""
        return _grouped(self.figures, lambda figure: figure.source)


def _grouped(items: Iterable[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    groups: dict[Key, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


Find = Callable[[Sheet], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its name, its kind, what finds, and a tiny pack it speaks up on and one it is silent on."""

    name: str
    kind: Kind
    find: Find
    example: Callable[[], Pack]
    counter_example: Callable[[], Pack]

    @property
    def sentence(self) -> Bilingual:
        """The sentence the official reads: the first two lines of the finder's docstring, zh and en."""
        lines = [line.strip() for line in (self.find.__doc__ or "").strip().splitlines()]
        return Bilingual(lines[0], lines[1] if len(lines) > 1 else "")


def nested(text: str) -> str:
    """The text with quotation marks inside quotation marks made single, as Chinese writes them.

    >>> nested("“省级“专精特新”企业”")
    '“省级‘专精特新’企业”'
    """
    written, depth = [], 0
    for sign in text:
        if sign == "“":
            depth += 1
            sign = "“" if depth == 1 else "‘"
        elif sign == "”":
            sign = "”" if depth <= 1 else "’"
            depth = max(0, depth - 1)
        written.append(sign)
    return "".join(written)


def finding(
    rule: str,
    zh: str,
    en: str,
    places: Iterable[Place],
    *,
    certainty: Certainty = Certainty.CERTAIN,
    severity: Severity = Severity.WARNING,
    arithmetic: str = "",
    found: str = "",
    expected: str = "",
    remedy: Bilingual | None = None,
) -> Diagnostic:
    """One finding in the form every check answers in."""
    return Diagnostic(
        rule=rule,
        severity=severity,
        message=Bilingual(nested(zh), en),
        places=tuple(places),
        certainty=certainty,
        found=found,
        expected=expected,
        remedy=remedy or Bilingual("核对原文，统一数据", "check the source and make the figures agree"),
        arithmetic=arithmetic,
    )
