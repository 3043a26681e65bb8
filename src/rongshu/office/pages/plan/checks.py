"""What the checks found, rule by rule, each with both places and the arithmetic."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from rongshu.office.pages.parts.listing import Cell, Column, Facet, Row, Table, Tag
from rongshu.office.pages.parts.wording import CERTAINTIES, SEVERITIES, severity_tag, worded
from rongshu.pack.check import rules
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic

COLUMNS = (
    Column("severity", Bilingual("程度", "Severity")),
    Column("message", Bilingual("发现", "Finding"), lead=True, wide=True),
    Column("certainty", Bilingual("把握", "Certainty")),
    Column("arithmetic", Bilingual("算式", "Arithmetic"), wide=True),
    Column("remedy", Bilingual("处理建议", "What to do"), wide=True),
    Column("rule", Bilingual("规则", "Rule")),
)
FEW = 5
_ORDER = {"error": 0, "warning": 1, "note": 2}
_CERTAINTY = {"certain": 0, "likely": 1, "possible": 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One diagnostic as shown."""

    diagnostic: Diagnostic
    tag: Tag
    certainty: Bilingual


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """All findings of one rule, the gravest first."""

    rule: str
    worst: str
    findings: tuple[Finding, ...]

    @property
    def unfolded(self) -> bool:
        """Whether the findings show at once: the grave ones, and the few."""
        return self.worst == "error" or len(self.findings) <= FEW

    @property
    def name(self) -> Bilingual:
        """The sentence that the official reads; the stable name of a rule that is no longer there."""
        return next((rule.sentence for rule in rules() if rule.name == self.rule), Bilingual(self.rule))


@dataclass(frozen=True, slots=True)
class CheckPage:
    """The findings asked for, by rule, and how many there are of each severity and certainty."""

    groups: tuple[RuleGroup, ...]
    severities: tuple[tuple[str, Tag, int], ...]
    certainties: tuple[tuple[str, Bilingual, int], ...]
    shown: int
    total: int


def check_page(diagnostics: Sequence[Diagnostic], severity: str = "", certainty: str = "") -> CheckPage:
    """The findings by rule, the rule with the gravest finding first."""
    chosen = [d for d in diagnostics if severity in ("", d.severity) and certainty in ("", d.certainty)]
    by_rule: dict[str, list[Diagnostic]] = defaultdict(list)
    for each in sorted(chosen, key=_gravity):
        by_rule[each.rule].append(each)
    groups = [
        RuleGroup(rule, found[0].severity, tuple(map(finding_of, found))) for rule, found in by_rule.items()
    ]
    return CheckPage(
        groups=tuple(sorted(groups, key=lambda group: (_ORDER[group.worst], group.rule))),
        severities=severity_counts(diagnostics),
        certainties=tuple(
            (code, word, sum(d.certainty == code for d in diagnostics)) for code, word in CERTAINTIES.items()
        ),
        shown=len(chosen),
        total=len(diagnostics),
    )


def severity_counts(diagnostics: Sequence[Diagnostic]) -> tuple[tuple[str, Tag, int], ...]:
    """Errors, warnings and notes with their lights and numbers, zero included."""
    counts = Counter(str(each.severity) for each in diagnostics)
    return tuple((code, severity_tag(code), counts[code]) for code in SEVERITIES)


def check_table(diagnostics: Sequence[Diagnostic]) -> Table:
    """The findings as a flat list, for export."""
    facets = (
        Facet("severity", Bilingual("程度", "Severity"), SEVERITIES),
        Facet("certainty", Bilingual("把握", "Certainty"), CERTAINTIES),
        Facet("rule", Bilingual("规则", "Rule")),
    )
    ordered = sorted(diagnostics, key=_gravity)
    return Table(COLUMNS, tuple(_row(index, each) for index, each in enumerate(ordered)), facets)


def _gravity(each: Diagnostic) -> tuple[int, int]:
    return _ORDER[each.severity], _CERTAINTY[each.certainty]


def finding_of(each: Diagnostic) -> Finding:
    """The diagnostic with its light and its words."""
    return Finding(each, severity_tag(each.severity), worded(CERTAINTIES, each.certainty))


def _row(index: int, each: Diagnostic) -> Row:
    cites = tuple(str(place.cite) for place in each.places if place.cite)
    cells = (
        Cell(tags=(severity_tag(each.severity),)),
        Cell(each.message, cites=cites),
        Cell(worded(CERTAINTIES, each.certainty)),
        Cell(Bilingual(each.arithmetic)),
        Cell(each.remedy),
        Cell(Bilingual(each.rule)),
    )
    facets = {"severity": (str(each.severity),), "certainty": (str(each.certainty),), "rule": (each.rule,)}
    return Row(f"{each.rule}-{index}", cells, facets)
