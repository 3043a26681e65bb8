"""Sheets of two times are understood side by side and row by row, with the same answer."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.metrics.sheets.split_sheets import are_rows
from rongshu.metrics.sheets.worked_answers import answer_contributions, answer_lmdi

SIDE_BY_SIDE = {
    "before": {"甲": {"activity": 100, "quantity": 50}, "乙": {"activity": 50, "quantity": 10}},
    "after": {"甲": {"activity": 120, "quantity": 50}, "乙": {"activity": 70, "quantity": 14}},
}


def test_it_works() -> None:
    answer = answer_lmdi(SIDE_BY_SIDE)
    assert (answer["change"], answer["total"]["total"]) == ("4", "4")


@pytest.mark.parametrize(
    "sheet",
    [
        {
            "before": [
                {"sector": "甲", "output": 100, "energy": 50},
                {"sector": "乙", "output": 50, "energy": 10},
            ],
            "after": [
                {"name": "甲", "activity": 120, "quantity": 50},
                {"name": "乙", "activity": 70, "intensity": 0.2},
            ],
        },
        {
            "sectors": [
                {
                    "name": "甲",
                    "output_before": 100,
                    "energy_before": 50,
                    "output_after": 120,
                    "energy_after": 50,
                },
                {"name": "乙", "activity0": 50, "energy0": 10, "activity1": 70, "energy1": 14},
            ]
        },
        {"2020": SIDE_BY_SIDE["before"], "2025": SIDE_BY_SIDE["after"]},
        {"periods": [SIDE_BY_SIDE["before"], SIDE_BY_SIDE["after"]]},
        {
            "sectors": [
                {"name": "甲", "output": [100, 120], "energy": [50, 50]},
                {"name": "乙", "output": [50, 70], "energy": [10, 14]},
            ]
        },
        [
            {"sector": name, "period": period, **SIDE_BY_SIDE[time][name]}
            for name in ("甲", "乙")
            for period, time in ((2020, "before"), (2025, "after"))
        ],
        [
            {"sector": name, "before": SIDE_BY_SIDE["before"][name], "after": SIDE_BY_SIDE["after"][name]}
            for name in ("甲", "乙")
        ],
    ],
)
def test_every_form_of_a_decomposition(sheet: Any) -> None:
    assert answer_lmdi(sheet) == answer_lmdi(SIDE_BY_SIDE)


def test_shares_of_a_total() -> None:
    shares = {"activity": 200, "sectors": {"甲": {"structure": 0.6, "intensity": 0.5}}}
    whole = {"甲": {"activity": 120, "quantity": 60}}
    assert answer_lmdi({"before": shares, "after": whole})["change"] == "0"


@pytest.mark.parametrize(
    ("sheet", "reason"),
    [
        ({"before": {"甲": {"activity": 1}}, "after": {}}, "expected activity and quantity"),
        (
            {"before": {"甲": {"activity": 1, "quantity": 9, "intensity": 2}}, "after": {}},
            "activity × intensity",
        ),
        ({"before": {"甲": 3}, "after": {}}, "expected activity and quantity"),
        ({"before": {}}, "after: nothing says"),
        ([{"sector": "甲"}], "no values for before and after"),
        ({"before": [{"output": 1}], "after": []}, "no name"),
    ],
)
def test_refused_decompositions(sheet: Any, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        answer_lmdi(sheet)


def test_rows_of_firms() -> None:
    answer = answer_contributions(
        [
            {"name": "一厂", "group": "甲县", "before": 1, "after": 2},
            {"name": "二厂", "group": "甲县", "before": None, "after": 0.1},
            {"firm": "三厂", "group_before": "甲县", "group_after": "乙县", "before": 5, "after": 4},
            {"firm": "四厂", "county": "乙县", "before": 3, "after": 0},
        ]
    )
    groups = {row["group"]: row for row in answer["groups"]}
    assert answer["change"] == "-2.9"
    assert (groups["甲县"]["entered"], groups["甲县"]["moved_out"]) == ("0.1", "-5")
    assert (groups["乙县"]["continuing"], groups["乙县"]["left"]) == ("-3", "0")


@pytest.mark.parametrize(
    "sheet",
    [
        {"rows": [{"firm": "一厂", "group": "甲县", "value": [1, 3]}]},
        [
            {"firm": "一厂", "county": "甲县", "year": year, "value": value}
            for year, value in ((2024, 1), (2025, 3))
        ],
        {"2024": {"一厂": {"group": "甲县", "value": 1}}, "2025": {"一厂": {"group": "甲县", "value": 3}}},
    ],
)
def test_every_form_of_two_times(sheet: Any) -> None:
    answer = answer_contributions(sheet)
    assert [(row["group"], row["continuing"]) for row in answer["groups"]] == [("甲县", "2")]


def test_two_periods_are_compared() -> None:
    with pytest.raises(ValueError, match="two periods"):
        answer_contributions([{"firm": "a", "year": year, "value": 1} for year in (2023, 2024, 2025)])


def test_names_with_numbers() -> None:
    answer = answer_contributions({"before": {"甲县": 1, "乙县": 2}, "after": {"甲县": 3}})
    assert [(row["group"], row["change"]) for row in answer["groups"]] == [("乙县", "-2"), ("甲县", "2")]
    odd = answer_contributions({"before": [{"firm": "a", "group": "b", "value": 1, "odd": 1}], "after": []})
    assert odd["ignored"] == ["before.0.odd"]
    with pytest.raises(ValueError, match="expected firm, group and value"):
        answer_contributions({"before": [{"firm": "a", "group": "b", "odd": 1}], "after": []})


def test_a_list_of_sheets_is_not_a_sheet_of_rows() -> None:
    assert are_rows([{"name": "a", "before": 1, "after": 2}])
    assert not are_rows([SIDE_BY_SIDE, SIDE_BY_SIDE])
    assert not are_rows([])


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["before", "after", "rows", "sector", "firm", "activity", "quantity", "value", "of", "a"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["before", "after", "rows", "of"]), JSON) | st.lists(JSON, max_size=3))
def test_nonsense_is_refused_with_a_reason(asked: Any) -> None:
    for answer in (answer_lmdi, answer_contributions):
        try:
            assert answer(asked)["groups" if answer is answer_contributions else "sectors"] is not None
        except ValueError:
            continue
