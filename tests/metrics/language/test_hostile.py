"""Hostile expressions: refused with a reason in both languages, and never infinity, a crash or a file."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.facts.lake.firm_months import FIRM_MONTH
from rongshu.metrics.language.expression import RefusedExpression
from rongshu.metrics.values.inquiry import accepted, answer_metric, check_metric

DATA = """firm,county,month,output,tax,employees
一厂,甲县,2025-01,100,0,5
一厂,甲县,2025-02,110.5,0,0
二厂,乙县,2025-01,99999999999999,3,5
二厂,乙县,2025-02,,2,5
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data")
    (path / "firm_month.csv").write_text(DATA, encoding="utf-8")
    return path


def reasons(text: str) -> str:
    with pytest.raises(RefusedExpression) as refused:
        accepted(text, [FIRM_MONTH])
    assert all(reason.zh and reason.en for reason in refused.value.reasons)
    return " | ".join(reason.en for reason in refused.value.reasons)


def test_it_works() -> None:
    assert check_metric("sum(output) / sum(employees)")["unit"] == "万元/人"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("COPY firm_month TO 'x'", "no statement"),
        ("attach 'x'", "no statement"),
        ("PRAGMA version", "no statement"),
        ("with a as (select 1) select 1", "no statement"),
        ("sum(output) union select 1", "no statement"),
        ("sum(output) where county ~ 'a'", "no statement"),
        ("read_parquet('x')", "not allowed"),
        ("getenv('HOME')", "no function getenv"),
        ("[x for x in [1, 2]]", "not allowed"),
        ("list_transform([output], x -> x + 1)", "not allowed"),
        ("sum({'a': output}.a)", "not allowed"),
        ("sum(main.firm_month.output)", "no schema name"),
        ("sum(case when regexp_matches(county, '(a+)+$') then output end)", "not allowed"),
        ("1e999 * sum(output)", "too large"),
        ("9" * 44 + " * sum(output)", "too large"),
        ("sum(output)" + " + 1" * 500, "nested deeper"),
        ("not " * 300 + "true", "cannot be parsed"),
        ("case when true then " * 90 + "sum(output)" + " end" * 90, "cannot be parsed"),
        ("sum(month)", "takes numbers, not month"),
        ("sum(county || 'a')", "not allowed"),
        ("min(county)", "a metric is a number, not text"),
        ("sum(output) is null", "a metric is a number, not flag"),
        ("ytd(yoy(sum(output)))", "yoy is not additive"),
        ("yoy(last_year(sum(output)))", "last_year cannot stand inside yoy"),
        ("share(ranking(sum(output)))", "ranking is not additive"),
        ("random() * sum(output)", "not allowed"),
        ("sum(repeat('a', 1000000000))", "not allowed"),
        ("sum(U&'\\0041')", "not allowed"),
        ("floor(sum(output), 1)", "takes one argument"),
    ],
)
def test_refused(text: str, reason: str) -> None:
    assert reason in reasons(text)


@pytest.mark.parametrize(
    "text",
    [
        "sum(output) / sum(tax)",
        "sum(output) / 0",
        "sum(output) % 0",
        "avg(output / tax)",
        "sum(safe_divide(output, tax))",
        "safe_divide(sum(output), sum(tax))",
        "ln(sum(tax))",
        "sqrt(0 - sum(output))",
        "exp(sum(output))",
        "sum(tax) / (sum(tax) - sum(tax))",
    ],
)
def test_outside_the_domain_is_null(text: str, folder: Path) -> None:
    values = [row["value"] for row in answer_metric(text, folder, "month", ["county"])["values"]]
    assert None in values
    assert all(value is None or math.isfinite(float(value)) for value in values)


@pytest.mark.parametrize("text", ["sum(output) / 0", "sum(output) / (0.0)", "100 * sum(output) % 0 + 1"])
def test_a_divisor_that_is_zero_is_not_fit_to_be_declared(text: str) -> None:
    with pytest.raises(RefusedExpression, match="除数恒为零"):
        check_metric(text)


def test_an_overflow_is_refused(folder: Path) -> None:
    with pytest.raises(RefusedExpression, match="无法计算"):
        answer_metric("sum(output * output * output)", folder)


def test_comments_do_not_reach_the_engine(folder: Path) -> None:
    answer = answer_metric("sum(output) /* a /* b */ */ -- c", folder)
    assert "/*" not in answer["sql"]


PIECES = [
    *("sum(output)", "sum(tax)", "count(firm)", "avg(employees)", "output", "county", "month", "1e30", "0"),
    *(
        "+",
        "-",
        "*",
        "/",
        "%",
        "(",
        ")",
        ",",
        "null",
        "'a'",
        "yoy(",
        "ytd(",
        "share(",
        "ranking(",
        "rolling(",
    ),
    *(
        "ln(",
        "exp(",
        "sqrt(",
        "case when",
        "then",
        "else",
        "end",
        "filter (where",
        "in",
        "is null",
        ";",
        "--",
    ),
    *(
        "/*",
        "*/",
        "select",
        "from firm_month",
        '"',
        "[",
        "]",
        "->",
        "::int",
        "over ()",
        "{",
        "}",
        "\\",
        "\x00",
    ),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))
def test_fragments_are_accepted_or_refused(folder: Path, text: str) -> None:
    try:
        answer = answer_metric(text, folder, "month", ["county"])
    except RefusedExpression:
        return
    for row in answer["values"]:
        assert row["value"] is None or math.isfinite(float(row["value"]))
