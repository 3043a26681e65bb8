"""Two people on one form: the second is told what the first changed, and decides."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
SEEN = re.compile(r'name="seen" value="(\d+)"')


def form_of(user, **changes: object) -> dict[str, object]:
    return {
        "username": user.username,
        "name": user.name,
        "name_en": user.name_en,
        "role": user.role,
        "organisation": user.organisation_id or "",
        **changes,
    }


def test_it_works(administrator, make_user, bureau, owner, client_of) -> None:
    """Two administrators open one account; the later save does not silently undo the earlier one."""
    first, second = client_of(administrator), client_of(make_user("guanli2", "administrator", bureau))
    url = reverse("people:edit", args=[owner.pk])
    seen = [SEEN.search(client.get(url).content.decode())[1] for client in (first, second)]
    assert first.post(url, form_of(owner, name="林处长", seen=seen[0])).status_code == 302
    told = second.post(url, form_of(owner, role="analyst", seen=seen[1]))
    html = told.content.decode()
    assert told.status_code == 409
    assert "林处长" in html
    assert administrator.label in html
    owner.refresh_from_db()
    assert (owner.name, owner.role) == ("林处长", "planner")
    again = form_of(owner, role="analyst", seen=SEEN.search(html)[1])
    assert second.post(url, again).status_code == 302
    owner.refresh_from_db()
    assert (owner.name, owner.role) == ("林处长", "analyst")


def test_a_mistake_in_between_does_not_hide_it(administrator, owner, client_of) -> None:
    client, url = client_of(administrator), reverse("people:edit", args=[owner.pk])
    seen = SEEN.search(client.get(url).content.decode())[1]
    owner.name = "别人改的"
    owner.save()
    wrong = client.post(url, form_of(owner, name="", seen=seen))
    kept = SEEN.search(wrong.content.decode())[1]
    assert kept == seen
    assert client.post(url, form_of(owner, name="我的", seen=kept)).status_code == 409


def test_an_organisation_and_a_plan_and_a_figure_too(
    administrator, bureau, firm, draft, owner, client_of
) -> None:
    from rongshu.office.plans.models import Actual

    facts = {"series": "output", "period": "2026", "unit": "亿元", "grade": "H", "source": "统计公报"}
    actual = Actual.objects.create(plan=draft, value=7, **facts)
    cases = (
        (
            firm,
            reverse("people:edit_organisation", args=[firm.pk]),
            {"name": "新名", "kind": "firm"},
            "name_en",
        ),
        (draft, reverse("plans:settings", args=[draft.slug]), {"owner": bureau.pk}, "title"),
        (
            actual,
            reverse("plans:edit_actual", args=[draft.slug, actual.pk]),
            {**facts, "value": "8"},
            "note",
        ),
    )
    client = client_of(administrator)
    for row, url, form, changed in cases:
        seen = SEEN.search(client.get(url).content.decode())[1]
        row.refresh_from_db()
        setattr(row, changed, f"别人改的 {row.pk}")
        row.save()
        told = client.post(url, {**form, "seen": seen})
        assert told.status_code == 409, told.context["form"].errors
        newest = str(row.history.first().history_id)
        assert client.post(url, {**form, "seen": newest}).status_code == 302, url


def test_a_save_that_changed_nothing_overtakes_nobody(administrator, owner, client_of) -> None:
    client, url = client_of(administrator), reverse("people:edit", args=[owner.pk])
    seen = SEEN.search(client.get(url).content.decode())[1]
    owner.save()
    assert client.post(url, form_of(owner, name="我的", seen=seen)).status_code == 302


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 40, "１"])
def test_a_forged_version_is_no_crash(administrator, owner, client_of, seen: str) -> None:
    url = reverse("people:edit", args=[owner.pk])
    assert client_of(administrator).post(url, form_of(owner, seen=seen)).status_code == 302


def test_a_plan_is_not_given_to_an_office_out_of_reach(draft, owner, other_bureau, client_of) -> None:
    client, url = client_of(owner), reverse("plans:settings", args=[draft.slug])
    assert other_bureau.name not in client.get(url).content.decode()
    client.post(url, {"owner": other_bureau.pk})
    draft.refresh_from_db()
    assert draft.owner != other_bureau
