"""Mechanisms nothing realises."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.checks.coverage import PENDING_STATUSES
from rongshu.pack.checks.invented import plan
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.checks.unsaid import together
from rongshu.pack.schema import Mechanism, Name
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, Place, Severity


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """规划提出的机制、平台或清单，尚没有落地的载体。
    A mechanism, system or list that the plan names is realised by nothing yet.
    """
    total = len(sheet.pack.mechanisms)
    zh, en = (
        f"规划提出的{total}项机制都尚无落地载体",
        f"none of the plan's {total} mechanisms is realised yet",
    )
    yield from together(list(_pending(sheet)), total, zh, en)


def _pending(sheet: Sheet) -> Iterator[Diagnostic]:
    for mechanism in sheet.pack.mechanisms:
        if not mechanism.realised_by and mechanism.status in PENDING_STATUSES:
            cites = mechanism.citations()
            yield finding(
                "mechanisms_pending",
                f"“{mechanism.name.zh}”尚无落地载体",
                f"{(mechanism.name.en or mechanism.name.zh)!r} is realised by nothing yet",
                [Place(cite=cites[0] if cites else None, item=mechanism.id, quote=mechanism.name.zh)],
                severity=Severity.NOTE,
                remedy=Bilingual(
                    "在 mechanisms.yaml 填写 realised_by，或写明由何处承担",
                    "fill in realised_by in mechanisms.yaml, or say who carries it",
                ),
            )


RULE = Rule(
    "mechanisms_pending",
    Kind.GAP,
    find,
    lambda: plan(
        mechanisms=(Mechanism(id="m", name=Name(zh="重点企业库", en="firm library"), cite=("p70",)),)
    ),
    lambda: plan(
        mechanisms=(
            Mechanism(id="m", name=Name(zh="重点企业库"), realised_by=("page:enterprises",), cite=("p70",)),
            Mechanism(id="n", name=Name(zh="政务外网"), status="existing", cite=("p71",)),
        )
    ),
)
