"""What the preview page shows of a reading: columns to be confirmed, rows, problems with their cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rongshu.facts.workbook.grid import column_letters
from rongshu.office.loads.models import Delivery
from rongshu.office.loads.wording import (
    ASPECT_NAMES,
    ATTRIBUTE_NAMES,
    SEVERITY_NAMES,
    SKIP,
    STATE_NAMES,
    UNITS,
    column_choices,
    measure_name,
    said,
)

LIGHTS = {"error": ("bad", "square"), "warning": ("warn", "triangle"), "note": ("fair", "disc")}
ROLES = ("measure", "attribute")


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """One column as understood, and what may be said about it instead."""

    number: int
    sheet: str
    letters: str
    title: str
    role: str
    name: str
    word: str
    aspect: str
    aspect_word: str
    unit: str
    canonical: str
    period: str
    told: bool


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """One problem with its light, its cell and what to do."""

    severity: str
    word: str
    sheet: str
    cell: str
    also: tuple[str, ...]
    message: str
    found: str
    expected: str
    remedy: str

    @property
    def light(self) -> tuple[str, str]:
        """Tone and shape."""
        return LIGHTS.get(self.severity, ("plain", ""))


@dataclass(frozen=True, slots=True)
class Preview:
    """Everything that the page shows."""

    columns: tuple[ShownColumn, ...]
    rows: tuple[dict[str, Any], ...]
    problems: tuple[ShownProblem, ...]
    counts: dict[str, int]
    measures: tuple[dict[str, Any], ...]
    periods: tuple[str, ...]
    refused: tuple[dict[str, Any], ...]
    choices: tuple[tuple[str, str], ...]
    aspects: tuple[tuple[str, str], ...]

    @property
    def hidden(self) -> int:
        """Problems that are only in the annotated copy."""
        return sum(self.counts.get(each, 0) for each in LIGHTS) - len(self.problems)

    @property
    def span(self) -> str:
        """First and last period."""
        ends = dict.fromkeys((self.periods[0], self.periods[-1])) if self.periods else {}
        return " … ".join(ends)


def preview_of(delivery: Delivery) -> Preview | None:
    """The preview; ``None`` before the file was read."""
    answer = delivery.answer
    if not answer:
        return None
    return Preview(
        columns=tuple(
            _column(number, each, delivery.mapping) for number, each in enumerate(answer.get("columns", []))
        ),
        rows=tuple(_row(each) for each in answer.get("rows", [])),
        problems=tuple(_problem(each) for each in answer.get("problems", [])),
        counts=answer.get("counts", {}),
        measures=tuple(
            {**each, "word": measure_name(each["measure"])} for each in answer.get("measures", [])
        ),
        periods=tuple(answer.get("periods", [])),
        refused=tuple(answer.get("refused", [])),
        choices=tuple(column_choices()),
        aspects=tuple((code, str(word)) for code, word in ASPECT_NAMES.items() if code != "growth"),
    )


def _column(number: int, column: dict[str, Any], mapping: dict[str, Any]) -> ShownColumn:
    role = column["role"]
    name = column["name"] if role in ROLES else SKIP
    word = measure_name(name) if role == "measure" else str(ATTRIBUTE_NAMES.get(name, name))
    return ShownColumn(
        number=number,
        sheet=column["sheet"],
        letters=column_letters(column["column"] - 1),
        title=column["title"],
        role=role,
        name=name,
        word=word,
        aspect=column["aspect"],
        aspect_word=str(ASPECT_NAMES.get(column["aspect"], column["aspect"])),
        unit=column["unit"],
        canonical=UNITS.get(name, "") if role == "measure" else "",
        period=column["period"],
        told=column["title"] in mapping,
    )


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "word": measure_name(row["measure"]), "state_word": str(STATE_NAMES.get(row["state"], ""))}


def _problem(problem: dict[str, Any]) -> ShownProblem:
    return ShownProblem(
        severity=problem["severity"],
        word=str(SEVERITY_NAMES.get(problem["severity"], problem["severity"])),
        sheet=problem["sheet"],
        cell=problem["cell"],
        also=tuple(problem.get("also", [])),
        message=said(problem, "message"),
        found=problem["found"],
        expected=problem["expected"],
        remedy=said(problem, "remedy"),
    )
