"""Decisions of the review end in the pack's curation file."""

from __future__ import annotations

import pytest
import yaml
from django.conf import settings
from django.urls import reverse

from rongshu.office.plans.shelf import pack_of
from rongshu.pack.renewal.curation import read_curation

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(draft, owner, client_of):
    """Somebody at work: posts a decision."""
    client = client_of(owner)

    def decide(verdict: str, kind: str, item: str, **more: str):
        form = {"verdict": verdict, "kind": kind, "item": item, **more}
        return client.post(reverse("plans:decision", args=[draft.slug]), form)

    decide.client = client
    return decide


def curation(plan):
    return read_curation(settings.WORKSPACE.plans / plan.folder)


def test_it_works(desk, draft, owner) -> None:
    answer = desk("accept", "statements", "champions")
    assert "item=wrong" in answer.headers["Location"]
    entry = curation(draft)[0]
    assert (entry.kind, entry.id, entry.do, entry.by) == ("statements", "champions", "accept", owner.username)
    page = desk.client.get(reverse("plans:review", args=[draft.slug]) + "?kind=statements").content.decode()
    assert "已接受" in page
    assert "1/2" in page


def test_a_rejected_item_leaves_the_pack_and_can_come_back(desk, draft) -> None:
    desk("reject", "statements", "wrong", reason="不是目标")
    assert [item.id for item in pack_of(draft).statements] == ["champions"]
    assert curation(draft)[0].why == "不是目标"
    page = desk.client.get(reverse("plans:review", args=[draft.slug]) + "?kind=statements").content.decode()
    assert "误读的一条" in page
    desk("accept", "statements", "wrong")
    assert len(pack_of(draft).statements) == 2


def test_an_edit_changes_what_was_typed_and_nothing_else(desk, draft) -> None:
    page = desk.client.get(
        reverse("plans:review", args=[draft.slug]) + "?kind=indicators&item=output&edit=1"
    ).content.decode()
    assert 'name="field.target.amount.value"' in page
    desk(
        "edit",
        "indicators",
        "output",
        **{
            "field.target.period": "2030",
            "field.target.amount.value": "2,100",
            "field.target.amount.unit": "亿元",
            "field.target.amount.operator": "=",
        },
    )
    indicator = pack_of(draft).indicators[0]
    assert str(indicator.target.amount.value) == "2100"
    assert str(indicator.base.amount.value) == "1200"
    assert set(curation(draft)[0].set) == {"target"}


def test_a_wrong_value_is_said_and_not_saved(desk, draft) -> None:
    answer = desk("edit", "indicators", "output", **{"field.target.period": "明年"})
    assert answer.status_code == 400
    assert "target" in answer.content.decode()
    assert curation(draft) == ()


def test_nothing_changed_is_no_decision(desk, draft) -> None:
    answer = desk("edit", "indicators", "output", **{"field.unit": "亿元"})
    assert "没有改动" in answer.content.decode()
    assert curation(draft) == ()


