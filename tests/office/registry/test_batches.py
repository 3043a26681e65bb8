"""A file goes out, comes back, is compared, written, and taken back; every field remembers."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from office.registry.conftest import credit_code

pytestmark = pytest.mark.django_db


def table(*rows: dict[str, object]) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def send(client, content: bytes, kind: str = "enterprises", name: str = "firms.csv"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from rongshu.office.registry.work import Batch

    answer = client.post(f"/registry/{kind}/import/", {"file": SimpleUploadedFile(name, content)})
    return Batch.objects.first() if answer.status_code == 302 else answer


def run(client, batch, action: str, django_capture) -> None:
    with django_capture(execute=True):
        assert client.post(f"/registry/batches/{batch.pk}/{action}/").status_code == 302
    batch.refresh_from_db()


A = {"企业名称": "临江市澄原纺织有限公司", "统一社会信用代码": credit_code(1), "产值（万元）": "5,000"}
B = {"企业名称": "临江市铄川电子有限公司", "统一社会信用代码": credit_code(2), "产值（万元）": "800"}


def test_it_works(owner, client_of, django_capture_on_commit_callbacks):
    """In, changed by a second file, undone twice: the registry is empty again and says why."""
    from rongshu.office.registry.models import Enterprise

    client, on = client_of(owner), django_capture_on_commit_callbacks
    first = send(client, table(A, B))
    assert first.counts["new"] == 2
    assert not Enterprise.objects.exists()
    run(client, first, "apply", on)
    firm = Enterprise.objects.get(code=credit_code(1))
    assert (firm.output, firm.owner) == (5000, owner.organisation)
    second = send(client, table(A, {**B, "产值（万元）": "900", "曾用名": "铄川厂"}))
    assert (second.counts["unchanged"], second.counts["changed"]) == (1, 1)
    run(client, second, "apply", on)
    changed = Enterprise.objects.get(code=credit_code(2))
    assert (changed.output, changed.former_names) == (900, "铄川厂")
    newest = changed.history.first()
    assert f"#{second.pk}" in newest.history_change_reason
    assert newest.history_user == owner
    page = client.get(f"/registry/enterprises/{changed.pk}/").content.decode()
    assert "铄川厂" in page
    assert f"#{second.pk}" in page
    run(client, second, "undo", on)
    changed.refresh_from_db()
    assert (changed.output, changed.former_names) == (800, "")
    run(client, first, "undo", on)
    assert not Enterprise.objects.exists()
    assert Enterprise.history.filter(history_type="-").count() == 2


@pytest.mark.parametrize(
    ("cells", "field", "said"),
    [
        ({"统一社会信用代码": credit_code(3)[:-1] + "0"}, "code", "校验位"),
        ({"统一社会信用代码": "123"}, "code", "18位"),
        ({"产值（万元）": "约五千"}, "output", "不是数字"),
        ({"产值（万元）": "-3"}, "output", "不小于0"),
        ({"行业代码": "9999"}, "gbt4754", "GB/T 4754"),
        ({"所在园区": "没有的园区"}, "park", "没有"),
        ({"归口单位": "远山市发改委"}, "owner", "没有"),
        ({"链主或单项冠军": "也许"}, "champion", "是"),
        ({"从业人员": "2.5"}, "people", "整数"),
        ({"称号": "专精特新（去年）"}, "titles", "日期"),
    ],
)
def test_a_wrong_cell_is_said_and_marked(owner, other_bureau, client_of, cells, field, said):
    client = client_of(owner)
    batch = send(client, table({**A, "统一社会信用代码": "", **cells}))
    row = batch.rows[0]
    assert row["state"] == "wrong"
    assert said in row["wrong"][field][0]
    answer = client.get(f"/registry/batches/{batch.pk}/annotated/")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    marked = [cell for line in sheet.iter_rows() for cell in line if cell.comment]
    assert len(marked) == 1
    assert said in marked[0].comment.text


def test_the_mended_copy_can_be_sent_again(owner, client_of):
    client = client_of(owner)
    batch = send(client, table({**A, "产值（万元）": "多"}))
    copy = client.get(f"/registry/batches/{batch.pk}/annotated/").content
    book = load_workbook(io.BytesIO(copy))
    titles = {cell.value: cell.column for cell in book.active[1]}
    book.active.cell(2, titles["产值（万元）"]).value = 12
    out = io.BytesIO()
    book.save(out)
    assert send(client, out.getvalue(), name="mended.xlsx").counts["new"] == 1


def test_rows_that_say_the_same_firm_twice_are_in_conflict(owner, client_of):
    batch = send(client_of(owner), table(A, A))
    assert [row["state"] for row in batch.rows] == ["new", "conflict"]


def test_code_and_name_of_two_firms_are_in_conflict(owner, make_firm, client_of):
    make_firm(1, "甲有限公司")
    make_firm(2, "乙有限公司", code="")
    batch = send(client_of(owner), table({"企业名称": "乙有限公司", "统一社会信用代码": credit_code(1)}))
    assert batch.rows[0]["state"] in {"conflict", "changed"}


def test_what_was_changed_since_stays_when_a_file_is_undone(
    owner, client_of, django_capture_on_commit_callbacks
):
    from rongshu.office.registry.models import Enterprise
    from rongshu.office.registry.work import Job

    client, on = client_of(owner), django_capture_on_commit_callbacks
    run(client, send(client, table(A)), "apply", on)
    second = send(client, table({**A, "产值（万元）": "1", "地址": "新街1号"}))
    run(client, second, "apply", on)
    firm = Enterprise.objects.get()
    firm.output = 77
    firm.save()
    run(client, second, "undo", on)
    firm.refresh_from_db()
    assert (firm.output, firm.address) == (77, "")
    assert any("产值" in kept for kept in Job.objects.first().result["kept"])


def test_rows_taken_back_leave_one_last_line_each_with_who_and_why(
    owner, client_of, django_capture_on_commit_callbacks
):
    """A node's firm goes with the firm; each of both is told once."""
    from rongshu.office.registry.models import Assignment, Enterprise, Node

    client, on = client_of(owner), django_capture_on_commit_callbacks
    batch = send(client, table(A, B))
    run(client, batch, "apply", on)
    node = Node.objects.create(plan="p", chain="c", chain_name="链", node="n", name="环节")
    placed = Assignment.objects.create(enterprise=Enterprise.objects.first(), node=node, score=1)
    numbers = set(Enterprise.objects.values_list("pk", flat=True))
    run(client, batch, "undo", on)
    assert not Assignment.objects.exists()
    last = Enterprise.history.filter(history_type="-")
    assert sorted(last.values_list("id", flat=True)) == sorted(numbers)
    assert {each.history_user for each in last} == {owner}
    assert all(f"撤销导入 #{batch.pk}" in each.history_change_reason for each in last)
    assert {each.name for each in last} == {A["企业名称"], B["企业名称"]}
    assert Assignment.history.filter(history_type="-", id=placed.pk).count() == 1


