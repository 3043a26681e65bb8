"""What may happen to a file next, and what its reading amounts to: decisions without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, Final

DEMONSTRATION: Final = "演示数据"
ROWS_KEPT: Final = 24
PROBLEMS_KEPT: Final = 400
SEVERITIES: Final = ("error", "warning", "note")


class State(StrEnum):
    """How far a file is."""

    QUEUED = "queued"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"
    LANDING = "landing"
    LANDED = "landed"
    UNDONE = "undone"
    DISCARDED = "discarded"


NEXT: Final[dict[State, frozenset[State]]] = {
    State.QUEUED: frozenset({State.READING, State.DISCARDED}),
    State.READING: frozenset({State.READ, State.UNREADABLE}),
    State.READ: frozenset({State.QUEUED, State.LANDING, State.DISCARDED}),
    State.UNREADABLE: frozenset({State.QUEUED, State.DISCARDED}),
    State.LANDING: frozenset({State.LANDED, State.READ}),
    State.LANDED: frozenset({State.UNDONE}),
    State.UNDONE: frozenset(),
    State.DISCARDED: frozenset(),
}
OPEN: Final = frozenset({State.QUEUED, State.READING, State.READ, State.UNREADABLE, State.LANDING})


def may_become(now: str, wanted: State) -> bool:
    """Whether a file in state ``now`` may go on to ``wanted``."""
    return wanted in NEXT[State(now)]


def may_land(state: str, answer: Mapping[str, Any]) -> bool:
    """Whether a file can be confirmed: it is read, has figures, and nothing in it is wrong."""
    counts = answer.get("counts", {})
    return may_become(state, State.LANDING) and counts.get("figures", 0) > 0 and not counts.get("error", 0)


def bounded(found: Mapping[str, Any]) -> dict[str, Any]:
    """What is kept of a preview: columns, a sample of rows, the first problems, how many there are."""
    rows, problems = found["rows"], found["errors"]
    worst = sorted(problems, key=lambda problem: SEVERITIES.index(problem["severity"]))
    return {
        "columns": found["columns"],
        "rows": sample(rows),
        "problems": worst[:PROBLEMS_KEPT],
        "counts": {
            "figures": len(rows),
            "subjects": len({(row["entity_kind"], row["entity"]) for row in rows}),
            **dict.fromkeys(SEVERITIES, 0),
            **Counter(problem["severity"] for problem in problems),
        },
        "measures": totals(rows),
        "periods": sorted({row["period"] for row in rows}),
    }


def sample(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows from the start, middle and end, so that a shift half-way down is seen."""
    if len(rows) <= ROWS_KEPT:
        return rows
    third = ROWS_KEPT // 3
    middle = len(rows) // 2
    return [*rows[:third], *rows[middle : middle + third], *rows[-third:]]


def totals(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """By measure: how many figures, how many of them without a value, and their unit."""
    counted: dict[str, dict[str, Any]] = {}
    for row in rows:
        entry = counted.setdefault(row["measure"], {"measure": row["measure"], "unit": row["unit"]})
        entry["figures"] = entry.get("figures", 0) + 1
        entry["missing"] = entry.get("missing", 0) + (row["value"] is None)
    return list(counted.values())


def is_invented(source: str) -> bool:
    """Whether a load's source says that its figures are made up."""
    return DEMONSTRATION in source
