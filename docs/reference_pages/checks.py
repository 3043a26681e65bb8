"""Every plan check: its sentence, what it says of its example, and what it keeps silent on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from reference_pages.table import table
from rongshu.pack.check import rules
from rongshu.pack.checks.rule import Kind, Rule, Sheet
from rongshu.pack.schema import Pack
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic

HEAD = """# 核对规则 Checks

由规则本身生成，请勿手改。Made from the rules themselves; do not edit.

`rongshu check` 对规划包逐条运行。严重程度（错误、警告、提示）说若属实有多要紧，
把握程度（确定、很可能、存疑）说有多大把握。
`rongshu check` runs each of them over a pack. Severity says how much it matters if true, certainty how sure
it is.
"""
KINDS = {
    Kind.CONTRADICTION: Bilingual("自相矛盾", "contradiction"),
    Kind.GAP: Bilingual("未写明", "something unsaid"),
    Kind.WORDING: Bilingual("文字", "wording"),
}
SEVERITIES = {"error": "错误 error", "warning": "警告 warning", "note": "提示 note"}
CERTAINTIES = {"certain": "确定 certain", "likely": "很可能 likely", "possible": "存疑 possible"}
_LEFT_OUT = {"id", "cite", "rule", "confidence", "about"}


def page() -> str:
    """The page in Markdown."""
    rows = [(f"[`{rule.name}`](#{rule.name})", KINDS[rule.kind].zh, rule.sentence.zh) for rule in rules()]
    listing = table(("规则 Rule", "种类 Kind", "含义 Meaning"), rows)
    return f"{HEAD}\n{listing}" + "".join(_section(rule) for rule in rules())


def _section(rule: Rule) -> str:
    example, counter = rule.example(), rule.counter_example()
    findings = list(rule.find(Sheet.of(example)))
    kind = KINDS[rule.kind]
    said = "".join(f"* {_finding(found)}\n" for found in findings)
    return (
        f"\n## {rule.name}\n\n{rule.sentence.zh}{rule.sentence.en}\n\n"
        f"种类 kind: {kind.zh} {kind.en}\n\n"
        f"会报告 it reports:\n\n```yaml\n{_written(example)}```\n\n{said}\n"
        f"不报告 it is silent on:\n\n```yaml\n{_written(counter)}```\n"
    )


def _finding(found: Diagnostic) -> str:
    graded = f"{SEVERITIES[found.severity]}，{CERTAINTIES[found.certainty]}"
    sum_ = f" `{found.arithmetic}`" if found.arithmetic else ""
    return f"{graded}: {found.message.zh}。{found.message.en}.{sum_}"


def _written(pack: Pack) -> str:
    """The items of a tiny pack, without addresses."""
    plain = pack.model_dump(mode="json", exclude_defaults=True)
    kept = {kind: _bare(items) for kind, items in plain.items() if kind != "about" and items}
    return yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=110)


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _bare(inner) for key, inner in value.items() if key not in _LEFT_OUT}
    if isinstance(value, list):
        return [_bare(inner) for inner in value]
    return value


def unsaid() -> Iterator[str]:
    """Rules whose sentence is missing in a language."""
    for rule in rules():
        if not (rule.sentence.zh and rule.sentence.en):
            yield rule.name
