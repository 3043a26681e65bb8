"""A chain on two days: what the history tells, what it does not reach, and who may know of it."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from office.registry.conftest import credit_code

ROOT = "/plans/rongjiang/chains/changes/wind/"
SECRET = "榕江市澄原机械有限公司"
THEN, LATER, NOW = (timezone.now() - timedelta(days=days) for days in (90, 30, 0))
QUERIES = 34


def day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def between(first: datetime, second: datetime = NOW) -> str:
    return f"{ROOT}?from={day(first)}&to={day(second)}"


@pytest.fixture
def stock(plan, bureau, county, db):
    """Two makers of turbines since ninety days, one of them the county's; outputs known."""
    from django.core.cache import cache

    from rongshu.office.plans.shelf import pack_of
    from rongshu.office.registry.derived import derive
    from rongshu.office.registry.models import Assignment, Enterprise
    from rongshu.office.registry.placing import place_firms

    cache.clear()
    pack = pack_of(plan)
    nodes = {node.id: node for chain in pack.chains if chain.id == "wind" for node in chain.nodes}
    goods = "、".join(nodes["turbine"].products) or nodes["turbine"].name.zh
    firms = []
    for number, owner in ((1, bureau), (2, county)):
        name = SECRET if number == 2 else "榕江市示例有限公司"
        firm = Enterprise(name=name, code=credit_code(number), products=goods, output=1000, owner=owner)
        derive(firm)
        firm.save()
        firms.append(firm)
    place_firms(plan.folder, pack, None)
    for model in (Enterprise, Assignment):
        model.history.update(history_date=THEN)
    return firms


@pytest.fixture
def county(db, bureau):
    """A county bureau."""
    from rongshu.office.people.models import Organisation

    return Organisation.objects.create(name="临江县工信局", kind="county", parent=bureau)


def override(firm, when: datetime) -> None:
    """Somebody says that the firm is not on the turbine node."""
    each = firm.assignments.get(node__node="turbine")
    each.state, each._history_date = "overridden", when
    each.save()


def test_it_works(stock, owner, client_of):
    override(stock[1], LATER)
    client = client_of(owner)
    page = client.get(between(THEN)).content.decode()
    assert "变弱" in page
    assert "▼ 原一般" in page
    assert "人工否定" in page
    assert SECRET in page
    assert "生产企业 2 → 1" in page
    assert f'value="{day(THEN)}"' in page
    same = client.get(between(LATER)).content.decode()
    assert "两日之间没有变化。" in same
    before = client.get(between(THEN, LATER - timedelta(days=1))).content.decode()
    assert "两日之间没有变化。" in before


def test_what_a_firm_was_is_read_from_its_history(stock, owner, client_of):
    firm = stock[0]
    firm.output, firm._history_date = 3000, LATER
    firm.save()
    page = client_of(owner).get(between(THEN)).content.decode()
    assert "2,000 → 4,000" in page
    assert "50.0% → 75.0%" in page


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        (THEN - timedelta(days=1), NOW, "更早的情况没有记录"),
        (NOW, THEN, "应早于"),
        (THEN, NOW + timedelta(days=2), "今天之后"),
    ],
)
def test_a_day_that_cannot_be_compared_says_why(stock, owner, client_of, first, second, said):
    page = client_of(owner).get(between(first, second)).content.decode()
    assert said in page
    assert "有变化的环节" not in page


def test_no_history_is_no_comparison(plan, owner, client_of):
    assert "没有归类记录" in client_of(owner).get(ROOT).content.decode()


def test_what_nobody_recorded_has_no_direction(stock, owner, client_of):
    """A firm without a record stood there, nobody knows since when."""
    from rongshu.office.registry.models import Assignment

    Assignment.history.filter(enterprise_id=stock[1].pk).delete()
    page = client_of(owner).get(between(THEN)).content.decode()
    assert "不能确定" in page
    assert "没有留下历史" in page
    assert "▲" not in page.split('class="tabs"')[1].split("</svg>")[0]


def test_a_merged_firm_says_where_it_went(stock, owner, client_of):
    from rongshu.office.registry.merging import merge
    from rongshu.office.registry.work import Duplicate

    pair = Duplicate.objects.create(first=stock[0], second=stock[1], score=0.9)
    merge(pair, stock[0], stock[1], owner)
    page = client_of(owner).get(between(THEN)).content.decode()
    assert "并入别的企业" in page


