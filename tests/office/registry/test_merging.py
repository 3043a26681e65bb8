"""Two firms become one as the preview said, and two again by one click; later work is never lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

pytestmark = pytest.mark.django_db
LEFT_OUT = {"search", "placed"}


@pytest.fixture
def pair(bureau, make_firm):
    """Two firms that are one, with something of every kind on the one that goes."""
    from rongshu.office.registry import models as m
    from rongshu.office.registry.work import Duplicate

    node = m.Node.objects.create(plan="p", chain="c", chain_name="链", stage="s", node="n", name="环节")
    both = m.Node.objects.create(plan="p", chain="c", chain_name="链", stage="s", node="b", name="双环节")
    park = m.Park.objects.create(name="示例园", owner=bureau)
    keep = make_firm(1, "临江市澄原纺织有限公司", address="新街1号", aliases="澄原")
    gone = make_firm(
        2, "临江市澄原纺织科技有限公司", former_names="澄原厂", park=park, output=Decimal("12.5")
    )
    gone.address, gone.titles = "旧街2号", [{"name": "专精特新", "from": "2022-07-01", "until": ""}]
    gone.save()
    m.Assignment.objects.create(enterprise=keep, node=both, score=0.4)
    m.Assignment.objects.create(enterprise=gone, node=both, score=0.5, state="confirmed", role="trader")
    m.Assignment.objects.create(enterprise=gone, node=node, score=0.6)
    m.PlanMention.objects.create(enterprise=gone, plan="p", name="澄原", cite="p3:1-2")
    m.Project.objects.create(number="X1", name="示例项目", owner=bureau, enterprise=gone)
    m.Plot.objects.create(number="D1", owner=bureau, occupant=gone)
    m.Meter.objects.create(number="B1", owner=bureau, enterprise=gone)
    pair = Duplicate.objects.create(first=keep, second=gone, score=0.9)
    return Duplicate.objects.select_related("first", "second").get(pk=pair.pk)


def everything() -> dict[str, list[dict[str, object]]]:
    """All that a merge may touch, row by row."""
    from rongshu.office.registry.merging import TABLES

    return {
        key: [
            {name: value for name, value in row.items() if name not in LEFT_OUT}
            for row in model._default_manager.order_by("pk").values()
        ]
        for key, model in TABLES.items()
    }


def test_the_preview_says_what_stays_and_what_moves_and_writes_nothing(owner, pair, client_of):
    before = everything()
    page = client_of(owner).get(f"/registry/duplicates/{pair.pk}/?keep=first").content.decode()
    assert everything() == before
    lines = {row.split("</th>")[0]: row for row in page.split('<th scope="row" class="lead">')[1:]}
    of = {
        key: next(row for title, row in lines.items() if key in title) for key in ("地址", "所在园区", "简称")
    }
    assert "<del>" in of["地址"]
    assert "新街1号" in of["地址"].split("合并后")[1]
    assert "旧街2号" not in of["地址"].split("合并后")[1]
    assert "示例园" in of["所在园区"].split("合并后")[1]
    assert "取自并入的一条" in of["所在园区"]
    for name in ("澄原", "澄原厂", "临江市澄原纺织科技有限公司"):
        assert name in of["简称"].split("合并后")[1]
    moved = page.split('id="h-moved"')[1]
    for word in ("示例项目", "D1", "B1", "链/环节", "p3:1-2"):
        assert word in moved
    other = client_of(owner).get(f"/registry/duplicates/{pair.pk}/?keep=second").content.decode()
    assert 'name="keep" value="second"' in other


def test_what_the_preview_shows_is_what_the_merge_writes(owner, pair):
    from rongshu.office.registry.kinds import ENTERPRISE
    from rongshu.office.registry.lists import cell_text
    from rongshu.office.registry.merge_preview import merge_preview
    from rongshu.office.registry.merging import merge

    keep, gone = pair.both
    seen = {line.field.name: line.after for line in merge_preview(keep, gone, owner).lines}
    merge(pair, keep, gone, owner)
    keep.refresh_from_db()
    fields = (field for field in ENTERPRISE.fields if field.name in seen)
    assert {field.name: cell_text(keep, field, "zh", True) for field in fields} == seen
    assert keep.projects.count() == keep.plots.count() == keep.meters.count() == keep.mentions.count() == 1
    assert dict(keep.assignments.values_list("node__node", "state")) == {"n": "proposed", "b": "confirmed"}


@pytest.mark.parametrize("side", ["first", "second"])
def test_a_merge_is_undone_in_one_click(owner, pair, client_of, side):
    from rongshu.office.registry.models import Enterprise

    client, before = client_of(owner), everything()
    assert client.post(f"/registry/duplicates/{pair.pk}/", {"keep": side}).status_code == 302
    assert everything() != before
    page = client.get("/registry/duplicates/").content.decode()
    assert f"/registry/duplicates/{pair.pk}/undo/" in page
    assert client.post(f"/registry/duplicates/{pair.pk}/undo/").status_code == 302
    assert everything() == before
    assert Enterprise.objects.filter(merged_into=None).count() == 2
    pair.refresh_from_db()
    assert (pair.state, pair.by, pair.done) == ("open", None, {})
    assert "撤销合并" in pair.first.history.first().history_change_reason
    assert client.post(f"/registry/duplicates/{pair.pk}/undo/").status_code == 404
    assert client.post(f"/registry/duplicates/{pair.pk}/", {"keep": side}).status_code == 302


def test_what_was_written_since_stays_and_is_told(owner, pair, client_of):
    from rongshu.office.registry.models import Project

    client, (keep, gone) = client_of(owner), pair.both
    client.post(f"/registry/duplicates/{pair.pk}/", {"keep": "first"})
    keep.refresh_from_db()
    keep.output, keep.people = Decimal(99), 7
    keep.save()
    Project.objects.update(enterprise=None)
    page = client.post(f"/registry/duplicates/{pair.pk}/undo/", follow=True).content.decode()
    assert "因此没有恢复" in page
    assert "产值" in page
    keep.refresh_from_db()
    gone.refresh_from_db()
    assert (keep.output, keep.people, keep.park, keep.aliases) == (99, 7, None, "澄原")
    assert (gone.output, gone.merged_into) == (Decimal("12.5"), None)
    assert Project.objects.get().enterprise is None


def test_pairs_that_were_put_aside_wait_again(owner, pair, make_firm, client_of):
    from rongshu.office.registry.work import Duplicate

    third, client = make_firm(3), client_of(owner)
    Duplicate.objects.create(first=pair.second, second=third, score=0.7, reasons=[["名称", "name"]])
    client.post(f"/registry/duplicates/{pair.pk}/", {"keep": "first"})
    assert Duplicate.objects.count() == 1
    client.post(f"/registry/duplicates/{pair.pk}/undo/")
    again = Duplicate.objects.get(second=third)
    assert (again.state, again.reasons) == ("open", [["名称", "name"]])


def test_the_later_of_two_merges_is_undone_first(owner, pair, make_firm, client_of):
    from rongshu.office.registry.models import Enterprise
    from rongshu.office.registry.work import Duplicate

    client, third = client_of(owner), make_firm(3)
    before = everything()
    later = Duplicate.objects.create(first=third, second=pair.first, score=0.7)
    for number, side in ((pair.pk, "first"), (later.pk, "first")):
        client.post(f"/registry/duplicates/{number}/", {"keep": side})
    assert Enterprise.objects.filter(merged_into=None).get() == third
    page = client.post(f"/registry/duplicates/{pair.pk}/undo/", follow=True).content.decode()
    assert "请先撤销后一次" in page
    for number in (later.pk, pair.pk):
        client.post(f"/registry/duplicates/{number}/undo/")
    assert everything() == before


def test_a_neighbour_undoes_nothing(county_user, owner, pair, client_of):
    client_of(owner).post(f"/registry/duplicates/{pair.pk}/", {"keep": "first"})
    assert client_of(county_user).post(f"/registry/duplicates/{pair.pk}/undo/").status_code == 404
    assert "澄原" not in client_of(county_user).get("/registry/duplicates/").content.decode()
