"""What a load would bring, as plain JSON for scripts and for the page that asks for confirmation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rongshu.facts.intake.intake import Intake
from rongshu.facts.layout.header import ColumnMeaning
from rongshu.facts.words.reading import Reading
from rongshu.terms.diagnostic import Diagnostic
from rongshu.terms.quantity import written_decimal


def answer(path: Path, intake: Intake) -> dict[str, Any]:
    """``rows``, ``errors`` (of every severity) and ``columns`` as understood; numbers are decimal text."""
    return {
        "file": path.name,
        "rows": [row_of(reading) for reading in intake.readings],
        "errors": [problem_of(problem) for problem in intake.problems],
        "columns": [column_of(sheet, column) for sheet, column in intake.columns],
    }


def row_of(reading: Reading) -> dict[str, Any]:
    """One reading: entity, period, measure, value, unit, and the cell that it came from."""
    return {
        "entity": reading.entity,
        "entity_kind": reading.kind,
        **dict(reading.attributes),
        "period": reading.period.written(),
        "measure": reading.measure,
        "value": None if reading.value is None else written_decimal(reading.value),
        "unit": reading.unit,
        "state": reading.state,
        "basis": "comparison" if reading.aspect.endswith("last_year") else "reported",
        "sheet": reading.sheet,
        "cell": reading.cell,
        "written": reading.written,
        "written_unit": reading.written_unit,
        "derived": reading.derived,
    }


def problem_of(problem: Diagnostic) -> dict[str, Any]:
    """One problem with its sheet and cell; further cells where it concerns several."""
    first = problem.places[0]
    return {
        "sheet": first.sheet,
        "cell": first.cell,
        "message": problem.message.zh,
        "message_en": problem.message.en,
        "severity": str(problem.severity),
        "rule": problem.rule,
        "found": problem.found,
        "expected": problem.expected,
        "remedy": problem.remedy.zh,
        "remedy_en": problem.remedy.en,
        "also": [f"{place.sheet}!{place.cell}" for place in problem.places[1:]],
    }


def column_of(sheet: str, column: ColumnMeaning) -> dict[str, Any]:
    """How a column was understood."""
    return {
        "sheet": sheet,
        "column": column.column + 1,
        "title": "/".join(column.path),
        "role": column.role,
        "name": column.name,
        "aspect": column.aspect,
        "unit": column.unit,
        "period": column.span.written() if column.span and column.span.year else "",
    }
