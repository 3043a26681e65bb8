"""Parks, chains and firms written in several ways."""

from __future__ import annotations

from collections.abc import Iterator

from rongshu.pack.checks.invented import plan
from rongshu.pack.checks.remarked import remarked
from rongshu.pack.checks.rule import Kind, Rule, Sheet
from rongshu.pack.schema import Name, Remark
from rongshu.terms.diagnostic import Diagnostic


def find(sheet: Sheet) -> Iterator[Diagnostic]:
    """同一园区、产业链或企业有几种写法。
    A park, chain or firm is written in several ways.
    """
    yield from remarked(sheet.pack, "spellings", ("spelling",))


RULE = Rule(
    "spellings",
    Kind.WORDING,
    find,
    lambda: plan(
        remarks=(
            Remark(
                id="r",
                kind="spelling",
                names=("东港园区", "东港工业园"),
                message=Name(zh="写法不一", en="drift"),
                cite=("p3", "p9"),
            ),
        )
    ),
    lambda: plan(
        remarks=(
            Remark(id="r", kind="duplicate", message=Name(zh="句子重复", en="twice"), cite=("p3", "p9")),
        )
    ),
)
