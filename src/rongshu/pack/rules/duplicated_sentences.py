"""Sentences that stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.checks.invented import plan
from rongshu.pack.checks.remarked import remarked
from rongshu.pack.checks.rule import Kind, Rule, Sheet
from rongshu.pack.schema import Name, Remark
from rongshu.terms.diagnostic import Diagnostic


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """同一句话重复出现，或文字有残缺。
    A sentence stands twice, or words are missing.
    """
    yield from remarked(sheet.pack, "duplicated_sentences", ("duplicate", "damage"))


RULE = Rule(
    "duplicated_sentences",
    Kind.WORDING,
    find,
    lambda: plan(
        remarks=(
            Remark(id="r", kind="duplicate", message=Name(zh="句子重复", en="twice"), cite=("p3", "p9")),
        )
    ),
    lambda: plan(
        remarks=(Remark(id="r", kind="spelling", message=Name(zh="写法不一", en="drift"), cite=("p3", "p9")),)
    ),
)
