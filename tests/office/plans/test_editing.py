"""An item as a form and back, for every kind of item."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from office.plans.invented import invented_pack
from rongshu.office.plans.editing import edited, leaves
from rongshu.office.plans.review import shown
from rongshu.pack.schema import Chain, Name, Park, Proposal, Task


@pytest.fixture
def indicator():
    return invented_pack().indicators[0]


def posted(item) -> dict[str, str]:
    return {leaf.path: leaf.value for leaf in leaves(item)}


def test_it_works(indicator) -> None:
    form = posted(indicator)
    assert form["target.amount.value"] == "2000"
    assert form["name.zh"] == "规模以上工业总产值"
    result = edited("indicators", indicator, {**form, "target.amount.value": "2100"})
    assert result.wrong == {}
    assert result.changes["target"]["amount"]["value"] is not None
    assert set(result.changes) == {"target"}


@pytest.mark.parametrize(
    ("kind", "item"),
    [
        ("indicators", invented_pack().indicators[0]),
        ("statements", invented_pack().statements[0]),
        ("outline", invented_pack().outline[0]),
        ("parks", Park(id="p", name=Name(zh="东园"), industries=("纺织", "食品"))),
        ("chains", Chain(id="c", name=Name(zh="纺织"), departments=("甲", "乙"))),
        ("tasks", Task(id="t", level="task", name="任务")),
    ],
)
def test_what_is_sent_unchanged_changes_nothing(kind: str, item) -> None:
    assert edited(kind, item, posted(item)).changes == {}


def test_a_target_can_be_taken_away_and_given(indicator) -> None:
    emptied = {path: "" if path.startswith("base.") else value for path, value in posted(indicator).items()}
    assert edited("indicators", indicator, emptied).changes == {"base": None}
    bare = indicator.model_copy(update={"base": None})
    given = {**posted(bare), "base.period": "2025", "base.amount.value": "5", "base.amount.unit": "家"}
    assert edited("indicators", bare, given).changes["base"]["period"] == "2025"


@pytest.mark.parametrize(
    ("path", "value"),
    [("target.amount.value", "many"), ("target.period", "soon"), ("path", "zigzag"), ("cite", "nowhere")],
)
def test_what_does_not_fit_is_named(indicator, path: str, value: str) -> None:
    result = edited("indicators", indicator, {**posted(indicator), path: value})
    assert result.changes == {}
    assert any(name.split(".")[0] == path.split(".")[0] for name in result.wrong)


def test_the_id_and_the_rule_are_not_typed(indicator) -> None:
    assert edited("indicators", indicator, {"id": "other", "rule": "mine", "confidence": "1"}).changes == {}


def test_labels_are_in_the_readers_language(indicator) -> None:
    with override("en"):
        labels = [leaf.label for leaf in leaves(indicator)]
    assert "Target · Amount · Unit" in labels


def test_the_map_of_a_chain_is_chosen_by_name() -> None:
    proposal = Proposal(library="kites", rule="library:name", confidence=0.9, evidence=("风筝",))
    chain = Chain(id="kite", name=Name(zh="风筝产业链"), library="gone", proposals=(proposal,))
    maps = {"kites": "风筝产业链", "drums": "鼓产业链"}
    [leaf] = [each for each in leaves(chain, maps) if each.path == "library"]
    assert [choice for choice, _word in leaf.options] == ["", "gone", "kites", "drums"]
    assert dict(leaf.options)["drums"] == "鼓产业链 · drums"
    assert shown(chain, "proposals", {}) == "kites 90%（风筝）"
