"""Firms are placed in the background, what people decided stays; duplicates become one, names are kept."""

from __future__ import annotations

import pytest

from rongshu.pack.schema import Pack

pytestmark = pytest.mark.django_db
CHAIN = {
    "id": "wind",
    "name": {"zh": "风电装备"},
    "stages": [{"id": "parts", "name": {"zh": "部件"}}],
    "nodes": [
        {"id": "blade", "name": {"zh": "叶片"}, "stage": "parts", "products": ["风电叶片"]},
        {"id": "tower", "name": {"zh": "塔筒"}, "stage": "parts", "products": ["风电塔筒"]},
    ],
}


@pytest.fixture
def pack():
    about = {"id": "p", "title": {"zh": "规划"}}
    named = [{"id": "e1", "name": "澄原", "mentions": [{"name": "澄原", "cite": "p3:1-2"}]}]
    return Pack.model_validate({"about": about, "chains": [CHAIN], "enterprises": named})


def places(firm):
    return {each.node.node: each.state for each in firm.assignments.select_related("node")}


def test_it_works(make_firm, pack):
    from rongshu.office.registry.placing import place_firms

    firm = make_firm(1, "临江市澄原科技有限公司", products="风电叶片")
    counted = place_firms("p", pack, None)
    assert (counted["firms"], counted["placed"], counted["mentions"]) == (1, 1, 1)
    assert places(firm) == {"blade": "proposed"}
    firm.refresh_from_db()
    assert firm.placed == "proposed"
    assert firm.mentions.get().cite == "p3:1-2"


def test_decisions_are_kept_and_stale_proposals_go(make_firm, pack, owner, client_of):
    from rongshu.office.registry.placing import place_firms

    firm, other = make_firm(1, products="风电叶片"), make_firm(2, products="风电叶片、风电塔筒")
    place_firms("p", pack, None)
    client = client_of(owner)
    client.post(f"/registry/review/{firm.assignments.get().pk}/", {"answer": "override"})
    confirmed = other.assignments.get(node__node="tower")
    client.post(f"/registry/review/{confirmed.pk}/", {"answer": "confirm"})
    client.post(f"/registry/review/firm/{firm.pk}/", {"node": "风电装备/塔筒"})
    other.products = "门窗"
    other.save()
    place_firms("p", pack, None)
    assert places(firm) == {"blade": "overridden", "tower": "confirmed"}
    assert places(other) == {"tower": "confirmed"}
    assert firm.assignments.get(node__node="blade").history.first().history_user == owner


def test_the_queue_answers_htmx_with_one_row(make_firm, pack, owner, client_of):
    from rongshu.office.registry.placing import place_firms

    firm = make_firm(1, products="风电叶片")
    place_firms("p", pack, None)
    client = client_of(owner)
    assert firm.name in client.get("/registry/review/").content.decode()
    answer = client.post(
        f"/registry/review/{firm.assignments.get().pk}/",
        {"answer": "confirm"},
        headers={"HX-Request": "true"},
    )
    assert "已确认" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_duplicates_merge_and_keep_names_history_and_places(make_firm, pack, owner, client_of):
    from rongshu.office.registry.merging import propose_duplicates
    from rongshu.office.registry.models import Enterprise
    from rongshu.office.registry.placing import place_firms
    from rongshu.office.registry.work import Duplicate

    keep = make_firm(1, "临江市澄原纺织有限公司", address="新街1号")
    gone = make_firm(2, "临江市澄原纺织科技有限公司", code="", products="风电叶片", former_names="澄原厂")
    place_firms("p", pack, None)
    assert propose_duplicates() == 1
    pair = Duplicate.objects.get()
    side = "first" if pair.first_id == keep.pk else "second"
    client = client_of(owner)
    assert client.post(f"/registry/duplicates/{pair.pk}/", {"keep": side}).status_code == 302
    keep.refresh_from_db()
    gone.refresh_from_db()
    assert gone.merged_into == keep
    assert set(keep.aliases.split("、")) == {gone.name, "澄原厂"}
    assert keep.products == "风电叶片"
    assert places(keep) == {"blade": "proposed"}
    assert "合并自" in keep.history.first().history_change_reason
    assert client.get(f"/registry/enterprises/{gone.pk}/").headers["Location"].endswith(f"/{keep.pk}/")
    assert gone.name not in [row.name for row in Enterprise.objects.filter(merged_into=None)]
    assert propose_duplicates() == 0


def test_pairs_kept_apart_are_not_proposed_again(make_firm, owner, client_of):
    from rongshu.office.registry.merging import propose_duplicates
    from rongshu.office.registry.work import Duplicate

    make_firm(1, "临江市澄原纺织有限公司")
    make_firm(2, "临江市澄原纺织科技有限公司", code="")
    propose_duplicates()
    client_of(owner).post(f"/registry/duplicates/{Duplicate.objects.get().pk}/", {"keep": "both"})
    assert propose_duplicates() == 0


def test_a_run_is_background_work(make_plan, owner, client_of, django_capture_on_commit_callbacks, make_firm):
    from django.conf import settings

    from rongshu.office.registry.work import Job
    from rongshu.pack.folder.write import write_pack

    make_plan("p")
    about = {"id": "p", "title": {"zh": "规划"}}
    write_pack(Pack.model_validate({"about": about, "chains": [CHAIN]}), settings.WORKSPACE.plans / "p")
    make_firm(1, products="风电塔筒")
    with django_capture_on_commit_callbacks(execute=True):
        assert client_of(owner).post("/registry/review/place/", {"plan": "p"}).status_code == 302
    assert Job.objects.get().result["placed"] == 1
    assert client_of(owner).post("/registry/review/place/", {"plan": "../x"}).status_code == 404
