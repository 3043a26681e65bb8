"""The view models behind the pages of one kind each."""

from decimal import Decimal

import pytest

from office.pages.rongjiang import DAY, rongjiang
from office.pages.rongjiang_map import park_points
from rongshu.office.pages.chain.chains import chain_page, chain_table
from rongshu.office.pages.chain.clusters import cluster_table
from rongshu.office.pages.indicator.indicators import bound_of, indicator_page, same_quantity
from rongshu.office.pages.parts.figures import figure_of
from rongshu.office.pages.plan.checks import check_page, check_table
from rongshu.office.pages.plan.industries import industry_page, industry_tree
from rongshu.office.pages.plan.mechanisms import coverage_view, mechanism_table, realiser_link
from rongshu.office.pages.plan.parks import park_page
from rongshu.office.pages.plan.projects import project_table
from rongshu.office.pages.plan.statements import statement_table
from rongshu.office.pages.plan.tasks import task_table, task_tree
from rongshu.pack.amount import Amount
from rongshu.pack.check import check_pack

PACK = rongjiang()


def test_it_works():
    page = indicator_page(PACK, "ind-1", check_pack(PACK), DAY)
    assert page.card.done == "64.5%"
    assert [each.period for each in page.actuals] == ["2028", "2027", "2026"]
    assert [each.id for each in page.prose] == ["t-1", "t-5"]
    assert page.findings
    assert (page.previous, page.following.id) == (None, "ind-2")


def test_what_is_not_there_has_no_page():
    assert indicator_page(PACK, "nothing", (), DAY) is None
    assert industry_page(PACK, "nothing") is None
    assert chain_page(PACK, "nothing", "zh") is None
    assert park_page(PACK, "nothing", {}) is None


def test_prose_in_another_unit_is_not_the_same_quantity():
    assert same_quantity(PACK.indicators[2], PACK.statements) == ()


def test_the_tree_counts_what_is_below():
    pillar = industry_tree(PACK)[0]
    assert (pillar.firms, pillar.targets) == (4, 1)
    assert [branch.industry.id for branch in pillar.branches] == ["s1-1", "s1-2"]


def test_a_segment_shows_everything_said_under_it():
    page = industry_page(PACK, "s1-1-1")
    assert [firm.id for firm, _ in page.firms] == ["e-1", "e-2", "e-5"]
    assert page.made == 4
    assert [each.name for each in page.projects] == ["榕江海上风电基地"]
    assert [each.id for each in page.above] == ["s1", "s1-1"]


def test_a_chain_shows_who_leads_it_and_what_flows():
    page = chain_page(PACK, "wind", "zh")
    assert page.cluster.zh == "先进制造集群"
    assert [node.id for node in page.inputs["turbine"]] == ["blade", "tower"]
    assert page.parks[0].path == "parks/k1/"


def test_an_analysts_chain_says_so():
    row = next(row for row in chain_table(PACK).rows if row.id == "bio")
    assert row.cells[-1].tags[0].text.zh == "分析员补充"


def test_a_chain_shows_what_it_hands_to_another():
    (out,) = chain_page(PACK, "wind", "zh").bridges
    (back,) = chain_page(PACK, "bio", "zh").bridges
    assert (out.here.id, out.there.path, out.outward) == ("resin", "chains/bio/#resin", True)
    assert (back.chain.path, back.outward) == ("chains/wind/", False)


def test_a_link_that_lost_an_end_is_left_out():
    lost = PACK.model_copy(update={"chains": PACK.chains[:1]})
    assert chain_page(lost, "wind", "zh").bridges == ()


def test_a_cluster_lists_each_chain_once():
    (row,) = cluster_table(PACK).rows
    assert [link.text.zh for link in row.cells[2].links] == ["风电装备产业链", "功能性纤维产业链"]


def test_a_parks_position_comes_from_the_map():
    assert park_page(PACK, "k1", park_points()).position == (119.3, 25.9)
    assert park_page(PACK, "k4", park_points()).position is None


def test_tasks_hang_under_each_other():
    tree = task_tree(PACK)
    assert [twig.task.id for twig in tree.tasks] == ["r1", "r2"]
    assert [twig.task.id for twig in tree.safeguards] == ["g1"]
    assert (tree.without_owner, tree.without_deadline) == (2, 3)


def test_tasks_of_one_owner_keep_the_branch_that_leads_to_them():
    tree = task_tree(PACK, owner="东港区政府")
    assert [twig.task.id for twig in tree.tasks] == ["r1"]
    assert tree.tasks[0].below == 2
    assert task_tree(PACK, words="fengdian").tasks[0].below == 2
    assert task_tree(PACK, words="没有").tasks == ()


def test_coverage_counts_realised_pending_and_there_already():
    view = coverage_view(PACK)
    assert (view.whole.tally.realised, view.whole.tally.pending, view.whole.tally.outside) == (2, 1, 1)
    assert {row.key for row in view.kinds} == {"register", "routine", "evaluation", "system"}


def test_a_realiser_that_is_a_page_is_a_link():
    assert realiser_link("page:firms").path == "firms/"
    assert realiser_link("rule:per-mu").path == ""
    assert realiser_link("page:nonsense").path == ""


def test_checks_stand_by_rule_and_can_be_narrowed():
    findings = check_pack(PACK)
    page = check_page(findings)
    assert page.total == len(findings) == sum(number for _, _, number in page.severities)
    assert check_page(findings, severity="error").shown == sum(d.severity == "error" for d in findings)
    assert all(group.name.zh != group.rule for group in page.groups)


def test_every_table_has_a_cell_for_each_column():
    tables = (
        statement_table(PACK),
        project_table(PACK),
        mechanism_table(PACK),
        task_table(PACK),
        check_table(check_pack(PACK)),
    )
    for table in tables:
        assert table.rows
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("超过50%", ">"),
        ("突破7700亿元", ">"),
        ("45%以上", "≥"),
        ("≥45", "≥"),
        ("约4600亿元", "约"),
        ("不足3%", "≤"),
        ("", ""),
        ("50%", ""),
    ],
)
def test_a_published_figure_keeps_its_sign(words, sign):
    figure = figure_of(Amount(value=Decimal(50), unit="%", operator=bound_of(words)))
    assert figure.text() == f"{sign}50%"
