"""What could come next, page by page: nothing without its tables, closed to whoever is outside."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "jichuan" / "reference"
PAGE = "/plans/rongjiang/prospects/"
QUERIES = 6


@pytest.fixture
def reference(plan, settings):
    """The invented tables beside the plan."""
    folder = settings.WORKSPACE.plans / plan.folder / "reference"
    shutil.copytree(EXAMPLE, folder)
    return folder


def test_it_works(reference, owner, client_of):
    page = client_of(owner).get(PAGE, {"region": "霁川市"}).content.decode()
    assert "27 医药制造业" in page
    assert "邻近" in page
    assert "影响力系数" in page
    assert "演示数据（虚构）" in page.replace("(", "（").replace(")", "）")
    assert "office-demo" in page


def test_industries_lead_to_the_nodes_that_have_their_code(reference, owner, client_of):
    table = reference / "region-industry.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("27,医药", "3130,医药"), encoding="utf-8")
    page = client_of(owner).get(PAGE, {"region": "霁川市"}).content.decode()
    assert "/plans/rongjiang/nodes/wind/" in page


def test_without_tables_it_says_where_to_bring_them(plan, owner, client_of):
    page = client_of(owner).get(PAGE).content.decode()
    assert "/plans/rongjiang/reference/region-industry/send/" in page
    assert "/plans/rongjiang/reference/input-output/send/" in page


def test_a_demand_is_worked_out(reference, owner, client_of):
    client = client_of(owner)
    page = client.get(PAGE, {"sector": "装备制造业", "amount": "100"}).content.decode()
    assert "282.44" in page
    for asked in (
        {"sector": "装备制造业", "amount": "很多"},
        {"sector": "无", "amount": "1"},
        {"amount": "nan"},
    ):
        answer = client.get(PAGE, asked)
        assert answer.status_code == 200
        assert "282.44" not in answer.content.decode()


def test_the_list_is_taken_away_with_the_badge(reference, owner, client_of):
    answer = client_of(owner).get(PAGE, {"region": "霁川市", "as": "xlsx"})
    rows = [
        [cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows()
    ]
    assert rows[0][0] == "演示数据"
    assert "27 医药制造业" in [row[0] for row in rows]


def test_a_broken_table_says_which_cell(reference, owner, client_of):
    (reference / "region-industry.csv").write_text("地区,1311\n甲市,多\n", encoding="utf-8")
    answer = client_of(owner).get(PAGE)
    assert answer.status_code == 409
    assert "B2" in answer.content.decode()


def test_a_table_that_is_mended_is_read_anew(reference, owner, client_of):
    client = client_of(owner)
    assert "27 医药制造业" in client.get(PAGE, {"region": "霁川市"}).content.decode()
    table = reference / "region-industry.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("医药制造业", "改名的行业"), encoding="utf-8")
    assert "27 改名的行业" in client.get(PAGE, {"region": "霁川市"}).content.decode()


def test_it_is_closed_to_the_outsider_and_to_firms(reference, outsider, firm_user, client_of):
    for user in (outsider, firm_user):
        answer = client_of(user).get(PAGE)
        assert answer.status_code == 403
        assert "医药制造业" not in answer.content.decode()


def test_a_draft_does_not_exist_for_the_outsider(private_plan, outsider, client_of):
    assert client_of(outsider).get(PAGE).status_code == 404


def test_it_costs_few_queries(reference, owner, client_of, django_assert_max_num_queries):
    client = client_of(owner)
    client.get(PAGE)
    with django_assert_max_num_queries(QUERIES):
        client.get(PAGE)
