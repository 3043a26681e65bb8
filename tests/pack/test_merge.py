"""People's edits survive every recompile; merging is idempotent; nothing is decided silently."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.pack.amount import Amount
from rongshu.pack.renewal.curation import Edit
from rongshu.pack.renewal.merge import absorbed, apply_curation, kept
from rongshu.pack.schema import About, Indicator, Industry, Name, Pack, Park, Reading, SourceDocument

NOW = "2026-11-25T09:00:00+08:00"


def indicator(name: str, value: int, paragraph: int = 1, identifier: str = "") -> Indicator:
    target = Reading(period="2030", amount=Amount(value=Decimal(value), unit="亿元"))
    return Indicator(
        id=identifier or name, name=Name(zh=name), unit="亿元", target=target, cite=(f"p{paragraph}",)
    )


def pack(*indicators: Indicator, **fields: Any) -> Pack:
    source = SourceDocument(name="plan.txt", sha256="0" * 64, paragraphs=90)
    about = About(id="rongcheng", title=Name(zh="榕城市规划"), source=source)
    return Pack(about=about, indicators=indicators, **fields)


def recompiled(
    old: Pack, new: Pack, edits: tuple[Edit, ...], current: Pack
) -> tuple[Pack, tuple[Edit, ...], Any]:
    """What a recompile does, without the disk."""
    edits += absorbed(old, edits, current, NOW)
    edits += kept(old, new, edits)
    merged, conflicts = apply_curation(new, edits)
    return merged, edits, conflicts


def changed(before: Pack, position: int, **fields: Any) -> Pack:
    items = list(before.indicators)
    items[position] = items[position].model_copy(update=fields)
    return before.model_copy(update={"indicators": tuple(items)})


def test_it_works() -> None:
    old = pack(indicator("产值", 100), indicator("投资", 20))
    current = changed(old, 0, owner="市工信局")
    merged, edits, conflicts = recompiled(
        old, pack(indicator("产值", 120), indicator("投资", 20)), (), current
    )
    assert merged.indicators[0].owner == "市工信局"
    assert merged.indicators[0].target == indicator("产值", 120).target
    assert [(edit.do, edit.by, edit.at) for edit in edits] == [("edit", "hand", NOW)]
    assert conflicts == ()


def test_a_person_wins_where_the_compile_changes_and_the_conflict_is_told() -> None:
    old, new = pack(indicator("产值", 100)), pack(indicator("产值", 120))
    mine = indicator("产值", 110).target
    merged, edits, conflicts = recompiled(old, new, (), changed(old, 0, target=mine))
    assert merged.indicators[0].target == mine
    (conflict,) = conflicts
    assert (conflict.reason, conflict.field, conflict.now) == ("changed", "target", new.indicators[0].target)
    assert "120" in conflict.written("zh")
    assert "110" in conflict.written("en")
    again, more, same = recompiled(new, new, edits, merged)
    assert (again, more, same) == (merged, edits, conflicts)


def test_taking_the_compilers_value_ends_the_conflict() -> None:
    old, new = pack(indicator("产值", 100)), pack(indicator("产值", 120))
    merged, edits, _ = recompiled(old, new, (), changed(old, 0, target=indicator("产值", 110).target))
    taken, edits, conflicts = recompiled(new, new, edits, changed(merged, 0, target=new.indicators[0].target))
    assert taken == new
    assert conflicts == ()
    dropped = Edit(kind="indicators", id="产值", do="edit", drop=("target",))
    assert apply_curation(pack(indicator("产值", 130)), (*edits, dropped))[0] == pack(indicator("产值", 130))


def test_an_edited_item_that_is_no_longer_found_stays_and_is_told() -> None:
    old, new = pack(indicator("产值", 100), indicator("投资", 20)), pack(indicator("投资", 20))
    merged, edits, conflicts = recompiled(old, new, (), changed(old, 0, unit="万元", owner="市工信局"))
    assert {item.id for item in merged.indicators} == {"产值", "投资"}
    assert [conflict.reason for conflict in conflicts] == ["gone"]
    back, edits, conflicts = recompiled(
        new, pack(indicator("产值", 150), indicator("投资", 20)), edits, merged
    )
    assert conflicts == ()
    assert back.indicators[0].target == indicator("产值", 150).target
    assert (back.indicators[0].unit, back.indicators[0].owner) == ("万元", "市工信局")


def test_what_a_person_emptied_stays_empty_when_the_item_comes_back() -> None:
    old = pack(indicator("产值", 100))
    merged, edits, _ = recompiled(old, pack(), (), changed(old, 0, unit=""))
    back, _, _ = recompiled(pack(), old, edits, merged)
    assert back.indicators[0].unit == ""


def test_rejected_added_and_taken_back() -> None:
    old = pack(indicator("产值", 100), indicator("投资", 20))
    merged, edits, _ = recompiled(old, old, (), pack(indicator("投资", 20), indicator("用工", 3)))
    assert [item.id for item in merged.indicators] == ["投资", "用工"]
    assert sorted(edit.do for edit in edits) == ["add", "reject"]
    back, edits, _ = recompiled(old, old, edits, pack(indicator("产值", 99), indicator("投资", 20)))
    assert back == pack(indicator("产值", 99), indicator("投资", 20))


def test_an_item_is_found_again_by_name_and_paragraph() -> None:
    old = pack(indicator("产值", 100, 7, "a"))
    merged, edits, conflicts = recompiled(
        old, pack(indicator("产值", 100, 7, "b")), (), changed(old, 0, owner="市工信局")
    )
    assert [(item.id, item.owner) for item in merged.indicators] == [("b", "市工信局")]
    assert conflicts == ()
    new = pack(indicator("产值", 100, 7, "b"))
    merged, edits, _ = recompiled(new, new, edits, changed(merged, 0, owner="市发改委"))
    assert merged.indicators[0].owner == "市发改委"
    assert {edit.id for edit in edits} == {"a"}


def test_an_accepted_value_is_held() -> None:
    seen = indicator("产值", 100)
    accept = Edit(
        kind="indicators",
        id="产值",
        do="accept",
        was={"target": {"period": "2030", "amount": {"value": "100.0", "unit": "亿元"}}},
    )
    assert apply_curation(pack(seen), (accept,)) == (pack(seen), ())
    merged, conflicts = apply_curation(pack(indicator("产值", 120)), (accept,))
    assert merged.indicators[0].target == seen.target
    assert conflicts[0].reason == "changed"


def test_an_added_item_that_the_compiler_finds_later_keeps_the_persons_values() -> None:
    added = Edit(kind="parks", id="east", do="add", set={"name": {"zh": "东园"}, "county": "海门县"})
    merged, conflicts = apply_curation(
        pack(parks=(Park(id="east", name=Name(zh="东园"), level="省级"),)), (added,)
    )
    assert (merged.parks[0].county, merged.parks[0].level) == ("海门县", "省级")
    assert [(c.reason, c.field) for c in conflicts] == [("found", "county")]


def test_the_children_of_a_rejected_item_move_up() -> None:
    tree = (
        Industry(id="p", level="pillar", name=Name(zh="先进制造")),
        Industry(id="i", level="industry", name=Name(zh="纺织"), parent="p"),
        Industry(id="s", level="segment", name=Name(zh="化纤"), parent="i"),
    )
    merged, conflicts = apply_curation(pack(industries=tree), (Edit(kind="industries", id="i", do="reject"),))
    assert [(item.id, item.parent) for item in merged.industries] == [("p", ""), ("s", "p")]
    assert conflicts == ()


def test_the_plans_own_description_is_edited_like_an_item() -> None:
    old = pack()
    renamed = old.model_copy(
        update={"about": old.about.model_copy(update={"title": Name(zh="榕城规划", en="Plan")})}
    )
    merged, edits, _ = recompiled(old, old, (), renamed)
    assert merged.about.title.en == "Plan"
    assert edits[0].kind == "about"


# ---- any edits at all

_names = st.sampled_from(["产值", "投资", "用工", "能耗", "专利"])
_packs = st.lists(
    st.builds(indicator, _names, st.integers(1, 9), st.integers(1, 9)), unique_by=lambda i: i.id, max_size=5
)
_owners = st.sampled_from(["", "市工信局", "市发改委"])


@st.composite
def edited(draw: st.DrawFn, before: Pack) -> Pack:
    """A person at the files: some items edited, some gone, some new."""
    items = []
    for item in before.indicators:
        match draw(st.sampled_from(["leave", "edit", "delete"])):
            case "leave":
                items.append(item)
            case "edit":
                value = draw(st.integers(1, 9))
                owner = draw(_owners)
                items.append(item.model_copy(update={"owner": owner, "target": indicator("x", value).target}))
    if draw(st.booleans()):
        name = draw(_names)
        if name not in {item.id for item in items}:
            items.append(indicator(name, draw(st.integers(1, 9))))
    return before.model_copy(update={"indicators": tuple(items)})


def as_map(held: Pack) -> dict[str, Indicator]:
    """Items by id; an item that people added is marked as curated on the way, which is no difference."""
    return {item.id: item.model_copy(update={"rule": ""}) for item in held.indicators}


@settings(max_examples=150, deadline=None)
@given(st.data(), _packs, _packs)
def test_any_edits_survive_any_recompile(
    data: st.DataObject, first: list[Indicator], second: list[Indicator]
) -> None:
    old, new = pack(*first), pack(*second)
    by_hand = data.draw(edited(old))
    merged, edits, _ = recompiled(old, new, (), by_hand)
    before, after = as_map(old), as_map(merged)
    for identifier, item in as_map(by_hand).items():
        if item != before.get(identifier):
            for name in Indicator.model_fields:
                default = Indicator.model_fields[name].default
                said = getattr(item, name)
                untouched = identifier in before and said == getattr(before[identifier], name)
                if not untouched and not (identifier not in before and said == default):
                    assert getattr(after[identifier], name) == said
    for identifier in before.keys() - as_map(by_hand).keys():
        assert identifier not in after
    assert recompiled(new, new, edits, merged)[:2] == (merged, edits)


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(_packs, min_size=3, max_size=3))
def test_a_second_round_of_edits_and_compiles_is_idempotent_too(
    data: st.DataObject, compiles: list[list[Indicator]]
) -> None:
    edits: tuple[Edit, ...] = ()
    old = current = pack(*compiles[0])
    for indicators in compiles[1:]:
        new = pack(*indicators)
        by_hand = data.draw(edited(current))
        same, told, _ = recompiled(old, old, edits, by_hand)
        assert as_map(same) == as_map(by_hand)
        current, edits, conflicts = recompiled(old, new, told, same)
        assert recompiled(new, new, edits, current) == (current, edits, conflicts)
        old = new


@given(_packs)
def test_no_edits_change_nothing(items: list[Indicator]) -> None:
    assert apply_curation(pack(*items), ()) == (pack(*items), ())
    assert absorbed(pack(*items), (), pack(*items), NOW) == ()


@pytest.mark.parametrize("do", ["accept", "reject"])
def test_a_decision_on_nothing_is_harmless(do: Any) -> None:
    merged, _ = apply_curation(pack(), (Edit(kind="parks", id="none", do=do),))
    assert merged == pack()


def test_an_added_item_stands_where_a_reader_expects_it() -> None:
    old = pack(indicator("产值", 100, 7), indicator("投资", 20, 9))
    add = {"name": {"zh": "用工"}, "cite": ["p8"]}
    late = {"name": {"zh": "能耗"}, "cite": ["p11"]}
    edits = [
        Edit(kind="indicators", id="late", do="add", set=late),
        Edit(kind="indicators", id="mid", do="add", set=add),
    ]
    merged, _ = apply_curation(old, edits)
    assert [item.name.zh for item in merged.indicators] == ["产值", "用工", "投资", "能耗"]
