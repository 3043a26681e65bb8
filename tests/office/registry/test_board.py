"""The pipeline: what slips in time and money, what stands in the way, a month's figures of all projects."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from office.registry.test_batches import run, send

pytestmark = pytest.mark.django_db
QUERIES = 12


@pytest.fixture
def projects(bureau, county):
    """One begun and late, one of the county in talks, both with something in the way."""
    from rongshu.office.registry.derived import derive
    from rongshu.office.registry.models import Obstacle, Project, ProjectMonth

    today = timezone.localdate()
    made = []
    for number, owner, stage, plan in (("P1", bureau, "started", "built"), ("P2", county, "talks", "signed")):
        steps = {plan: {"plan": (today - timedelta(days=61)).isoformat()}}
        project = Project(number=number, name=f"示例项目{number}", owner=owner, stage=stage, steps=steps)
        derive(project)
        project.save()
        made.append(project)
    Obstacle.objects.create(
        project=made[0], kind="land", what="用地指标未落实", since=today - timedelta(days=92)
    )
    Obstacle.objects.create(project=made[0], kind="finance", what="已解决的事", cleared=today)
    Obstacle.objects.create(project=made[1], kind="land", what="县里的事")
    first = today.replace(day=1)
    for back, planned, actual in ((1, 100, 40), (2, 100, None), (0, 999, 1)):
        month = (first - timedelta(days=28 * back)).replace(day=1) if back else first
        ProjectMonth.objects.create(project=made[0], month=month, planned=planned, actual=actual)
    return made


def test_it_works(owner, projects, client_of):
    page = client_of(owner).get("/registry/projects/board/").content.decode()
    assert "晚 2.0 个月" in page
    assert "用地指标未落实" in page
    assert "已解决的事" not in page
    assert "用地 2" in page
    row = page.split('id="h-slip"')[1].split("</section>")[0]
    assert "开工" in row
    assert ">60<" in row  # 100 planned, 40 made; this month and the unreported one do not count
    assert "3.0" in page.split('id="h-blocked"')[1]


def test_it_is_narrowed(owner, county, projects, client_of):
    page = client_of(owner).get(f"/registry/projects/board/?owner={county.pk}").content.decode()
    assert "示例项目P2" in page
    assert "示例项目P1" not in page
    assert "用地指标未落实" not in page


def test_the_outsider_sees_nothing_of_it(outsider, projects, client_of):
    client = client_of(outsider)
    board = client.get("/registry/projects/board/").content.decode()
    sheet = client.get("/registry/projects/monthly/").content.decode()
    file = load_workbook(io.BytesIO(client.get("/registry/projects/monthly/?as=xlsx").content))
    cells = [str(cell.value) for each in file for row in each.iter_rows() for cell in row]
    for text in (board, sheet, " ".join(cells)):
        assert "示例项目" not in text
        assert "用地指标" not in text
    address = f"/registry/projects/{projects[0].pk}/obstacle/"
    assert client.post(address, {"what": "改"}).status_code == 404
    client.post("/registry/projects/monthly/", {f"actual-{projects[0].pk}": "7"})
    assert not projects[0].months.filter(actual=7).exists()


@pytest.mark.parametrize("who", ["leader", "firm_user"])
def test_a_reader_fills_in_nothing(request, projects, client_of, who):
    client = client_of(request.getfixturevalue(who))
    assert client.get("/registry/projects/monthly/").status_code == 403
    assert client.post(f"/registry/projects/{projects[0].pk}/obstacle/", {"what": "改"}).status_code == 403


def test_an_obstacle_is_written_by_hand_and_remembered(owner, projects, client_of):
    client, project = client_of(owner), projects[0]
    form = {"what": "电力增容待批", "kind": "energy", "responsible": "供电公司", "since": "2026-03-01"}
    client.post(f"/registry/projects/{project.pk}/obstacle/", form)
    made = project.obstacles.get(what="电力增容待批")
    assert (made.kind, made.since, made.cleared) == ("energy", date(2026, 3, 1), None)
    client.post(f"/registry/projects/{project.pk}/obstacle/", {**form, "cleared": "2026-04-01"})
    made.refresh_from_db()
    assert made.cleared == date(2026, 4, 1)
    assert made.history.count() == 2
    assert project.obstacles.filter(what="电力增容待批").count() == 1
    client.post(f"/registry/projects/{project.pk}/obstacle/", {"what": "", "kind": "land"})
    assert project.obstacles.count() == 3
    page = client.get(f"/registry/projects/{project.pk}/").content.decode()
    assert "供电公司" in page


def test_a_month_is_filled_in_on_one_sheet(owner, projects, client_of):
    client, pk = client_of(owner), projects[0].pk
    page = client.get("/registry/projects/monthly/?month=2026-01").content.decode()
    assert "示例项目P1" in page
    assert "示例项目P2" not in page  # in talks: nothing to report yet
    form = {f"planned-{pk}": "1,200", f"actual-{pk}": "", f"note-{pk}": "主体封顶"}
    assert client.post("/registry/projects/monthly/?month=2026-01", form).status_code == 302
    row = projects[0].months.get(month=date(2026, 1, 1))
    assert (row.planned, row.actual, row.note) == (Decimal(1200), None, "主体封顶")
    client.post("/registry/projects/monthly/?month=2026-01", form)
    assert row.history.count() == 1


def test_a_wrong_cell_keeps_all_of_them_back(owner, projects, client_of):
    client, pk = client_of(owner), projects[0].pk
    answer = client.post(
        "/registry/projects/monthly/?month=2026-01", {f"planned-{pk}": "5", f"actual-{pk}": "多"}
    )
    assert answer.status_code == 400
    assert "不是数字" in answer.content.decode()
    assert not projects[0].months.filter(month=date(2026, 1, 1)).exists()


def test_the_months_file_goes_out_and_comes_back(
    owner, projects, client_of, django_capture_on_commit_callbacks
):
    client = client_of(owner)
    content = client.get("/registry/projects/monthly/?month=2026-01&as=xlsx").content
    book = load_workbook(io.BytesIO(content))
    sheet = book.worksheets[0]
    titles = {cell.value.rstrip("*"): cell.column for cell in sheet[1] if cell.value}
    assert sheet.cell(2, titles["项目名称（参考）"]).value == "示例项目P1"
    sheet.cell(2, titles["实际投资（万元）"]).value = 33
    out = io.BytesIO()
    book.save(out)
    batch = send(client, out.getvalue(), "months", "months.xlsx")
    assert batch.counts["new"] == 1
    assert batch.counts["unknown"] == []
    run(client, batch, "apply", django_capture_on_commit_callbacks)
    assert projects[0].months.get(month=date(2026, 1, 1)).actual == 33


def test_obstacles_come_from_a_file_too(owner, projects, client_of, django_capture_on_commit_callbacks):
    from office.registry.test_batches import table

    row = {"项目编号": "P1", "存在问题": "用地指标未落实", "类别": "用地", "解决日期": "2026-05-01"}
    new = {"项目编号": "P2", "存在问题": "环评尚在审查", "类别": "环评", "起于": "2026-02-01"}
    batch = send(client_of(owner), table(row, new), "obstacles")
    assert (batch.counts["changed"], batch.counts["new"]) == (1, 1)
    run(client_of(owner), batch, "apply", django_capture_on_commit_callbacks)
    assert projects[0].obstacles.get(what="用地指标未落实").cleared == date(2026, 5, 1)


def test_the_board_costs_the_same_for_many(owner, projects, client_of, django_assert_max_num_queries):
    from rongshu.office.registry.models import Node

    Node.objects.create(plan="p", chain="c", chain_name="链", stage="s", node="n", name="环节")
    client = client_of(owner)
    client.get("/registry/projects/board/")
    with django_assert_max_num_queries(QUERIES):
        client.get("/registry/projects/board/")


def test_declared_figures_go_through_a_file(owner, projects, client_of, django_capture_on_commit_callbacks):
    from office.registry.test_batches import table

    row = {"项目编号": "P1", "项目名称": "示例项目P1", "达产年税收（万元）": "80", "达产用工（人）": "120"}
    batch = send(client_of(owner), table({**row, "达产进度": "40%、80%、100%"}), "projects")
    run(client_of(owner), batch, "apply", django_capture_on_commit_callbacks)
    projects[0].refresh_from_db()
    assert (projects[0].tax, projects[0].jobs, projects[0].ramp) == (80, 120, ["0.4", "0.8", "1"])
    wrong = send(client_of(owner), table({**row, "达产进度": "40%、80%"}), "projects")
    assert "100%" in wrong.rows[0]["wrong"]["ramp"][0]


def test_a_projects_page_says_what_is_late_and_what_is_not_yet_due(owner, projects, client_of):
    project = projects[0]
    project.steps = {
        "started": {"plan": "2026-01-01", "actual": "2026-03-03"},
        "built": {"plan": (timezone.localdate() + timedelta(days=40)).isoformat()},
    }
    project.ramp = ["0.4", "1"]
    project.save()
    page = client_of(owner).get(f"/registry/projects/{project.pk}/").content.decode()
    assert "晚 2.0 个月" in page
    assert "未到期" in page
    assert "40%、100%" in page
    assert "计划 100，实际 40，差 60" in page
    assert "1 个月未填" in page


def test_a_blank_leaves_what_a_month_says(owner, projects, client_of):
    client, project = client_of(owner), projects[0]
    row = project.months.create(month=date(2025, 3, 1), planned=100, actual=40, note="开工")
    address = f"/registry/projects/{project.pk}/month/"
    client.post(address, {"month": "2025-03", "planned": "", "actual": "55", "note": ""})
    row.refresh_from_db()
    assert (row.planned, row.actual, row.note) == (Decimal(100), Decimal(55), "开工")
    page = client.get(f"/registry/projects/{project.pk}/").content.decode()
    assert f"/registry/months/{row.pk}/edit/" in page  # there a field is emptied
    assert "留空的项保持原值" in page
    client.post(address, {"month": "2025-04", "planned": "", "actual": " ", "note": ""})
    assert not project.months.filter(month=date(2025, 4, 1)).exists()


def test_an_obstacle_said_again_stands_again_and_keeps_what_is_known(owner, projects, client_of):
    client, project = client_of(owner), projects[0]
    old = project.obstacles.get(what="已解决的事")
    old.responsible = "市自然资源局"
    old.save()
    client.post(f"/registry/projects/{project.pk}/obstacle/", {"what": old.what, "kind": "finance"})
    old.refresh_from_db()
    assert (old.responsible, old.cleared) == ("市自然资源局", None)
