"""A file on its way: sent, read, confirmed, landed, undone; and what stops it."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from facts.lake.test_lake import reading
from office.loads.sheets import month_file, workbook
from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.office.loads.flow import State
from rongshu.office.loads.models import Delivery
from rongshu.office.loads.shelf import adopt_landed, readable_lake, whole_lake
from rongshu.office.people.audit import entries

pytestmark = pytest.mark.django_db
BAD = month_file(2025, 6, (100, "见附表", 30))


def output(lake: Lake) -> Decimal | None:
    with ledger_opened(lake) as opened:
        row = opened.execute("SELECT sum(output) FROM firm_month").fetchone()
    return row[0] if row else None


def page(client_of, user, delivery) -> str:
    return client_of(user).get(reverse("loads:delivery", args=[delivery.pk])).content.decode()


def test_it_works(send, act, colleague, client_of) -> None:
    delivery = send(colleague, month_file(2025, 6, (100, 50, 30)), "六月.xlsx")
    assert (delivery.state, delivery.answer["counts"]["figures"]) == (State.READ, 6)
    assert output(whole_lake()) is None
    shown = page(client_of, colleague, delivery)
    assert "临江市甲机械有限公司" in shown
    assert "万千瓦时" in shown
    act(colleague, "confirm", delivery, released="2025-07-18")
    assert (delivery.state, delivery.figures) == (State.LANDED, 6)
    assert output(whole_lake()) == 180
    (load,) = whole_lake().loads()
    assert (load.id, load.source, load.file) == (delivery.load_id, "统计局", "六月.xlsx")


def test_every_problem_is_shown_with_its_cell_and_nothing_lands(send, act, colleague, client_of) -> None:
    delivery = send(colleague, BAD)
    shown = page(client_of, colleague, delivery)
    assert "D4" in shown
    assert "见附表" in shown
    act(colleague, "confirm", delivery, released="2025-07-18")
    assert delivery.state == State.READ
    assert output(whole_lake()) is None


def test_the_annotated_copy_marks_the_cell(send, colleague, client_of) -> None:
    delivery = send(colleague, BAD)
    answer = client_of(colleague).get(reverse("loads:annotated", args=[delivery.pk]))
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert "不是数值" in book["产值"]["D4"].comment.text
    assert "attachment" in answer.headers["Content-Disposition"]


def test_the_same_file_is_noticed(send, landed, colleague) -> None:
    again = send(colleague, month_file(2025, 6, (100, 50, 30)), "again.xlsx")
    assert again == landed
    assert Delivery.objects.count() == 1


def test_a_column_can_be_told_and_is_remembered(send, act, colleague) -> None:
    def sheet(month: int) -> bytes:
        return workbook(
            [(f"2025年{month}月报表",), ("企业名称", "用电量（万千瓦时）", "规模数"), ("甲公司", 2, 7)]
        )

    delivery = send(colleague, sheet(6))
    assert [each["measure"] for each in delivery.answer["measures"]] == ["electricity"]
    number = next(i for i, each in enumerate(delivery.answer["columns"]) if each["title"] == "规模数")
    told = {f"name-{number}": "output", f"unit-{number}": "亿元", f"aspect-{number}": "month"}
    act(colleague, "columns", delivery, period="", **told)
    assert delivery.state == State.READ
    assert {each["measure"] for each in delivery.answer["measures"]} == {"electricity", "output"}
    act(colleague, "confirm", delivery, released="2025-07-18")
    assert output(whole_lake()) == 70_000
    following = send(colleague, sheet(7), "july.xlsx")
    assert {each["measure"] for each in following.answer["measures"]} == {"electricity", "output"}


@pytest.mark.parametrize("told", [{"name-3": "output", "unit-3": "人"}, {"name-3": "drop table"}])
def test_what_cannot_be_is_not_told(send, act, colleague, told) -> None:
    delivery = send(colleague, month_file(2025, 6, (1, 2, 3)))
    act(colleague, "columns", delivery, period="", **told)
    assert delivery.mapping == {}


def test_a_file_without_its_month_takes_the_senders(send, act, colleague) -> None:
    content = workbook([("企业名称", "工业总产值（万元）"), ("甲公司", 5)])
    delivery = send(colleague, content, "report.xlsx")
    assert delivery.answer["counts"]["figures"] == 0
    act(colleague, "columns", delivery, period="2025-06")
    assert delivery.answer["periods"] == ["2025-06"]
    act(colleague, "columns", delivery, period="June")
    assert delivery.period == "2025-06"


def test_undoing_needs_a_reason_and_keeps_the_record(act, landed, owner, client_of) -> None:
    assert act(owner, "undo", landed, reason="").status_code == 400
    assert landed.state == State.LANDED
    act(owner, "undo", landed, reason="报错了单位")
    assert (landed.state, landed.undone_by) == (State.UNDONE, owner)
    assert output(whole_lake()) is None
    assert "报错了单位" in page(client_of, owner, landed)


def test_an_undone_file_can_be_sent_and_land_again(send, act, landed, colleague) -> None:
    act(colleague, "undo", landed, reason="重报")
    again = send(colleague, month_file(2025, 6, (100, 50, 30)))
    assert again != landed
    act(colleague, "confirm", again, released="2025-07-20")
    assert again.state == State.LANDED, again.answer.get("refused")
    assert output(whole_lake()) == 180


def test_a_discarded_file_lands_never(send, act, colleague) -> None:
    delivery = send(colleague, month_file(2025, 6, (1, 2, 3)))
    act(colleague, "discard", delivery)
    act(colleague, "confirm", delivery, released="2025-07-18")
    assert delivery.state == State.DISCARDED
    assert output(whole_lake()) is None


def test_a_release_in_the_future_is_refused(send, act, colleague) -> None:
    delivery = send(colleague, month_file(2025, 6, (1, 2, 3)))
    assert act(colleague, "confirm", delivery, released="2999-01-01").status_code == 400
    assert delivery.state == State.READ


def test_what_cannot_be_read_says_so(send, colleague, client_of) -> None:
    delivery = send(colleague, b"PAR1 not really PAR1", "x.parquet")
    assert delivery.state == State.UNREADABLE
    assert "文件损坏或已加密" in page(client_of, colleague, delivery)


def test_a_break_in_the_middle_is_told_and_can_be_retried(send, act, colleague, monkeypatch) -> None:
    import rongshu.office.loads.reading as reading

    delivery = send(colleague, month_file(2025, 6, (1, 2, 3)))
    monkeypatch.setattr(reading, "landed", lambda *_: 1 / 0)
    act(colleague, "confirm", delivery, released="2025-07-18")
    assert delivery.state == State.READ
    assert delivery.answer["refused"][0]["message"]["zh"] == "处理中断"
    monkeypatch.undo()
    act(colleague, "confirm", delivery, released="2025-07-18")
    assert delivery.state == State.LANDED


def test_what_a_stopped_server_left_is_opened_again(send, colleague) -> None:
    from rongshu.office.loads.tasks import close_broken_deliveries

    delivery = send(colleague, month_file(2025, 6, (1, 2, 3)))
    Delivery.objects.update(state=State.LANDING)
    assert close_broken_deliveries() == 1
    delivery.refresh_from_db()
    assert delivery.state == State.READ


def test_what_was_in_the_lake_when_the_server_stopped_has_landed(landed) -> None:
    """The figures were taken in; only the entry did not hear of it any more."""
    from rongshu.office.loads.shelf import adopt_landed
    from rongshu.office.loads.tasks import close_broken_deliveries

    load, figures = landed.load_id, landed.figures
    Delivery.objects.update(state=State.LANDING, load_id="", landed=None, figures=0)
    assert adopt_landed() == 0, "a file on its way gets no second entry"
    assert close_broken_deliveries() == 1
    landed.refresh_from_db()
    assert (landed.state, landed.load_id, landed.figures) == (State.LANDED, load, figures)
    assert Delivery.objects.count() == 1
    assert landed.history.first().history_user == landed.landed_by


def test_what_the_queue_has_lost_can_be_read_again(send, act, colleague) -> None:
    from rongshu.office.loads.tasks import close_broken_deliveries

    delivery = send(colleague, month_file(2025, 6, (1, 2, 3)))
    Delivery.objects.update(state=State.QUEUED)
    assert close_broken_deliveries() == 1
    act(colleague, "columns", delivery)
    assert delivery.state == State.READ


def test_who_looks_at_the_list_is_not_who_landed_it(landed, colleague, client_of) -> None:
    """An entry made for a load by command does not bear the name of whoever opened the list first."""
    load = landed.load_id
    landed.history.all().delete()
    Delivery.objects.all().delete()
    client_of(colleague).get(reverse("loads:index"))
    adopted = Delivery.objects.get(load_id=load)
    assert adopted.history.get().history_user is None


def test_what_lands_by_command_shows_in_the_list(landed, bureau, colleague, client_of) -> None:
    load = Load(
        "by-hand", "手工.csv", "1" * 64, "统计局", landed.released, "root", 0, "2025-08-01T08:00:00+08:00"
    )
    whole_lake().append([reading(5)], load)
    text = client_of(colleague).get(reverse("loads:index")).content.decode()
    assert "手工.csv" in text
    assert Delivery.objects.get(load_id="by-hand").owner == bureau
    whole_lake().undo("by-hand", "root")
    assert adopt_landed() == 1
    assert Delivery.objects.get(load_id="by-hand").state == State.UNDONE


def test_a_neighbour_does_not_compute_with_our_figures(landed, outsider, colleague, administrator) -> None:
    assert output(readable_lake(outsider)) is None
    assert output(readable_lake(colleague)) == output(readable_lake(administrator)) == 180


def test_the_log_knows_who_did_what(act, landed, owner) -> None:
    act(owner, "undo", landed, reason="报错了单位")
    told = [entry for entry in entries(20) if entry.what == "报表文件"]
    assert {entry.who for entry in told} >= {"陈监测", "林规划"}
    assert any(change.after == "报错了单位" for entry in told for change in entry.changes)


@pytest.mark.parametrize("number", [1, 30])
def test_the_list_costs_the_same_however_long(landed, colleague, client_of, number: int) -> None:
    for each in range(number):
        Delivery.objects.create(sha256=f"{each:064x}", name=f"{each}.csv", owner=colleague.organisation)
    client = client_of(colleague)
    client.get(reverse("loads:index"))
    with CaptureQueriesContext(connection) as caught:
        client.get(reverse("loads:index"))
    assert len(caught) <= 7


def test_htmx_gets_the_part_alone(landed, colleague, client_of) -> None:
    url = reverse("loads:delivery", args=[landed.pk])
    text = client_of(colleague).get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    assert 'id="delivery"' in text


def test_a_name_from_a_file_is_text_and_not_code(send, colleague, client_of) -> None:
    rows = [("2025年6月",), ("企业名称", "工业总产值（万元）"), ("<b>甲</b>", 5)]
    delivery = send(colleague, workbook(rows), "<i>六月.xlsx")
    text = page(client_of, colleague, delivery)
    assert "&lt;b&gt;甲" in text
    assert "<i>六月" not in text


def test_of_two_confirmations_at_once_one_lands(send, act, colleague, owner, monkeypatch) -> None:
    import rongshu.office.loads.views as views

    asked: list[int] = []
    monkeypatch.setattr(views, "land_delivery", asked.append)
    delivery = send(colleague, month_file(2025, 6, (1, 2, 3)))
    before = views._to_change

    def both(request, number, wanted, action):
        opened = before(request, number, wanted, action)
        Delivery.objects.filter(pk=number, state=State.READ).update(state=State.LANDING)
        return opened

    monkeypatch.setattr(views, "_to_change", both)
    act(colleague, "confirm", delivery, released="2025-07-18")
    assert asked == []
    monkeypatch.setattr(views, "_to_change", before)
    Delivery.objects.update(state=State.READ)
    act(owner, "confirm", delivery, released="2025-07-18")
    act(colleague, "confirm", delivery, released="2025-07-18")
    assert asked == [delivery.pk]
    assert delivery.landed_by == owner


def test_an_undo_that_the_lake_refuses_changes_nothing(act, landed, colleague) -> None:
    whole_lake().undo(landed.load_id, "somebody")
    act(colleague, "undo", landed, reason="重报")
    assert landed.state == State.LANDED
