"""What was noticed while the prose was at hand, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rongshu.pack.checks.rule import finding
from rongshu.pack.schema import Pack
from rongshu.terms.diagnostic import Certainty, Diagnostic, Place, Severity

_SURE = 0.9


def remarked(pack: Pack, rule: str, kinds: Sequence[str]) -> Iterator[Diagnostic]:
    """One finding for every remark of these kinds, with all its addresses."""
    for remark in pack.remarks:
        if remark.kind in kinds:
            cites = remark.citations()
            names = [*remark.names, *[""] * (len(cites) - len(remark.names))]
            places = [
                Place(cite=cite, item=remark.id, quote=name) for cite, name in zip(cites, names, strict=False)
            ]
            yield finding(
                rule,
                remark.message.zh,
                remark.message.en or remark.message.zh,
                places or [Place(item=remark.id)],
                certainty=Certainty.CERTAIN if remark.confidence >= _SURE else Certainty.LIKELY,
                severity=Severity.NOTE,
                found="、".join(remark.names),
            )
