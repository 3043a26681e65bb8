"""Values of metrics over CSV and Parquet against a computation of their own in pandas."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from rongshu.metrics.language.expression import RefusedExpression
from rongshu.metrics.values.inquiry import answer_metric

Answer = dict[tuple[str, ...], float | None]
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]


def figures() -> pd.DataFrame:
    """Twelve firms, two years; one enters in the second, one leaves out a month, prices are zero at times."""
    draw = random.Random(3)
    rows = [
        {
            "firm": f"f{firm}",
            "county": "AB"[firm % 2],
            "month": month,
            "output": round(draw.uniform(10, 500), 2),
            "employees": draw.randint(0, 200),
            "price": draw.choice([1, 2, 0]),
        }
        for firm in range(12)
        for month in MONTHS
        if not (firm == 3 and month < "2025") and (firm, month) != (5, "2025-06")
    ]
    return pd.DataFrame(rows)


DATA = figures()


@pytest.fixture(scope="module", params=["csv", "parquet"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp(request.param)
    if request.param == "csv":
        DATA.to_csv(path / "firm_month.csv", index=False)
    else:
        DATA.to_parquet(path / "firm_month.parquet")
    return path


def asked(folder: Path, text: str, grain: str | None, *by: str) -> Answer:
    found = answer_metric(text, folder, grain, by)["values"]
    return {
        tuple(str(row[name]) for name in (*(["period"] if grain else []), *by)): (
            None if row["value"] is None else float(row["value"])
        )
        for row in found
    }


def by_month(column: str) -> pd.DataFrame:
    return DATA.pivot_table(index="month", columns=column, values="output", aggfunc="sum")


def told(table: pd.DataFrame) -> Answer:
    return {
        (month, name): None if pd.isna(value) else float(value)
        for name, series in table.items()
        for month, value in series.items()
    }


def ytd(table: pd.DataFrame) -> pd.DataFrame:
    return table.groupby(table.index.str[:4]).cumsum()


CASES: list[tuple[str, Callable[[pd.DataFrame], pd.DataFrame]]] = [
    ("sum(output)", lambda table: table),
    ("ytd(sum(output))", ytd),
    ("yoy(sum(output))", lambda table: table / table.shift(12) - 1),
    ("yoy(ytd(sum(output)))", lambda table: ytd(table) / ytd(table).shift(12) - 1),
    ("mom(sum(output))", lambda table: table / table.shift(1) - 1),
    ("rolling(sum(output), 3)", lambda table: table.rolling(3).sum()),
    ("share(sum(output))", lambda table: table.div(table.sum(axis=1), axis=0)),
    ("ranking(sum(output))", lambda table: table.rank(axis=1, ascending=False)),
    ("top_n(sum(output), 1)", lambda table: table.where(table.rank(axis=1, ascending=False) <= 1)),
    ("last_year(sum(output))", lambda table: table.shift(12)),
]


@pytest.mark.parametrize("column", ["county", "firm"])
@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_words_over_months(
    folder: Path, text: str, expected: Callable[[pd.DataFrame], pd.DataFrame], column: str
) -> None:
    found = asked(folder, text, "month", column)
    due = told(expected(by_month(column)))
    reported = {key for key, value in told(by_month(column)).items() if value is not None}
    assert found.keys() == reported
    for key in reported:
        if due[key] is None:
            assert found[key] is None, key
        else:
            assert found[key] == pytest.approx(due[key], rel=1e-9), key


def test_ratios_weights_and_counts(folder: Path) -> None:
    groups = DATA.assign(product=DATA.output * DATA.employees).groupby("county")
    ratio = {(name,): g.output.sum() / g.employees.sum() for name, g in groups}
    assert asked(folder, "sum(output) / sum(employees)", None, "county") == pytest.approx(ratio, rel=1e-9)
    mean = {(name,): g["product"].sum() / g.employees.sum() for name, g in groups}
    assert asked(folder, "weighted(output, employees)", None, "county") == pytest.approx(mean, rel=1e-9)
    assert asked(folder, "count(distinct firm)", "year") == {("2024",): 11, ("2025",): 12}
    assert asked(folder, "count(*)", None) == {(): len(DATA)}
    priced = {(name,): (g.output / g.price.where(g.price != 0)).sum() for name, g in groups}
    assert asked(folder, "sum(output / price)", None, "county") == pytest.approx(priced, rel=1e-9)
    total = by_month("firm").sum(axis=1)
    concentration = asked(folder, "max(output) / sum(output)", "month")
    assert concentration["2025-06",] == pytest.approx(
        by_month("firm").max(axis=1)["2025-06"] / total["2025-06"]
    )


def test_a_file_as_offices_save_it(tmp_path: Path) -> None:
    text = '企业,年,月,产值（万元）,电量(千瓦时)\n甲,2024,12,"1,100",-\n甲,2025,1,120,6\n乙,2025,1,50,0\n'
    (tmp_path / "数据.csv").write_bytes(text.encode("gb18030"))
    answer = answer_metric("sum(产值) / sum(电量)", tmp_path, "month")
    assert answer["unit"] == "万元/千瓦时"
    assert [(row["period"], row["value"]) for row in answer["values"]] == [
        ("2024-12", None),
        ("2025-01", pytest.approx(170 / 6)),
    ]
    assert asked(tmp_path, "sum(产值)", "year") == {("2024",): 1100, ("2025",): 170}
    with pytest.raises(RefusedExpression, match="单位不同"):
        answer_metric("sum(产值) + sum(电量)", tmp_path)


def test_what_cannot_be_told_is_refused(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.csv").write_text("firm,output\nx,1\n", encoding="utf-8")

    def reason(text: str, **more: Any) -> str:
        with pytest.raises(RefusedExpression) as refused:
            answer_metric(text, tmp_path, **more)
        return " ".join(one.en for one in refused.value.reasons)

    assert "no column says which table" in reason("count(*)")
    assert "write table.column" in reason("sum(output)")
    assert "no column tax" in reason("sum(a.output)", units={"tax": "万元"})
    assert "whole number of groups" in reason("top_n(sum(a.output), 1.5)")
    assert "class" not in reason("sum(")
