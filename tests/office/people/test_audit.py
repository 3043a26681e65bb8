"""Every write leaves who, what, when; secrets stay out."""

from __future__ import annotations

import pytest
from django.urls import reverse

from rongshu.office.people.audit import entries, history_models

pytestmark = pytest.mark.django_db


def test_it_works(administrator, owner, client_of) -> None:
    client = client_of(administrator)
    form = {
        "username": owner.username,
        "name": "改名后",
        "role": "analyst",
        "organisation": owner.organisation_id,
    }
    client.post(reverse("people:edit", args=[owner.pk]), form)
    newest = entries(1)[0]
    assert newest.who == administrator.label
    assert newest.sign == "~"
    assert {(change.before, change.after) for change in newest.changes} >= {("林规划", "改名后")}
    assert "改名后" in client.get(reverse("people:audit")).content.decode()


def test_an_organisation_in_the_log_is_its_name(administrator, owner, firm, bureau, client_of) -> None:
    form = {"username": owner.username, "name": owner.name, "role": "planner", "organisation": firm.pk}
    client = client_of(administrator)
    client.post(reverse("people:edit", args=[owner.pk]), form)
    client.post(reverse("people:edit_organisation", args=[firm.pk]), {"name": firm.name, "kind": "firm"})
    said = {(change.before, change.after) for entry in entries(2) for change in entry.changes}
    assert {(bureau.name, firm.name), (bureau.name, "—")} <= said


def test_what_was_made_and_what_was_deleted_is_told(draft, owner, client_of) -> None:
    from rongshu.office.plans.models import Actual

    facts = {"plan": draft, "series": "output", "period": "2026", "unit": "亿元", "grade": "H"}
    actual = Actual.objects.create(value=7, source="统计公报", **facts)
    made = {change.after for change in entries(1)[0].changes}
    assert {"统计公报", "2026", "亿元"} <= made
    actual.delete()
    gone = entries(1)[0]
    assert gone.sign == "-"
    assert ("统计公报", "—") in {(change.before, change.after) for change in gone.changes}


def test_a_removed_second_step_is_told(administrator, owner, client_of) -> None:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=owner, type="totp", data={"secret": "x"})
    client = client_of(administrator)
    client.post(reverse("people:reset", args=[owner.pk]), {"without_second_step": "on"})
    assert "取消两步验证" in client.get(reverse("people:audit")).content.decode()


@pytest.mark.parametrize("reason", ["批量修改", "导入 firms.csv"])
def test_why_is_told(administrator, owner, client_of, reason: str) -> None:
    owner._change_reason = reason
    owner.save()
    assert reason in client_of(administrator).get(reverse("people:audit")).content.decode()


def test_the_log_calls_every_table_by_its_name() -> None:
    """What somebody wrote is told in the reader's language, never by the name of a class."""
    for model in history_models():
        name = str(model.instance_type._meta.verbose_name)
        assert any("\u3400" <= letter <= "\u9fff" for letter in name), name


def test_no_address_changes_the_log(administrator, owner, client_of) -> None:
    """Whatever is posted anywhere adds to the log and takes nothing from it."""
    from django.db import connection

    client = client_of(administrator)
    with connection.execute_wrapper(_no_rewriting):
        client.post(reverse("people:audit"), {"delete": "1"})
        form = {"username": owner.username, "name": "改", "role": "viewer", "organisation": ""}
        client.post(reverse("people:edit", args=[owner.pk]), form)
        client.post(reverse("people:activate", args=[owner.pk]), {"active": "0"})


def _no_rewriting(execute, sql, params, many, context):
    told = sql.lower()
    assert not (told.startswith(("update", "delete")) and "_historical" in told), sql
    return execute(sql, params, many, context)


def test_a_password_is_never_in_the_log(administrator, owner, client_of) -> None:
    client_of(administrator).post(reverse("people:reset", args=[owner.pk]))
    newest = entries(1)[0]
    assert newest.reason == "password reset"
    owner.refresh_from_db()
    assert owner.password not in client_of(administrator).get(reverse("people:audit")).content.decode()


def test_a_login_is_no_change(owner, client) -> None:
    from office.conftest import PASSWORD

    before = len(entries(100))
    client.post(reverse("account_login"), {"login": owner.username, "password": PASSWORD})
    assert len(entries(100)) == before


def test_strange_questions_are_no_errors(administrator, client_of) -> None:
    client = client_of(administrator)
    for query in ("?before=yesterday", "?before=2026-99-99", "?before=0001-01-01T00:00", "?user=x",
                  "?before=0001-01-01T00:00%2B23:00", "?before=9999-12-31T23:59-23:00", "?user=999999",
                  "?user=" + "9" * 30, "?user=" + "9" * 5000):  # fmt: skip
        assert client.get(reverse("people:audit") + query).status_code == 200


def test_older_entries_follow(administrator, make_user, client_of) -> None:
    for number in range(55):
        make_user(f"u{number}", "viewer")
    client = client_of(administrator)
    assert "before=" in client.get(reverse("people:audit")).content.decode()


def test_the_log_takes_two_queries_a_table_however_long(
    administrator, owner, django_assert_max_num_queries
) -> None:
    owner.name = "又改"
    owner.save()
    referred = 4  # tables that history refers to
    with django_assert_max_num_queries(2 * len(history_models()) + referred):
        entries(50)


def test_a_decision_is_told_in_words(draft, owner, client_of, administrator) -> None:
    from rongshu.office.plans.models import Decision

    said = {
        "set": {"target": {"period": "2030", "amount": {"value": "2100", "unit": "亿元"}}},
        "was": {"x": 1},
    }
    made = {"plan": draft, "kind": "indicators", "item": "output", "by": owner}
    decision = Decision.objects.create(verdict="accept", changes={"name": "总产值"}, **made)
    decision.verdict, decision.changes = "edit", {"name": "总产值", **said}
    decision.save()
    newest = entries(1)[0]
    assert {(c.before, c.after) for c in newest.changes} == {("接受", "修改"), ("—", "target 2030 2100 亿元")}
    assert "{" not in "".join(change.after for change in newest.changes)


def test_every_table_of_history_can_be_shown(administrator, client_of, bureau, draft, owner) -> None:
    """One write of every kind of row, in words, at a cost that does not grow with the number of writes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from rongshu.office.registry import models as m

    for number in range(3):
        firm = m.Enterprise.objects.create(name=f"临江示例{number}", owner=bureau)
        park = m.Park.objects.create(name=f"示例园{number}", owner=bureau)
        node = m.Node.objects.create(
            plan="p", chain="c", chain_name="链", stage="s", node=str(number), name="环"
        )
        m.Assignment.objects.create(enterprise=firm, node=node)
        project = m.Project.objects.create(number=f"X{number}", name="示例项目", park=park, owner=bureau)
        m.ProjectMonth.objects.create(project=project, month="2026-01-01")
        m.Obstacle.objects.create(project=project, what="用地")
        for kind in (m.Plot, m.Meter):
            kind.objects.create(number=f"N{number}", owner=bureau)
        m.Target.objects.create(name=f"外地{number}", owner=bureau)
        if number == 0:
            with CaptureQueriesContext(connection) as few:
                entries(50)
    with CaptureQueriesContext(connection) as many:
        shown = entries(50)
    assert len(many) == len(few)
    which = {entry.which for entry in shown}
    assert {"临江示例2", "示例园2", "临江示例2 → 链/环", "示例项目 2026-01", "用地", "N2", "外地2"} <= which
    assert client_of(administrator).get(reverse("people:audit")).status_code == 200
