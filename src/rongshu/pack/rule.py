"""What a rule over a plan is, and the sheet it reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from rongshu.pack.figures import Figure, figures
from rongshu.pack.schema import Pack
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place, Severity


class Kind(StrEnum):
    """What a rule looks for."""

    CONTRADICTION = "contradiction"  # the plan says two things that cannot both be true
    GAP = "gap"  # the plan leaves something unsaid that its execution needs
    WORDING = "wording"  # the text has slips


@dataclass(frozen=True, slots=True)
class Sheet:
    """A pack spread out for the rules: its figures are read once."""

    pack: Pack
    figures: tuple[Figure, ...] = field(default=())

    @classmethod
    def of(cls, pack: Pack) -> Sheet:
        """The sheet of a pack."""
        return cls(pack, figures(pack))


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
        message=Bilingual(zh, en),
        places=tuple(places),
        certainty=certainty,
        found=found,
        expected=expected,
        remedy=remedy or Bilingual("核对原文，统一数据", "check the source and make the figures agree"),
        arithmetic=arithmetic,
    )
