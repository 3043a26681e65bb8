"""翻一番 right before the level it leads to (翻一番，达到1500亿元): the level is the target, this a claim."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rongshu.compiler.reading.clauses import sentences_of
from rongshu.compiler.reading.periods import Bond, find_moments

_LEADS_ON = re.compile(
    r"翻(?P<times>[一两二三])?番(?P<more>以上)?[，、](?:力争|总量|总数)?(?:达到|达|至|增至|突破|超过)(?=\d)"
)


@dataclass(frozen=True, slots=True)
class Multiple:
    """So many times the level of ``since`` (0 where unsaid); it ends where the level it leads to begins."""

    start: int
    end: int
    times: Decimal
    more: bool
    since: int = 0


def multiples_in(text: str) -> Iterator[Multiple]:
    """Every multiple of a paragraph that a level follows.

    >>> [(str(m.times), m.since) for m in multiples_in("产值比2020年翻一番，达到1500亿元")]
    [('2', 2020)]
    """
    for sentence in sentences_of(text) if "番" in text else ():
        for match in _LEADS_ON.finditer(sentence.masked):
            moments = find_moments(sentence.text[: match.start()])
            compared = [m.year for m in moments if m.bond is Bond.COMPARED]
            yield Multiple(
                sentence.start + match.start(),
                sentence.start + match.end(),
                Decimal({"两": 4, "二": 4, "三": 8}.get(match["times"] or "", 2)),
                bool(match["more"]),
                compared[-1] if compared else 0,
            )
