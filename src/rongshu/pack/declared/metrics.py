"""The metrics that a pack declares: ``metrics/*.yaml``, each an SQL expression with unit and meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from rongshu.pack.amount import Model
from rongshu.pack.schema import Name
from rongshu.pack.written.parse import line_at, parse_yaml, text_of
from rongshu.pack.written.refusal import refusal
from rongshu.pack.written.validate import validated
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError


class MetricDeclaration(Model):
    """What is computed: ``expression`` over ``table``; ``unit`` must be the expression's own.

    ``direction`` says which way is better; ``none`` where neither is.  ``timing`` says what a value counts:
    what happened in its months (flow), what was there (stock), or a relation of two (ratio).
    """

    id: str
    name: Name
    table: str
    expression: str
    unit: str = ""
    direction: Literal["up", "down", "none"] = "none"
    timing: Literal["", "flow", "stock", "ratio"] = ""
    source: str = ""


def load_metrics(directory: Path) -> tuple[MetricDeclaration, ...]:
    """The declared metrics of a pack, in file order.

    *Errors*: ``InputError`` with file and line of everything that is wrong, ids that stand twice included.
    """
    found: list[MetricDeclaration] = []
    wrong: list[Diagnostic] = []
    for path in sorted((directory / "metrics").glob("*.yaml")):
        found += _read(path, wrong)
    wrong += _repeated(found)
    if wrong:
        raise InputError(wrong)
    return tuple(found)


def _read(path: Path, wrong: list[Diagnostic]) -> tuple[MetricDeclaration, ...]:
    file = f"metrics/{path.name}"
    parsed = parse_yaml(file, text_of(path, file))
    wrong += parsed.diagnostics
    if not isinstance(parsed.value, list):
        if not parsed.diagnostics:
            wrong.append(
                refusal("wrong-type", file, 1, Bilingual("应为指标列表", "a list of metrics is expected"))
            )
        return ()
    metrics, refused = validated(
        MetricDeclaration, parsed.value, file, lambda place: (line_at(parsed.node, place), "")
    )
    wrong += refused
    return metrics


def _repeated(metrics: list[MetricDeclaration]) -> list[Diagnostic]:
    names = [metric.id for metric in metrics]
    twice = sorted({name for name in names if names.count(name) > 1})
    return [
        refusal(
            "duplicate-id", "metrics", 0, Bilingual(f"指标 {name} 重复", f"the metric {name} stands twice")
        )
        for name in twice
    ]