def test_projects_that_moved_are_listed(stock, owner, bureau, client_of):
    from rongshu.office.registry.models import Node, Project

    node = Node.objects.get(node="blade")
    project = Project(number="X1", name="叶片扩产项目", node=node, stage="talks", owner=bureau)
    project._history_date = THEN
    project.save()
    project.stage, project._history_date = "signed", LATER
    project.save()
    page = client_of(owner).get(between(THEN)).content.decode()
    assert "叶片扩产项目" in page
    assert "在谈 → 签约" in page


def test_targets_that_came_are_listed(stock, owner, bureau, plan, client_of):
    from rongshu.office.plans.shelf import pack_of
    from rongshu.office.registry.models import Target

    blade = next(n for c in pack_of(plan).chains if c.id == "wind" for n in c.nodes if n.id == "blade")
    target = Target(
        name="衡汐市铭源有限公司", products="、".join(blade.products) or blade.name.zh, owner=bureau
    )
    target._history_date = LATER
    target.save()
    assert "衡汐市铭源有限公司" in client_of(owner).get(between(THEN)).content.decode()


def test_a_county_reads_counts_of_all_and_names_of_its_own(stock, make_user, county, client_of):
    for firm in stock:
        override(firm, LATER)
    page = client_of(make_user("xianqu", "county", county)).get(between(THEN)).content.decode()
    assert "生产企业 2 → 0" in page
    assert SECRET in page
    assert "榕江市示例有限公司" not in page
    assert "另有 1 家不在您的范围内" in page
    assert "产值（万元）" not in page


def test_the_outsider_may_not_compare(stock, outsider, client_of):
    assert client_of(outsider).get(between(THEN)).status_code == 403


def test_a_day_that_is_none_is_no_page(stock, owner, client_of):
    assert client_of(owner).get(f"{ROOT}?from=gestern").status_code == 404
    assert client_of(owner).get("/plans/rongjiang/chains/changes/none/").status_code == 404


def test_it_costs_the_same_for_many(stock, owner, client_of, django_assert_max_num_queries):
    client = client_of(owner)
    client.get(between(THEN))
    with django_assert_max_num_queries(QUERIES):
        client.get(between(THEN))


def test_the_command_says_the_same(stock, plan, settings, monkeypatch):
    from rongshu.cli.command import main

    override(stock[1], LATER)
    monkeypatch.setattr("rongshu.office.site.serving.open_office", lambda _folder: None)
    words = [
        "chain",
        "wind",
        "--compare",
        str(day(THEN)),
        str(day(NOW)),
        "-w",
        str(settings.WORKSPACE.folder),
    ]
    answer = CliRunner().invoke(main, [*words, "--json"])
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.output)
    assert told["turned"] == {"better": 0, "worse": 1, "unsure": 0, "same": len_of(plan) - 1}
    [node] = told["nodes"]
    assert (node["node_id"], node["before"]["status_id"], node["after"]["status_id"]) == (
        "turbine",
        "fair",
        "weak",
    )
    assert node["left"] == [{"firm": SECRET, "why": "人工否定"}]
    assert {"fact": "firms", "before": "2", "after": "1"} in node["facts"]
    early = ["chain", "wind", "--compare", "2000-01-01", str(day(NOW)), "-w", str(settings.WORKSPACE.folder)]
    refused = CliRunner().invoke(main, early)
    assert refused.exit_code == 2
    assert str(day(THEN)) in refused.output


def len_of(plan) -> int:
    from rongshu.office.plans.shelf import pack_of

    return next(len(chain.nodes) for chain in pack_of(plan).chains if chain.id == "wind")


def test_the_ledger_comes_after_the_page(stock, owner, leader, county, make_user, client_of):
    """Another day's ledger takes a while to open; who may not read figures is not offered it."""
    address = between(THEN) + "&ledger=1"
    page = client_of(owner).get(between(THEN)).content.decode()
    assert 'hx-trigger="load"' in page
    part = client_of(owner).get(address, headers={"HX-Request": "true"}).content.decode()
    assert "没有这条链的企业月报" in part
    assert "<html" not in part
    assert "没有这条链的企业月报" in client_of(owner).get(address).content.decode()
    other = client_of(make_user("xianqu", "county", county))
    assert 'hx-trigger="load"' not in other.get(between(THEN)).content.decode()
