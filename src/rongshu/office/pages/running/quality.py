"""What is probably wrong with the figures: findings of declared rules, with cells and arithmetic."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from rongshu.facts.lake.lake import Lake
from rongshu.facts.quality.judge import QualityFinding, judge_quality, rules_in
from rongshu.metrics.values.inquiry import period_written
from rongshu.office.loads.wording import measure_name
from rongshu.office.pages.parts.listing import Cell, Column, Facet, Link, Row, Table, Tag
from rongshu.office.pages.parts.wording import CERTAINTIES, SEVERITIES, severity_tag, worded
from rongshu.office.pages.running.lake import once, settled
from rongshu.pack.declared.quality import QualityRules
from rongshu.terms.bilingual import Bilingual

KEEPS = ("known_on",)
COLUMNS = (
    Column("period", Bilingual("月份", "Month"), numeric=True),
    Column("subject", Bilingual("对象", "Subject"), lead=True),
    Column("severity", Bilingual("程度", "Severity")),
    Column("what", Bilingual("疑点", "What looks wrong"), wide=True),
    Column("found", Bilingual("发现", "Found")),
    Column("expected", Bilingual("应为", "Expected"), numeric=True),
    Column("arithmetic", Bilingual("算式", "Arithmetic")),
    Column("cells", Bilingual("单元格", "Cells")),
)


@dataclass(frozen=True, slots=True)
class RuleCount:
    """A declared rule and how often it found something."""

    id: str
    name: Bilingual
    tag: Tag
    measures: str
    count: int


def findings(
    lake: Lake, folder: Path, known_on: date | None
) -> tuple[QualityRules, tuple[QualityFinding, ...]]:
    """The rules that hold for the plan and what they find; worked out once per version of the lake.

    *Errors*: ``InputError`` for rules that are wrongly declared.
    """
    rules = rules_in([folder])
    key = ("quality", rules.id, rules.version, rules.model_dump_json())
    day = settled(lake, known_on)
    return rules, once(lake, day, key, lambda: judge_quality(lake, rules, None, day))


def rule_counts(rules: QualityRules, found: Sequence[QualityFinding]) -> tuple[RuleCount, ...]:
    """Every declared rule, also those that found nothing."""
    counts = Counter(each.rule for each in found)
    return tuple(
        RuleCount(
            rule.id,
            rule.name.bilingual(),
            severity_tag(rule.severity),
            _("、").join(measure_name(name) for name in rule.measures),
            counts[rule.id],
        )
        for rule in rules.rules
    )


def quality_table(rules: QualityRules, found: Sequence[QualityFinding], pages: Mapping[str, int]) -> Table:
    """The findings, newest month first; ``pages`` are the loads that the reader may open."""
    names = {rule.id: rule.name.bilingual() for rule in rules.rules}
    newest = sorted(found, key=lambda each: (-each.month, each.subjects))
    months = {
        period_written(each.month, "month"): Bilingual(period_written(each.month, "month")) for each in newest
    }
    facets = (
        Facet("rule", Bilingual("规则", "Rule"), names),
        Facet("severity", Bilingual("程度", "Severity"), SEVERITIES),
        Facet("month", Bilingual("月份", "Month"), months),
        Facet("certainty", Bilingual("把握", "Certainty"), CERTAINTIES),
    )
    rows = tuple(_row(number, each, pages) for number, each in enumerate(newest))
    return Table(COLUMNS, rows, facets, KEEPS)


def _row(number: int, finding: QualityFinding, pages: Mapping[str, int]) -> Row:
    told, period = finding.diagnostic, period_written(finding.month, "month")
    message = Bilingual(_worded(told.message.zh, finding), _worded(told.message.en, finding))
    links = tuple(
        Link(
            Bilingual(f"{place.file} {place.sheet}!{place.cell}"),
            f"/loads/{pages[place.item]}/" if place.item in pages else "",
        )
        for place in told.places
    )
    cells = (
        Cell(Bilingual(period), key=finding.month),
        Cell(Bilingual("、".join(finding.subjects))),
        Cell(tags=(severity_tag(told.severity.value),)),
        Cell(message),
        Cell(Bilingual(_worded(told.found, finding))),
        Cell(Bilingual(told.expected)),
        Cell(Bilingual(_worded(told.arithmetic, finding), _worded(told.arithmetic, finding))),
        Cell(links=links),
    )
    answers = {
        "rule": (finding.rule,),
        "severity": (told.severity.value,),
        "month": (period,),
        "certainty": (told.certainty.value,),
    }
    return Row(f"q-{number}", cells, answers, also=worded(CERTAINTIES, told.certainty.value).zh)


def _worded(text: str, finding: QualityFinding) -> str:
    """The sentence with measures called by their names in the reader's language."""
    for name in finding.measures:
        text = re.sub(rf"\b{re.escape(name)}\b", measure_name(name), text)
    return text
