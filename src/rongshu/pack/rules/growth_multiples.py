"""Stated multiples against the two values they connect."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rongshu.pack.checks.figures import NEAR, Figure, Span
from rongshu.pack.checks.invented import amount, fact, indicator, plan, target
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.schema import Statement
from rongshu.terms.diagnostic import Diagnostic


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """规划写明的倍数，与前后两个数值之比不符。
    A stated multiple differs from the quotient of the two values it connects.
    """
    yield from _leading_on(sheet)
    statements = {statement.id: statement for statement in sheet.pack.statements}
    for multiple in sheet.figures:
        statement = None if multiple.table else statements.get(multiple.item)
        if multiple.sort != "multiple" or statement is None or not multiple.value:
            continue
        for now, then in _ends(sheet, multiple, _since(sheet, multiple, statement)):
            quotient = now.bounds.over(then.bounds)
            if quotient is not None and not quotient.meets(_allowed(multiple)):
                yield _report(multiple, now, then)


def _leading_on(sheet: Sheet) -> Iterator[Diagnostic]:
    """比2020年翻一番，达到1500亿元: the level right behind against the one of that year."""
    for claim_ in sheet.pack.claims:
        cites = claim_.citations()
        if claim_.kind != "multiple" or not cites:
            continue
        behind = [f for f in sheet.by_paragraph.get(cites[0].paragraph, ()) if f.cite and f.sort == "level"]
        now = next((f for f in behind if f.cite and 0 <= f.cite.start - cites[0].end <= 1), None)
        if now is None:
            continue
        multiple = Figure(claim_.id, now.name, claim_.amount, now.period, now.target, False, cites[0])
        first = sheet.pack.about.first_year
        since = claim_.when or (str(first - 1) if first else "")
        same = [f for f in sheet.by_core.get(now.meaning.core, ()) if f.sort == "level" and f.period == since]
        then = next((f for f in same if f.meaning == now.meaning and f.segment == now.segment), None)
        quotient = now.bounds.over(then.bounds) if then and then.unit.measure == now.unit.measure else None
        if then and quotient is not None and not quotient.meets(_allowed(multiple)):
            yield _report(multiple, now, then)


def _since(sheet: Sheet, multiple: Figure, statement: Statement) -> str:
    first = sheet.pack.about.first_year
    return statement.since or (str(first - 1) if first and multiple.target else "")


def _ends(sheet: Sheet, multiple: Figure, since: str) -> Iterator[tuple[Figure, Figure]]:
    same = [f for f in sheet.by_core.get(multiple.meaning.core, ()) if f.sort == "level"]
    same = [
        f for f in same if f.meaning.coverage == multiple.meaning.coverage and f.segment == multiple.segment
    ]
    then = next((f for f in same if since and f.period == since), None)
    now = next((f for f in same if f.period == multiple.period and f.target == multiple.target), None)
    if now and then and now.unit.measure == then.unit.measure and now.meaning.rank == then.meaning.rank:
        yield now, then


def _allowed(multiple: Figure) -> Span:
    """翻番 and whole multiples are said roundly; a decimal is meant to its last digit."""
    value = multiple.value
    if value == value.to_integral():
        return Span(value * (1 - NEAR), multiple.bounds.high.max(value * (1 + NEAR)))
    return multiple.bounds


def _report(multiple: Figure, now: Figure, then: Figure) -> Diagnostic:
    quotient = now.value / then.value if then.value else Decimal(0)
    return finding(
        "growth_multiples",
        f"“{now.name}”写为{multiple.number}倍，但{now.written} ÷ {then.written} = {quotient:.2f}倍",
        f"{now.name!r}: stated ×{multiple.number}, but {now.written} / {then.written} = ×{quotient:.2f}",
        (multiple.place(), now.place(), then.place()),
        arithmetic=f"{now.number} ÷ {then.number} = {quotient:.2f} ≠ {multiple.number}",
        found=f"{multiple.number}倍",
        expected=f"{quotient:.2f}倍",
    )


RULE = Rule(
    "growth_multiples",
    Kind.CONTRADICTION,
    find,
    lambda: plan(
        fact("高新技术企业", 2052, "家", base=amount(444, "家"), since="2020"),
        fact("高新技术企业", "5.6", "倍", "x", since="2020"),
    ),
    lambda: plan(
        fact("高新技术企业", 2052, "家", base=amount(444, "家"), since="2020"),
        fact("高新技术企业", "4.6", "倍", "x", since="2020"),
        indicator("规上工业企业", "家", 520, 1010),
        target("规上工业企业", 2, "倍", "x"),
    ),
)