def test_the_part_for_htmx_carries_the_next_item(desk, draft, owner) -> None:
    url = reverse("plans:decision", args=[draft.slug])
    form = {"verdict": "accept", "kind": "statements", "item": "champions"}
    part = desk.client.post(url, form, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "误读的一条" in part
    assert 'hx-swap-oob="true"' in part


def test_the_filter_leaves_the_doubtful(desk, draft) -> None:
    page = desk.client.get(
        reverse("plans:review", args=[draft.slug]) + "?kind=statements&below=60"
    ).content.decode()
    assert "误读的一条" in page
    assert "单项冠军企业" not in page


def test_the_sentence_stands_beside_the_item(desk, draft) -> None:
    page = desk.client.get(reverse("plans:review", args=[draft.slug]) + "?kind=statements").content.decode()
    assert '<mark class="cited">培育单项冠军企业' in page


def test_what_does_not_exist_is_not_found(desk, draft) -> None:
    assert desk("accept", "statements", "nothing").status_code == 404
    assert desk("destroy", "statements", "champions").status_code == 404


@pytest.mark.parametrize("who", ["outsider", "colleague", "leader", "firm_user"])
def test_nobody_else_decides(request, draft, client_of, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    form = {"verdict": "reject", "kind": "statements", "item": "champions"}
    assert client.post(reverse("plans:decision", args=[draft.slug]), form).status_code in {403, 404}
    assert client.get(reverse("plans:review", args=[draft.slug])).status_code in {403, 404}
    assert curation(draft) == ()


def test_a_corrected_citation_is_an_edit(draft, owner, client_of) -> None:
    url = reverse("plans:citation", args=[draft.slug])
    form = {"kind": "statements", "item": "champions", "cite": "p6:0-5"}
    answer = client_of(owner).post(url, form)
    assert answer.headers["Location"].endswith("?cite=p6:0-5#p6")
    assert pack_of(draft).statements[0].cite == ("p6:0-5",)


@pytest.mark.parametrize("cite", ["p99", "p6:0-999", "somewhere", "p0"])
def test_a_citation_of_nothing_is_refused(draft, owner, client_of, cite: str) -> None:
    url = reverse("plans:citation", args=[draft.slug])
    form = {"kind": "statements", "item": "champions", "cite": cite}
    assert client_of(owner).post(url, form).status_code == 200
    assert curation(draft) == ()


def test_the_file_is_read_by_the_pack_as_it_is(desk, draft) -> None:
    desk("reject", "statements", "wrong")
    text = (settings.WORKSPACE.plans / draft.folder / "curation.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text)[0]["do"] == "reject"


def test_the_desk_takes_few_queries(desk, draft, django_assert_max_num_queries) -> None:
    url = reverse("plans:review", args=[draft.slug])
    desk.client.get(url)
    with django_assert_max_num_queries(7):
        desk.client.get(url)


def test_a_field_called_like_a_part_of_the_page_is_edited_too(desk, draft) -> None:
    """``kind`` is a field of a statement and a part of the address."""
    desk("edit", "statements", "champions", **{"field.kind": "baseline"})
    assert pack_of(draft).statements[0].kind == "baseline"


def test_an_accepted_item_keeps_its_values_and_follows_the_document(desk, draft, invented_anew) -> None:
    """Another edition numbers its paragraphs anew: the address follows, the value that was accepted stays."""
    desk("accept", "statements", "champions")
    invented_anew(draft)
    item = pack_of(draft).statements[0]
    assert item.cite == ("p7:7-16",)
    assert str(item.amount.value) == "12"
    page = desk.client.get(reverse("plans:review", args=[draft.slug]) + "?kind=statements").content.decode()
    assert "有 1 处编译结果与人工决定不一致" in page


@pytest.fixture
def invented_anew():
    """Compiles another edition: one paragraph further down, and another number."""
    from office.plans.invented import amount, invented_pack
    from rongshu.pack.renewal.renew import renew_pack

    def compile_(plan) -> None:
        pack = invented_pack()
        first, second = pack.statements
        moved = first.model_copy(update={"cite": ("p7:7-16",), "amount": amount("15", "家")})
        renew_pack(
            pack.model_copy(update={"statements": (moved, second)}), settings.WORKSPACE.plans / plan.folder
        )

    return compile_


def test_whoever_comes_second_is_told(desk, draft, administrator, client_of) -> None:
    """Two people look at the same item; the second decision does not silently replace the first."""
    url = reverse("plans:decision", args=[draft.slug])
    asked = {"kind": "statements", "item": "champions", "seen": ""}
    client_of(administrator).post(url, {**asked, "verdict": "reject"})
    answer = desk.client.post(url, {**asked, "verdict": "accept"}, headers={"HX-Request": "true"})
    assert "别人已作了决定" in answer.content.decode()
    decision = draft.decisions.get()
    assert decision.verdict == "reject"
    desk.client.post(url, {**asked, "verdict": "accept", "seen": decision.at.isoformat()})
    assert draft.decisions.get().verdict == "accept"
