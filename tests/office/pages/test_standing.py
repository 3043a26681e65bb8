"""How a chain stands on its pages: counted from the registry, explained, shown to whom it concerns."""

from __future__ import annotations

import io

import docx
import pytest
from openpyxl import load_workbook

from office.registry.conftest import credit_code

ROOT = "/plans/rongjiang/"
SECRET = "榕江市澄原机械有限公司"
QUERIES = 12
ADDRESSES = (
    "chains/wind/",
    "chains/picture/wind.svg",
    "gaps/",
    "nodes/wind/turbine/",
    "nodes/wind/blade/targets/",
)


@pytest.fixture
def stock(plan, bureau, db):
    """Makers of turbines, none of blades, a project and an outside maker of blades."""
    from django.core.cache import cache

    from rongshu.office.plans.shelf import pack_of
    from rongshu.office.registry.derived import derive
    from rongshu.office.registry.models import Enterprise, Node, Project, Target
    from rongshu.office.registry.placing import place_firms

    cache.clear()
    pack = pack_of(plan)
    nodes = {node.id: node for chain in pack.chains if chain.id == "wind" for node in chain.nodes}
    goods = "、".join(nodes["turbine"].products) or nodes["turbine"].name.zh
    for number in range(1, 4):
        name = SECRET if number == 1 else f"榕江市示例{number}有限公司"
        firm = Enterprise(
            name=name, code=credit_code(number), products=goods, output=1000 * number, owner=bureau
        )
        derive(firm)
        firm.save()
    blades = "、".join(nodes["blade"].products) or nodes["blade"].name.zh
    target = Target.objects.create(
        name="衡汐市铭源有限公司", products=blades, revenue=50000, customers=SECRET, owner=bureau
    )
    place_firms(plan.folder, pack, None)
    node = Node.objects.get(node="blade")
    Project.objects.create(number="X1", name="叶片扩产项目", node=node, output=900, owner=bureau)
    return target


def test_it_works(stock, owner, client_of):
    client = client_of(owner)
    page = client.get(ROOT + "chains/wind/").content.decode()
    assert "链条体检" in page
    assert "缺失 · 0家" in page
    assert "一般 · 3家" in page
    node = client.get(ROOT + "nodes/wind/blade/").content.decode()
    assert "本地没有生产企业" in node
    assert "叶片扩产项目" in node
    assert SECRET in client.get(ROOT + "nodes/wind/turbine/").content.decode()
    gaps = client.get(ROOT + "gaps/").content.decode()
    assert "招商图谱" in gaps
    assert "nodes/wind/blade/targets/" in gaps


def test_a_market_is_no_gap(stock, plan, owner, client_of, settings):
    """A node that only buys (``kind: application``) is nothing that a firm could be brought in for."""
    path = settings.WORKSPACE.plans / plan.folder / "chains" / "wind.yaml"
    text = path.read_text(encoding="utf-8")
    assert "nodes/wind/blade/" in client_of(owner).get(ROOT + "gaps/").content.decode()
    path.write_text(text.replace("{id: blade,", "{id: blade, kind: application,"), encoding="utf-8")
    client = client_of(owner)
    assert "nodes/wind/blade/" not in client.get(ROOT + "gaps/").content.decode()
    page = client.get(ROOT + "chains/wind/").content.decode()
    assert "叶片（缺失" not in page
    assert "另有市场环节 1 个" in page
    node = client.get(ROOT + "nodes/wind/blade/").content.decode()
    assert "没有本地企业也不算缺口" in node
    assert "本地没有生产企业" not in node


def test_a_status_follows_a_decision(stock, owner, client_of):
    from rongshu.office.registry.models import Assignment

    client = client_of(owner)
    client.get(ROOT + "chains/wind/")
    for each in Assignment.objects.filter(node__node="turbine"):
        client.post(f"/registry/review/{each.pk}/", {"answer": "override"})
    assert "一般 · 3家" not in client.get(ROOT + "chains/wind/").content.decode()


def test_targets_are_ranked_explained_and_taken_away(stock, owner, client_of):
    client = client_of(owner)
    page = client.get(ROOT + "nodes/wind/blade/targets/").content.decode()
    assert stock.name in page
    assert "以企引企" in page
    assert "未知" in page
    book = load_workbook(io.BytesIO(client.get(ROOT + "nodes/wind/blade/targets/?as=xlsx").content))
    assert stock.name in [cell.value for row in book.active.iter_rows() for cell in row]
    paper = docx.Document(io.BytesIO(client.get(f"{ROOT}nodes/wind/blade/targets/{stock.pk}/").content))
    said = [p.text for p in paper.paragraphs] + [
        c.text for t in paper.tables for r in t.rows for c in r.cells
    ]
    assert "演示数据" in said
    assert stock.name in said


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_outsider_learns_nothing_of_the_registry(stock, outsider, client_of, address):
    answer = client_of(outsider).get(ROOT + address)
    text = answer.content.decode()
    assert SECRET not in text
    assert stock.name not in text
    assert "链条体检" not in text
    assert "缺失 ·" not in text
    if address in {"gaps/", "nodes/wind/blade/targets/"}:
        assert answer.status_code == 403


@pytest.mark.parametrize("address", [*ADDRESSES, "nodes/wind/blade/targets/1/"])
def test_a_draft_does_not_exist_for_the_outsider(private_plan, outsider, client_of, address):
    assert client_of(outsider).get(ROOT + address).status_code == 404


