"""A target is broken down to the cent, inside every bound, and a conflict names who conflicts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.metrics.sheets.breakdown_sheet import answer_breakdown, fingerprint

GROUPS = [
    {"county": "甲县", "chain": "电子", "key": 50, "base": 50},
    {"county": "甲县", "chain": "纺织", "key": 20, "base": 20},
    {"county": "乙县", "chain": "电子", "key": 20, "base": 20},
    {"county": "乙县", "chain": "纺织", "key": 10, "base": 10},
]


def sheet(**more: Any) -> dict[str, Any]:
    return {"unit": "亿元", "totals": {"2024": 110, "2025": 125}, "groups": GROUPS, **more}


def values(answer: dict[str, Any]) -> dict[tuple[int, str, str], Decimal]:
    return {(row["year"], row["county"], row["chain"]): Decimal(row["value"]) for row in answer["rows"]}


def test_it_works() -> None:
    answer = answer_breakdown(sheet())
    assert answer["feasible"]
    assert values(answer)[(2025, "甲县", "电子")] == Decimal("62.5")
    assert answer["sums"]["year"] == {"2024": "110", "2025": "125"}
    assert answer["sums"]["county"]["甲县"]["2025"] == "87.5"
    assert {row["shift"] for row in answer["rows"]} == {"0"}
    assert answer["rows"][0]["key_share"] == "50"


def test_what_one_cannot_take_the_others_share_in_proportion() -> None:
    limits = [{"county": "甲县", "year": 2025, "at_most": 60, "name": "甲县土地承载"}]
    answer = answer_breakdown(sheet(limits=limits))
    found = values(answer)
    assert found[(2025, "甲县", "电子")] + found[(2025, "甲县", "纺织")] == 60
    ratio = found[(2025, "乙县", "电子")] / found[(2025, "乙县", "纺织")]
    assert abs(ratio - 2) < Decimal("0.01")
    held = [row for row in answer["rows"] if row["year"] == 2025 and row["county"] == "甲县"]
    assert all(row["binding"] == ["甲县土地承载 ≤ 60"] for row in held)
    assert not any(row["binding"] for row in answer["rows"] if row["county"] == "乙县")


def test_floors_fixed_cells_and_monotone_paths() -> None:
    groups = [{**GROUPS[3], "floor": 15}, *GROUPS[:3]]
    fixed = [{"county": "甲县", "chain": "电子", "year": 2025, "value": 51}]
    answer = answer_breakdown(sheet(groups=groups, fixed=fixed, monotone="up"))
    found = values(answer)
    assert found[(2024, "乙县", "纺织")] >= 15
    assert found[(2025, "甲县", "电子")] == 51
    assert all(found[(2025, c, h)] >= found[(2024, c, h)] for c in ("甲县", "乙县") for h in ("电子", "纺织"))
    assert found[(2024, "甲县", "纺织")] >= 20


def test_conflicts_are_named_and_minimal() -> None:
    limits = [
        {"county": "甲县", "year": 2025, "at_most": 40, "name": "甲县电力"},
        {"county": "乙县", "year": 2025, "at_most": 50, "name": "乙县用地"},
        {"chain": "电子", "year": 2025, "at_least": 1, "name": "电子不少于一"},
    ]
    answer = answer_breakdown(sheet(limits=limits))
    assert not answer["feasible"]
    assert {row["said"] for row in answer["conflicts"]} == {
        "2025 合计 total = 125",
        "甲县电力 ≤ 40",
        "乙县用地 ≤ 50",
    }
    assert "不能同时满足" in answer["reason"]["zh"]


def test_a_conflict_of_one_cent_is_a_conflict() -> None:
    groups = [
        {"county": "甲县", "key": 1, "ceiling": "9999999.99"},
        {"county": "乙县", "key": 0, "ceiling": 0},
    ]
    answer = answer_breakdown({"totals": {"2025": 10000000}, "groups": groups})
    assert not answer["feasible"]
    assert len(answer["conflicts"]) == 3


def test_counts_are_whole_over_all_years() -> None:
    asked = {
        "overall": 1000, "years": [2021, 2022, 2023], "whole": True,
        "keys": {"甲县": 3, "乙县": 3, "丙县": 1}, "limits": [{"year": 2021, "at_most": 200}],
    }  # fmt: skip
    answer = answer_breakdown(asked)
    assert answer["sums"]["overall"] == "1000"
    assert answer["sums"]["year"]["2021"] == "200"
    assert all("." not in row["value"] for row in answer["rows"])


def test_totals_follow_from_a_path() -> None:
    asked = {
        "base": {"period": 2020, "value": 100}, "target": {"period": 2025, "value": 150}, "path": "linear",
        "keys": {"county": {"甲县": 2, "乙县": 1}, "chain": {"电子": 1, "纺织": 1}},
    }  # fmt: skip
    answer = answer_breakdown(asked)
    assert answer["sums"]["year"] == {str(2020 + i): str(100 + 10 * i) for i in range(1, 6)}
    assert len(answer["rows"]) == 20


def test_versions_are_fingerprinted_and_say_what_they_stand_on() -> None:
    first = answer_breakdown(sheet())
    assert first["fingerprint"] == fingerprint(first) == answer_breakdown(sheet())["fingerprint"]
    cell = {"county": "乙县", "chain": "纺织", "year": 2025, "value": "20"}
    second = answer_breakdown(sheet(fixed=[cell], based_on=first["fingerprint"]))
    assert second["based_on"] == first["fingerprint"] != second["fingerprint"]
    assert values(second)[(2025, "乙县", "纺织")] == 20
    again = sheet(fixed=[{**cell, "value": "21"}], based_on=second["fingerprint"])
    third = answer_breakdown(again)
    assert third["based_on"] == second["fingerprint"] != third["fingerprint"]
    assert values(third)[(2025, "乙县", "纺织")] == 21


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"groups": []}, "groups"),
        ({"totals": {}}, "totals"),
        ({"totals": {"2025": "1.001"}}, "whole number of steps"),
        ({"limits": [{"city": "x", "at_most": 1}]}, "no such column"),
        ({"limits": [{"county": "丁县", "at_most": 1}]}, "no cell matches"),
        ({"fixed": [{"county": "甲县", "year": 2025, "value": 1}]}, "not one cell"),
        ({"groups": [*GROUPS, GROUPS[0]]}, "stands twice"),
        ({"groups": [{"county": "甲县", "key": 0}]}, "add up to nothing"),
        ({"groups": [{"county": "甲县", "key": -1}]}, "greater than or equal to 0"),
        ({"wholee": True}, "Extra inputs"),
    ],
)
def test_refused(more: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        answer_breakdown(sheet(**more))


AMOUNT = st.decimals("0", "5000", places=2)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(AMOUNT, AMOUNT), min_size=2, max_size=6),
    st.lists(AMOUNT, min_size=1, max_size=3),
    st.sampled_from(["", "up", "down"]),
    st.booleans(),
)
def test_sums_are_exact_and_bounds_kept(
    keys: list[tuple[Decimal, Decimal]], totals: list[Decimal], monotone: str, whole: bool
) -> None:
    if not sum(key for key, _ in keys):
        return
    by_year = {str(2021 + i): total.to_integral_value() if whole else total for i, total in enumerate(totals)}
    groups = [
        {"county": str(i), "key": key, "floor": key / 10, "ceiling": bound}
        for i, (key, bound) in enumerate(keys)
    ]
    answer = answer_breakdown({"totals": by_year, "groups": groups, "monotone": monotone, "whole": whole})
    if not answer["feasible"]:
        assert answer["conflicts"]
        return
    last: dict[str, Decimal] = {}
    for year, total in by_year.items():
        rows = {row["county"]: Decimal(row["value"]) for row in answer["rows"] if str(row["year"]) == year}
        assert sum(rows.values()) == total
        for county, (key, bound) in enumerate(keys):
            value = rows[str(county)]
            assert key / 10 <= value <= bound
            assert value % (1 if whole else Decimal("0.01")) == 0
            before = last.get(str(county), value)
            assert value >= before if monotone == "up" else value <= before if monotone == "down" else True
        last = rows
