"""Whatever layout a report has, the same figures come out of it: layouts drawn at random."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rongshu.facts.intake.intake import read_intake

FIRMS = ("榕溪纺织厂", "闽岭机械厂", "望海食品厂")
MEASURES = {"output": "工业总产值", "revenue": "营业收入", "profit": "利润总额"}
UNITS = {"万元": Decimal(1), "亿元": Decimal(10000), "千元": Decimal("0.1"), "元": Decimal("0.0001")}
VALUES = st.decimals("0", "99999", places=2)
Figures = dict[tuple[str, str, str], Decimal]


@st.composite
def reports(draw: st.DrawFn) -> tuple[list[list[str]], Figures]:
    """A report as rows of cells, and what stands in it: (firm, month, measure) → 万元."""
    unit = draw(st.sampled_from(sorted(UNITS)))
    measures = draw(st.lists(st.sampled_from(sorted(MEASURES)), min_size=1, max_size=3, unique=True))
    months = draw(st.lists(st.integers(3, 12), min_size=1, max_size=3, unique=True).map(sorted))
    layout = draw(st.sampled_from([long, wide, months_across, indicators_down]))
    figures = {
        (firm, f"2025-{month:02d}", measure): draw(VALUES)
        for firm in FIRMS
        for month in (months if layout is not wide else months[:1])
        for measure in (measures if layout is not months_across else measures[:1])
    }
    grouped = draw(st.booleans())
    rows = layout(figures, unit, in_title=draw(st.booleans()), grouped=grouped)
    if draw(st.booleans()):
        rows = [["某市规模以上工业企业报表"], *rows]
    if draw(st.booleans()):
        rows.append(["注：本表为快报数，“-”表示不适用。"])
    return rows, {key: value * UNITS[unit] for key, value in figures.items()}


def written(value: Decimal, grouped: bool) -> str:
    return f"{value:,}" if grouped else str(value)


def titles(names: list[str], unit: str, in_title: bool) -> tuple[list[str], list[str]]:
    """The line above the header and the names of measure columns, with the unit in one of them."""
    return ([f"单位：{unit}"], names) if in_title else ([""], [f"{name}（{unit}）" for name in names])


def long(figures: Figures, unit: str, *, in_title: bool, grouped: bool) -> list[list[str]]:
    measures = list(dict.fromkeys(key[2] for key in figures))
    above, names = titles([MEASURES[m] for m in measures], unit, in_title)
    rows = [above, ["序号", "企业名称", "月份", *names]]
    for number, (firm, month) in enumerate(dict.fromkeys(key[:2] for key in figures), 1):
        cells = [written(figures[firm, month, measure], grouped) for measure in measures]
        rows.append([str(number), firm, f"{month[:4]}年{int(month[5:])}月", *cells])
    return rows


def wide(figures: Figures, unit: str, *, in_title: bool, grouped: bool) -> list[list[str]]:
    measures = list(dict.fromkeys(key[2] for key in figures))
    month = next(iter(figures))[1]
    above, names = titles([MEASURES[m] for m in measures], unit, in_title)
    rows = [[f"{month[:4]}年{int(month[5:])}月"], above, ["企业名称", *names]]
    rows += [[firm, *(written(figures[firm, month, m], grouped) for m in measures)] for firm in FIRMS]
    totals = [
        written(sum((figures[firm, month, m] for firm in FIRMS), Decimal(0)), grouped) for m in measures
    ]
    return [*rows, ["合计", *totals]]


def months_across(figures: Figures, unit: str, *, in_title: bool, grouped: bool) -> list[list[str]]:
    measure = next(iter(figures))[2]
    months = list(dict.fromkeys(key[1] for key in figures))
    rows = [
        [f"2025年{MEASURES[measure]}（{unit}）"],
        ["企业名称", *(f"{int(m[5:])}月" for m in months), "合计"],
    ]
    for firm in FIRMS:
        values = [figures[firm, month, measure] for month in months]
        rows.append([firm, *(written(v, grouped) for v in values), written(sum(values, Decimal(0)), grouped)])
    return rows


def indicators_down(figures: Figures, unit: str, *, in_title: bool, grouped: bool) -> list[list[str]]:
    rows = [["企业名称", "报告期", "指标名称", "计量单位", "数值"]]
    for (firm, month, measure), value in figures.items():
        rows.append([firm, month.replace("-", ""), MEASURES[measure], unit, written(value, grouped)])
    return rows


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(report=reports())
def test_the_same_figures_from_any_layout(tmp_path: Path, report: tuple[list[list[str]], Figures]) -> None:
    rows, figures = report
    width = max(map(len, rows))
    text = io.StringIO()
    csv.writer(text).writerows([[*row, *[""] * (width - len(row))] for row in rows])
    file = tmp_path / "报表.csv"
    file.write_text(text.getvalue(), encoding="utf-8")
    intake = read_intake(file)
    assert not [p for p in intake.problems if p.severity == "error"], [p.message.zh for p in intake.problems]
    found = {(r.entity, r.period.written(), r.measure): r.value for r in intake.readings}
    assert found == figures


@pytest.mark.parametrize("ending", ["合计", "小 计", "其中：国有", "平均", "比上年增长（%）"])
def test_rows_that_are_no_firms(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "2025年6月.csv"
    file.write_text(f"企业名称,产值（万元）\n榕溪纺织厂,5\n{ending},5\n", encoding="utf-8")
    assert [r.entity for r in read_intake(file).readings] == ["榕溪纺织厂"]