def test_the_one_page_is_closed_to_the_outsider_and_to_firms(stock, outsider, firm_user, client_of):
    for user in (outsider, firm_user):
        assert client_of(user).get(f"{ROOT}nodes/wind/blade/targets/{stock.pk}/").status_code == 403


def test_an_office_below_sees_the_standing_but_not_the_neighbours_firm(stock, make_user, bureau, client_of):
    from rongshu.office.people.models import Organisation

    county = Organisation.objects.create(name="榕北县工信局", kind="county", parent=bureau)
    page = client_of(make_user("xian", "county", county)).get(ROOT + "nodes/wind/turbine/").content.decode()
    assert "一般" in page
    assert SECRET not in page
    assert "另有 3 家不在您的范围内" in page


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_cost_few_queries(stock, owner, client_of, django_assert_max_num_queries, address):
    client = client_of(owner)
    with django_assert_max_num_queries(QUERIES + 3):
        client.get(ROOT + address)
    with django_assert_max_num_queries(QUERIES):
        client.get(ROOT + address)


@pytest.mark.parametrize("address", ["nodes/wind/nothing/", "nodes/nothing/blade/", "chains/picture/no.svg"])
def test_what_is_not_there_is_not_found(plan, owner, client_of, address):
    assert client_of(owner).get(ROOT + address).status_code == 404


def test_the_picture_is_a_file_of_its_own(stock, owner, client_of):
    from lxml import etree

    answer = client_of(owner).get(ROOT + "chains/picture/wind.svg")
    tree = etree.fromstring(answer.content)
    assert tree.tag.endswith("svg")
    assert "演示数据" in answer.content.decode()


OUTPUTS = """行业代码,产业链,环节,全国产值（万元）,本地需求（万元）,参照地区,期间,来源
合计,,,900000,,全国,2024,虚构统计
,wind,turbine,300000,60000,全国,2024,虚构统计
"""


def test_a_loaded_reference_decides_and_is_named(stock, plan, owner, client_of, settings):
    client, address = client_of(owner), ROOT + "nodes/wind/turbine/"
    assert "未加载，不参与判定" in client.get(address).content.decode()
    folder = settings.WORKSPACE.plans / plan.folder / "reference"
    folder.mkdir()
    (folder / "node-output.csv").write_text(OUTPUTS, encoding="utf-8")
    page = client.get(address).content.decode()
    # all of the 6000 here are turbines: (6000 / 6000) / (300000 / 900000); 6000 / 60000
    assert "<b>3.00</b>" in page
    assert "<b>10%</b>" in page
    assert "虚构统计" in page
    assert "优势" in page
    assert "优势 · 3家" in client.get(ROOT + "chains/wind/").content.decode()


def test_a_faulty_reference_closes_no_page(stock, plan, owner, client_of, settings):
    folder = settings.WORKSPACE.plans / plan.folder / "reference"
    folder.mkdir()
    (folder / "node-output.csv").write_text(OUTPUTS.replace("300000", "很多"), encoding="utf-8")
    page = client_of(owner).get(ROOT + "nodes/wind/turbine/").content.decode()
    assert "未加载（参照表有错），不参与判定" in page


def test_a_change_counts_only_what_it_touched_and_counts_it_right(
    stock, plan, bureau, owner, client_of, monkeypatch
):
    """Whatever happened since, mended counts are those of a full count."""
    from rongshu.office.pages.chain import tallies
    from rongshu.office.registry.models import Assignment, Enterprise, Node

    rows = Assignment.objects.filter(node__plan=plan.folder).exclude(state="overridden")

    def both() -> tuple[dict, dict]:
        tally = tallies.counted(plan, rows, *tallies.nodes_and_newest(plan))
        return dict(tally.counted), tallies.count(rows)

    mended, whole = both()
    assert mended == whole
    asked: list[int] = []
    true_count = tallies.count
    monkeypatch.setattr(tallies, "count", lambda rows: asked.append(1) or true_count(rows))
    first, second, third = Enterprise.objects.filter(owner=bureau).order_by("pk")
    steps = (
        lambda: Enterprise.objects.get(pk=first.pk).delete(),
        lambda: setattr(second, "output", 77) or second.save(),
        lambda: Assignment.objects.create(enterprise=third, node=Node.objects.get(node="blade")),
        lambda: third.assignments.first().delete(),
    )
    for step in steps:
        step()
        mended, whole = both()
        assert mended == whole
    before = len(asked)
    both()
    assert len(asked) == before + 1, "nothing changed: only the full count of the comparison"


def test_an_office_that_moves_takes_its_firms_along(stock, plan, bureau, owner, client_of):
    from rongshu.office.people.models import Organisation
    from rongshu.office.registry.models import Enterprise

    other = Organisation.objects.create(name="榕北县工信局", kind="county")
    for firm in Enterprise.objects.all():
        firm.owner = other
        firm.save()
    client = client_of(owner)
    assert "缺失 · 0家" in client.get(ROOT + "chains/wind/").content.decode()
    other.parent = bureau
    other.save()
    assert "一般 · 3家" in client.get(ROOT + "chains/wind/").content.decode()


def test_a_city_without_firms_is_told_where_to_begin(plan, owner, client_of):
    """The plan has chains: that nothing is known of their nodes is not the plan's fault."""
    from django.core.cache import cache

    cache.clear()
    client = client_of(owner)
    gaps = client.get(ROOT + "gaps/").content.decode()
    assert "规划中没有这类内容" not in gaps
    assert "企业库还没有归入产业链" in gaps
    node = client.get(ROOT + "nodes/wind/blade/").content.decode()
    assert 'href="/registry/enterprises/">重点企业库' in node[node.index("环节现状未评估") :]
