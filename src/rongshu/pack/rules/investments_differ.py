"""One project with two investments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from rongshu.pack.amount import Amount
from rongshu.pack.checks.figures import span_of
from rongshu.pack.checks.invented import amount, claim, plan
from rongshu.pack.checks.rule import Kind, Rule, Sheet, finding
from rongshu.pack.checks.works import one_work
from rongshu.pack.schema import Claim, Pack, Project
from rongshu.terms.diagnostic import Diagnostic, Place
from rongshu.terms.quantity import written_decimal
from rongshu.terms.unit import Unit


@dataclass(frozen=True, slots=True)
class _Priced:
    name: str
    amount: Amount
    place: Place


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """同一项目的投资额前后不一。
    One project is given two different investments.
    """
    told: set[str] = set()
    for one, other in combinations(_priced(sheet.pack), 2):
        if one.place.cite == other.place.cite or one.name in told or not one_work(one.name, other.name):
            continue
        same = _measure(one.amount) == _measure(other.amount)
        if same and not span_of(one.amount).meets(span_of(other.amount)):
            told.add(one.name)
            yield _report(one, other)


def _measure(priced: Amount) -> str:
    return Unit.parse(priced.unit).measure


def _priced(pack: Pack) -> Iterator[_Priced]:
    """What sentences and the rows of annex tables say of named works."""
    for said in pack.claims:
        if said.kind == "cost":
            yield _Priced(said.noun, said.amount, _place(said, said.amount))
    for project in pack.projects:
        if project.annex and project.investment is not None and project.investment.known:
            yield _Priced(project.name, project.investment, _place(project, project.investment))


def _place(item: Claim | Project, priced: Amount) -> Place:
    cites = item.citations()
    quote = f"{written_decimal(priced.value)}{priced.unit}" if priced.value is not None else ""
    return Place(cite=cites[0] if cites else None, item=item.id, quote=quote)


def _report(one: _Priced, other: _Priced) -> Diagnostic:
    first, second = one.amount.written(), other.amount.written()
    return finding(
        "investments_differ",
        f"“{one.name}”的{'规模' if one.name.endswith('基金') else '投资额'}一处写{first}，一处写{second}",
        f"{one.name!r} is to cost {first} and also {second}",
        (one.place, other.place),
        arithmetic=f"{first} ≠ {second}",
        found=second,
        expected=first,
    )


RULE = Rule(
    "investments_differ",
    Kind.CONTRADICTION,
    find,
    lambda: plan(
        claims=(
            claim("cost", "临江茶叶中试基地", "6.8", "亿元", id="a"),
            claim("cost", "茶叶中试基地", 86000, "万元", id="b", cite=("p70",)),
        ),
    ),
    lambda: plan(
        claims=(
            claim("cost", "临江茶叶中试基地", "6.8", "亿元", id="a"),
            claim("cost", "茶叶中试基地", 68000, "万元", id="b", cite=("p70",)),
            claim("cost", "船坞一期", 3, "亿元", id="c", cite=("p71",)),
            claim("cost", "船坞二期", 5, "亿元", id="d", cite=("p72",)),
        ),
        projects=(
            Project(id="p", name="茶叶中试基地", annex=True, investment=amount("6.8", "亿元"), cite=("p90",)),
        ),
    ),
)