def test_a_row_changed_since_the_preview_is_not_written_over(
    owner, client_of, django_capture_on_commit_callbacks
):
    from rongshu.office.registry.models import Enterprise

    client, on = client_of(owner), django_capture_on_commit_callbacks
    run(client, send(client, table(A)), "apply", on)
    preview = send(client, table({**A, "产值（万元）": "1"}))
    Enterprise.objects.update(output=55)
    run(client, preview, "apply", on)
    assert Enterprise.objects.get().output == 55


def test_a_blank_changes_nothing_and_a_word_clears(owner, client_of, django_capture_on_commit_callbacks):
    from rongshu.office.registry.models import Enterprise

    client, on = client_of(owner), django_capture_on_commit_callbacks
    run(client, send(client, table({**A, "地址": "老街"})), "apply", on)
    assert send(client, table({**A, "地址": ""})).counts.get("unchanged") == 1
    run(client, send(client, table({**A, "地址": "清空"})), "apply", on)
    assert Enterprise.objects.get().address == ""


def test_the_template_comes_back_as_it_went(owner, client_of):
    """Every kind has a template whose headings the reader knows."""
    from rongshu.office.registry.kinds import KINDS
    from rongshu.office.registry.spreadsheet import read_sheet

    client = client_of(owner)
    for kind in KINDS.values():
        for language in ("zh-hans", "en"):
            client.cookies["rongshu_language"] = language
            content = client.get(f"/registry/{kind.key}/template/").content
            assert list(read_sheet(content, kind).columns.values()) == [field.name for field in kind.fields]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"\x00\x01\x02", "无关,列\n1,2".encode()])
def test_what_is_no_table_is_refused(owner, client_of, content):
    answer = send(client_of(owner), content)
    assert answer.status_code == 400


def test_projects_and_months_come_by_file_too(owner, client_of, django_capture_on_commit_callbacks):
    from rongshu.office.registry.models import Project

    client, on = client_of(owner), django_capture_on_commit_callbacks
    rows = {"项目编号": "X1", "项目名称": "叶片扩产", "签约实际": "2026-03-01", "开工计划": "2026/5/1"}
    run(client, send(client, table(rows), "projects"), "apply", on)
    project = Project.objects.get()
    assert (project.stage, str(project.due)) == ("signed", "2026-05-01")
    month = {"项目编号": "X1", "月份": "2026-06", "计划投资（万元）": "100", "实际投资（万元）": "80"}
    run(client, send(client, table(month), "months"), "apply", on)
    assert project.months.get().actual == 80
    again = send(client, table({**month, "实际投资（万元）": "90"}), "months")
    assert again.counts["changed"] == 1
