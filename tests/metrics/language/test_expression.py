"""What a metric may say, and every reason why it may not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.facts.tables.table import Column, Kind, Table
from rongshu.metrics.language.expression import RefusedExpression, check_expression

FIRMS = Table(
    "firm_month",
    (
        Column("firm", Kind.TEXT),
        Column("county", Kind.TEXT),
        Column("month", Kind.MONTH),
        Column("output", Kind.NUMBER, "万元"),
        Column("electricity", Kind.NUMBER, "万千瓦时"),
        Column("employees", Kind.WHOLE, "人"),
        Column("opened", Kind.DATE),
    ),
)
PARKS = Table(
    "park", (Column("park", Kind.TEXT), Column("area", Kind.NUMBER, "亩"), Column("county", Kind.TEXT))
)


def reasons(text: str) -> str:
    with pytest.raises(RefusedExpression) as refused:
        check_expression(text, [FIRMS, PARKS])
    assert all(reason.zh and reason.en for reason in refused.value.reasons)
    return " | ".join(reason.en for reason in refused.value.reasons)


def test_it_works() -> None:
    checked = check_expression("sum(output) / sum(employees)", [FIRMS, PARKS])
    assert (checked.table.name, checked.unit) == ("firm_month", "万元/人")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("yoy(ytd(sum(output)))", ""),
        ("rolling(sum(output), 3)", "万元"),
        ("weighted(output / employees, employees)", "万元/人"),
        ("count(distinct firm) filter (where output > 0)", ""),
        ("sum(case when county = '甲县' then output end)", "万元"),
        ("sum(park.area)", "亩"),
        ("sum(output * electricity)", "万元·万千瓦时"),
        ("100 * share(sum(output))", ""),
    ],
)
def test_accepted(text: str, unit: str) -> None:
    assert check_expression(text, [FIRMS, PARKS]).unit == unit


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1; drop table firm_month", "no statement"),
        ("sum(output) from read_csv('/etc/passwd')", "no statement"),
        ("read_text('/etc/passwd')", "no function read_text"),
        ("(select sum(area) from park)", "subquery"),
        ("sum(output) over ()", "instead of a window"),
        ("sum(area * output)", "stands in another table"),
        ("sum(firm_month.output) / sum(park.area)", "one table a metric"),
        ("sum(county)", "columns stand in"),
        ("sum(firm_month.county)", "takes numbers, not text"),
        ("sum(output) > 'a'", "mixes number and text"),
        ("sum(opened + output)", "takes numbers, not date"),
        ("summ(output)", "did you mean sum?"),
        ("sum(outptu)", "did you mean output?"),
        ("sum(output) + sum(employees)", "mixes the units 万元 and 人"),
        ("sum(sum(output))", "cannot nest"),
        ("output", "must aggregate"),
        ("sum(output) + output", "cannot be mixed"),
        ("ytd(count(distinct firm))", "not additive"),
        ("rolling(sum(output), 0)", "whole months"),
        ("sum(output)::int", "cast is not allowed"),
        ("*", "instead of *"),
        ("sum(output", "cannot be parsed"),
        ("(" * 80 + "1" + ")" * 80, "nested deeper"),
        ("sum(output) + 0 " * 400, "longer than"),
        ("", "one expression only"),
    ],
)
def test_refused(text: str, reason: str) -> None:
    assert reason in reasons(text)


def test_all_reasons_come_at_once() -> None:
    assert reasons("summ(output) + sum(outptu)").count("did you mean") == 2


@given(st.text(max_size=60))
def test_nothing_but_a_reason_comes_out_of_rubbish(text: str) -> None:
    try:
        outcome: object = check_expression(text, [FIRMS, PARKS]).unit
    except RefusedExpression as refused:
        outcome = refused.reasons
    assert outcome is not None
    assert outcome != ()
