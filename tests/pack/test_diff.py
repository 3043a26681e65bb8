"""Two packs compared: each difference once, and what became of the last plan's targets."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.pack.amount import Amount, Operator
from rongshu.pack.renewal.counterpart import counterparts
from rongshu.pack.renewal.diff import Change, diff, same
from rongshu.pack.schema import (
    About,
    Chain,
    Enterprise,
    Indicator,
    Industry,
    Mention,
    Name,
    Pack,
    Park,
    Reading,
    Statement,
    Task,
)


def reading(period: str, value: int | str, unit: str = "亿元", operator: str = "=") -> Reading:
    return Reading(period=period, amount=Amount(value=Decimal(value), unit=unit, operator=Operator(operator)))


def indicator(
    name: str, base: Reading | None = None, target: Reading | None = None, **more: Any
) -> Indicator:
    unit = target.amount.unit if target else ""
    return Indicator(
        id=name, name=Name(zh=name), unit=unit, base=base, target=target, cite=("p3:0-4",), **more
    )


def pack(last_year: int = 2025, **fields: Any) -> Pack:
    return Pack(about=About(id="rongcheng", title=Name(zh="榕城规划"), last_year=last_year), **fields)


def told(changes: tuple[Change, ...]) -> list[tuple[str, str, str]]:
    return [(change.what, change.name, change.field) for change in changes]


def test_it_works() -> None:
    before = pack(indicators=(indicator("总产值", reading("2020", 100), reading("2025", 150)),))
    after = pack(indicators=(indicator("总产值", reading("2020", 100), reading("2025", 160)),))
    (change,) = diff(before, after)
    assert (change.before, change.after, change.difference) == ("2025 150亿元", "2025 160亿元", "+10亿元")
    assert change.written("zh") == "~ 指标 总产值 · 目标: 2025 150亿元 → 2025 160亿元 (+10亿元)"
    assert "target" in change.written("en")
    assert json.loads(json.dumps(change.as_json()))["cites"] == ["p3:0-4", "p3:0-4"]


def test_figures_that_fold_into_each_other_are_no_difference() -> None:
    before = pack(indicators=(indicator("税收", target=reading("2025", 32)),))
    after = pack(indicators=(indicator("税收", target=reading("2025", 320000, "万元")),))
    assert told(diff(before, after)) == [("changed", "税收", "unit")]
    assert not same(reading("2025", 32), reading("2025", 32, operator=">="))


def test_the_target_of_one_plan_is_the_base_of_the_next() -> None:
    old = pack(
        indicators=(
            indicator("国家级高新技术企业数量", reading("2020", 50, "家"), reading("2025", 90, "家")),
        )
    )
    new = pack(
        2030,
        indicators=(
            indicator("国家级高新技术企业数", reading("2025", 84, "家"), reading("2030", 150, "家")),
        ),
    )
    outcome = next(change for change in diff(old, new) if change.what == "outcome")
    assert (outcome.before, outcome.after, outcome.difference) == ("2025 90家", "2025 84家", "-6家")
    assert "原定 2025 90家" in outcome.written("zh")
    assert "planned 2025 90家" in outcome.written("en")


def test_one_plan_has_no_outcomes() -> None:
    item = indicator("总产值", reading("2025", 100), reading("2025", 150))
    assert diff(pack(indicators=(item,)), pack(indicators=(item,))) == ()


def test_firms_parks_chains_and_tasks_come_and_go() -> None:
    before = pack(
        enterprises=(Enterprise(id="a", name="榕达科技"), Enterprise(id="b", name="海门纺织")),
        parks=(Park(id="p", name=Name(zh="东江园区"), level="省级"),),
        tasks=(
            Task(id="t", level="task", name="壮大集群"),
            Task(id="x", level="action", name="招商", parent="t"),
        ),
    )
    after = pack(
        enterprises=(Enterprise(id="a", name="榕达科技"), Enterprise(id="c", name="清江生物")),
        parks=(Park(id="p", name=Name(zh="东江园区"), level="国家级"),),
        chains=(Chain(id="c", name=Name(zh="纺织产业链")),),
        tasks=(Task(id="t", level="task", name="壮大集群", departments=("市工信局",)),),
    )
    assert told(diff(before, after)) == [
        ("gone", "海门纺织", ""),
        ("added", "清江生物", ""),
        ("changed", "东江园区", "level"),
        ("added", "纺织产业链", ""),
        ("changed", "壮大集群", "departments"),
    ]


def test_lists_say_what_came_and_went() -> None:
    def segment(*names: str) -> Pack:
        products = tuple(Mention(name=name, cite="p1:0-2") for name in names)
        return pack(industries=(Industry(id="s", level="segment", name=Name(zh="化纤"), products=products),))

    (change,) = diff(segment("锦纶", "氨纶"), segment("锦纶", "芳纶"))
    assert (change.added, change.gone) == (("芳纶",), ("氨纶",))
    assert change.written("zh") == "~ 产业 化纤 · 产品: +芳纶 −氨纶"


def test_a_renamed_item_is_one_change() -> None:
    before = pack(parks=(Park(id="a", name=Name(zh="榕江经济开发区")),))
    after = pack(parks=(Park(id="b", name=Name(zh="榕江（海门）经济开发区")),))
    assert told(diff(before, after)) == [("renamed", "榕江（海门）经济开发区", "name")]


@pytest.mark.parametrize(
    ("one", "other"), [("东江产业园区", "西江产业园区"), ("一期工程项目", "二期工程项目"), ("纺织", "电子")]
)
def test_names_of_a_series_are_not_each_other(one: str, other: str) -> None:
    assert counterparts([Park(id="a", name=Name(zh=one))], [Park(id="b", name=Name(zh=other))]) == {}


def test_units_that_cannot_be_compared_are_two_indicators() -> None:
    one, other = (indicator("工业增加值", target=reading("2025", 5, unit)) for unit in ("亿元", "%"))
    assert counterparts([one], [other]) == {}


def test_the_same_words_twice_are_paired_in_order() -> None:
    said = [
        Statement(
            id=f"s{n}",
            kind="target",
            name="产业规模",
            segment=segment,
            amount=Amount(value=Decimal(n), unit="亿元"),
        )
        for n, segment in enumerate(("化纤", "装备"))
    ]
    turned = [said[1].model_copy(update={"id": "x"}), said[0].model_copy(update={"id": "y"})]
    assert counterparts(said, turned) == {0: 1, 1: 0}


_items = st.lists(
    st.builds(
        indicator,
        st.sampled_from(["总产值", "增加值", "投资额", "专利数"]),
        target=st.builds(reading, st.just("2025"), st.integers(1, 9)),
    ),
    unique_by=lambda item: item.id,
)


@given(_items, _items)
def test_a_difference_has_its_mirror(one: list[Indicator], other: list[Indicator]) -> None:
    a, b = pack(indicators=tuple(one)), pack(indicators=tuple(other))
    turned = {"added": "gone", "gone": "added", "changed": "changed"}
    assert diff(a, a) == ()
    assert sorted((turned[w], n, f) for w, n, f in told(diff(a, b))) == sorted(told(diff(b, a)))
