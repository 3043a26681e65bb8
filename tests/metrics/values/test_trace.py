"""A value's trace: which months and measures, which loads, which cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from office.pages.running import fill, revise
from rongshu.facts.lake.lake import Lake
from rongshu.metrics.language.expression import Checked, check_expression
from rongshu.metrics.values.compute import TABLES
from rongshu.metrics.values.trace import inputs_of, trace

JUNE = 2025 * 12 + 5


def checked(text: str) -> Checked:
    return check_expression(text, TABLES)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    return fill(tmp_path)


def test_it_works(lake: Lake) -> None:
    found = trace(checked("sum(output)"), lake, JUNE, {"county": "西山县"})
    assert found.value == Decimal(50)
    assert [(cell["firm"], cell["cell"], cell["value"]) for cell in found.cells] == [
        ("丁", "C5", 5),
        ("乙", "C3", 45),
    ]
    assert [(load["load_id"], load["total"]) for load in found.loads] == [("load-2025-06", 50)]
    assert "SUM(output)" in found.sql.upper().replace("sum", "SUM") or "sum" in found.sql.lower()


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("sum(output)", [JUNE]),
        ("ytd(sum(output))", list(range(JUNE - 5, JUNE + 1))),
        ("100 * yoy(sum(output))", [JUNE - 12, JUNE]),
        ("last_year(sum(output))", [JUNE - 12]),
        ("mom(sum(output))", [JUNE - 1, JUNE]),
        ("rolling(sum(output), 3)", [JUNE - 2, JUNE - 1, JUNE]),
        (
            "100 * yoy(ytd(sum(output)))",
            [*range(JUNE - 17, JUNE - 11), *range(JUNE - 5, JUNE + 1)],
        ),
    ],
)
def test_words_over_periods_widen_the_months(text: str, months: list[int]) -> None:
    assert list(inputs_of(checked(text), JUNE).months) == months


def test_every_measure_of_a_quotient_is_named(lake: Lake) -> None:
    found = trace(checked("sum(output) / sum(electricity)"), lake, JUNE, {})
    assert found.inputs.measures == ("electricity", "output")
    assert found.count == 8
    assert found.value == pytest.approx(180 / 17)


def test_the_inputs_add_up_to_the_value(lake: Lake) -> None:
    found = trace(checked("ytd(sum(output))"), lake, JUNE, {"chain": "纺织链"})
    assert sum(load["total"] for load in found.loads) == found.value == 6 * 65


def test_a_revision_shows_its_own_cell_and_the_past_its_own(lake: Lake) -> None:
    revise(lake)
    now = trace(checked("sum(output)"), lake, JUNE, {"firm": "乙"})
    then = trace(checked("sum(output)"), lake, JUNE, {"firm": "乙"}, date(2025, 8, 1))
    assert (now.value, now.cells[0]["load_id"]) == (60, "revised")
    assert (then.value, then.cells[0]["load_id"]) == (45, "load-2025-06")


def test_nothing_there_is_nothing(lake: Lake) -> None:
    found = trace(checked("sum(output)"), lake, JUNE, {"county": "没有' OR 1=1 --"})
    assert (found.value, found.count, found.cells) == (None, 0, ())


def test_the_cells_come_by_pages(lake: Lake) -> None:
    whole = trace(checked("ytd(sum(output))"), lake, JUNE, {})
    assert whole.count == 22
    assert len(trace(checked("ytd(sum(output))"), lake, JUNE, {}, first=20).cells) == 2
