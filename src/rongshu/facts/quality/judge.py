"""All declared data-quality rules over a lake: findings with load, sheet, cell and the arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from rongshu.facts.lake.firm_months import MEASURE_NAMES
from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.facts.quality import (
    contradiction,
    county_total,
    duplicate,
    jump,
    missing,
    sign,
    stuck,
    unit_slip,
)
from rongshu.facts.quality.panel import Panel, read_panel
from rongshu.facts.quality.suspect import Suspect
from rongshu.facts.tables.declared import STANDARDS
from rongshu.pack.declared.quality import FILE, QualityRule, QualityRules, load_quality
from rongshu.pack.written.files import find_used
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity
from rongshu.terms.quantity import written_decimal

FINDERS: dict[str, Callable[[Panel, QualityRule], Iterator[Suspect]]] = {
    "missing": missing.find,
    "sign": sign.find,
    "unit_slip": unit_slip.find,
    "duplicate": duplicate.find,
    "contradiction": contradiction.find,
    "jump": jump.find,
    "stuck": stuck.find,
}
# a figure that one of the first explains is not told a second time by the latter
EXPLAINED_BY = {
    "jump": ("unit_slip", "duplicate", "contradiction"),
    "contradiction": ("duplicate", "unit_slip"),
}


@dataclass(frozen=True, slots=True)
class QualityFinding:
    """What a rule found: who and when, for pages and lists, and the finding as every check writes it."""

    rule: str
    kind: str
    subjects: tuple[str, ...]
    month: int
    measures: tuple[str, ...]
    diagnostic: Diagnostic


def rules_in(packs: Iterable[Path] = ()) -> QualityRules:
    """The rules of the last of the packs that declares any, those of the standards otherwise.

    *Errors*: ``InputError`` with file and line of everything that is wrong in it.
    """
    own = [folder for folder in packs if (folder / FILE).is_file()]
    folder = own[-1] if own else find_used(STANDARDS)
    return load_quality(folder or Path(STANDARDS))


def judge_quality(
    lake: Lake, rules: QualityRules, month: int | None = None, known_on: date | None = None
) -> tuple[QualityFinding, ...]:
    """What is probably wrong, by month and subject; only of ``month`` where it is given.

    *Errors*: ``InputError`` when a rule names a measure that there is not.
    *Cost*: about three seconds for 2 600 firms and 60 months.
    """
    _known_measures(rules)
    with ledger_opened(lake, known_on) as connection:
        panel = read_panel(connection, sorted({m for rule in rules.rules for m in rule.measures}))
        suspects = [
            (rule, suspect)
            for rule in rules.rules
            for suspect in _suspects(connection, panel, rule)
            if month is None or suspect.month == month
        ]
        kept = _unexplained(suspects)
        cells = _cells(connection, [suspect for _rule, suspect in kept])
    loads = {load.id: load for load in lake.loads()}
    found = (_finding(rule, suspect, cells, loads) for rule, suspect in kept)
    return tuple(sorted(found, key=lambda one: (one.month, one.subjects, one.kind)))


def _known_measures(rules: QualityRules) -> None:
    wrong = [
        Diagnostic(
            "quality.measure",
            Severity.ERROR,
            Bilingual(f"没有指标 {measure}", f"no measure {measure}"),
            (Place(file=FILE, item=rule.id),),
            expected=", ".join(MEASURE_NAMES),
        )
        for rule in rules.rules
        for measure in rule.measures
        if measure not in MEASURE_NAMES
    ]
    if wrong:
        raise InputError(wrong)


def _suspects(connection: duckdb.DuckDBPyConnection, panel: Panel, rule: QualityRule) -> Iterable[Suspect]:
    if rule.kind == "county_total":
        return county_total.find(connection, rule)
    return FINDERS[rule.kind](panel, rule) if panel.firms else ()


def _unexplained(suspects: Sequence[tuple[QualityRule, Suspect]]) -> list[tuple[QualityRule, Suspect]]:
    there = {(suspect.kind, name, suspect.month) for _rule, suspect in suspects for name in suspect.subjects}
    return [
        (rule, suspect)
        for rule, suspect in suspects
        if not any(
            (kind, name, suspect.month) in there
            for kind in EXPLAINED_BY.get(suspect.kind, ())
            for name in suspect.subjects
        )
    ]


Key = tuple[str, str, int, str]
Cell = tuple[str, str, str, str]
_KEY = ("subject_kind", "subject", "last", "measure")
_FEW = 500
# a few subjects are told beforehand, so that releases are compared of theirs alone
_CELLS = """
    SELECT subject_kind, subject, last, measure, load_id, sheet, cell, value
    FROM (SELECT *, month + months - 1 AS last FROM readings
          WHERE coalesce(list_contains(?::VARCHAR[], subject), true))
    SEMI JOIN wanted USING (subject_kind, subject, last, measure)
"""


def _cells(connection: duckdb.DuckDBPyConnection, suspects: Sequence[Suspect]) -> dict[Key, Cell]:
    """Load, sheet, cell and value of every figure that a suspect is about."""
    wanted = {key for suspect in suspects for key in _keys(suspect)}
    if not wanted:
        return {}
    subjects = sorted({subject for _kind, subject, _month, _measure in wanted})
    connection.register("wanted", pa.Table.from_pylist([dict(zip(_KEY, key, strict=True)) for key in wanted]))
    try:
        rows = connection.execute(_CELLS, [subjects if len(subjects) <= _FEW else None])
        return {
            tuple(row[:4]): (*row[4:7], "" if row[7] is None else written_decimal(row[7]))
            for row in rows.fetchall()
        }
    finally:
        connection.unregister("wanted")


def _keys(suspect: Suspect) -> list[Key]:
    month = suspect.month if suspect.seen is None else suspect.seen
    return [
        (suspect.subject_kind, subject, month, measure)
        for subject in suspect.subjects
        for measure in suspect.measures
    ]


def _finding(
    rule: QualityRule, suspect: Suspect, cells: dict[Key, Cell], loads: dict[str, Load]
) -> QualityFinding:
    found = [(key, cells[key]) for key in _keys(suspect) if key in cells]
    places = tuple(
        Place(file=loads[load].file if load in loads else "", sheet=sheet, cell=cell, item=load)
        for _key, (load, sheet, cell, _value) in found
    )
    values = "; ".join(f"{key[3]} {cell[3]}" for key, cell in found)
    diagnostic = Diagnostic(
        f"quality.{rule.id}",
        Severity(rule.severity),
        suspect.message,
        places,
        suspect.certainty,
        found="" if suspect.seen is not None else values,
        expected=suspect.expected,
        remedy=Bilingual("与填报单位核对，改正后重新入库", "ask the sender, mend and load again"),
        arithmetic=suspect.arithmetic,
    )
    return QualityFinding(
        rule.id, suspect.kind, suspect.subjects, suspect.month, suspect.measures, diagnostic
    )
