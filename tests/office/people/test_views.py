"""Users and organisations are kept by the administrator, and by nobody else."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from office.conftest import PASSWORD
from rongshu.office.people.models import Organisation, User

pytestmark = pytest.mark.django_db


def password_on(answer) -> str:
    return re.search(r'office-password">([^<]+)<', answer.content.decode()).group(1)


def test_it_works(administrator, client_of, bureau) -> None:
    """A user is added, gets a one-time password, and must change it before seeing anything."""
    answer = client_of(administrator).post(
        reverse("people:add"),
        {"username": "xinren", "name": "新人", "organisation": bureau.pk, "role": "planner"},
    )
    password = password_on(answer)
    assert answer.headers["Cache-Control"] == "no-store"
    client = Client()
    assert client.post(reverse("account_login"), {"login": "xinren", "password": password}).status_code == 302
    assert client.get("/plans/").headers["Location"] == reverse("account_change_password")
    changed = client.post(
        reverse("account_change_password"),
        {"oldpassword": password, "password1": PASSWORD, "password2": PASSWORD},
    )
    assert changed.status_code == 302
    assert client.get("/plans/").status_code == 200


def test_a_reset_ends_sessions_and_opens_a_locked_login(administrator, owner, client_of) -> None:
    client = client_of(owner)
    assert client.get("/plans/").status_code == 200
    stranger = Client()
    for _ in range(6):
        refused = stranger.post(reverse("account_login"), {"login": owner.username, "password": "wrong"})
    assert refused.status_code == 429
    answer = client_of(administrator).post(reverse("people:reset", args=[owner.pk]))
    assert client.get("/plans/").status_code == 302
    password = password_on(answer)
    opened = stranger.post(reverse("account_login"), {"login": owner.username, "password": password})
    assert opened.status_code == 302
    assert stranger.get("/plans/").headers["Location"] == reverse("account_change_password")


def test_the_one_time_password_cannot_stay(owner, administrator, client_of) -> None:
    password = password_on(client_of(administrator).post(reverse("people:reset", args=[owner.pk])))
    client = Client()
    client.post(reverse("account_login"), {"login": owner.username, "password": password})
    again = {"oldpassword": password, "password1": password, "password2": password}
    client.post(reverse("account_change_password"), again)
    owner.refresh_from_db()
    assert owner.must_change_password


def test_a_closed_account_is_out_at_once(administrator, owner, client_of) -> None:
    client = client_of(owner)
    client_of(administrator).post(reverse("people:activate", args=[owner.pk]), {"active": "0"})
    assert client.get("/plans/").status_code == 302
    login = Client().post(reverse("account_login"), {"login": owner.username, "password": PASSWORD})
    assert "_auth_user_id" not in login.wsgi_request.session


def test_the_administrator_does_not_lock_the_own_door(administrator, client_of) -> None:
    client = client_of(administrator)
    client.post(reverse("people:activate", args=[administrator.pk]), {"active": "0"})
    form = {"username": administrator.username, "name": "管理员", "role": "viewer"}
    client.post(reverse("people:edit", args=[administrator.pk]), form)
    administrator.refresh_from_db()
    assert administrator.is_active
    assert administrator.role == "administrator"


def test_names_differ_by_more_than_case(administrator, owner, client_of) -> None:
    answer = client_of(administrator).post(
        reverse("people:add"), {"username": owner.username.upper(), "name": "像", "role": "viewer"}
    )
    assert answer.status_code == 200
    assert not User.objects.filter(name="像").exists()


def test_an_organisation_is_never_below_itself(administrator, bureau, firm, client_of) -> None:
    url = reverse("people:edit_organisation", args=[bureau.pk])
    client_of(administrator).post(url, {"name": bureau.name, "kind": "bureau", "parent": firm.pk})
    bureau.refresh_from_db()
    assert bureau.parent is None


def test_paths_follow_when_a_branch_moves(bureau, other_bureau, firm) -> None:
    below = Organisation.objects.create(name="下属", parent=firm)
    firm.parent = other_bureau
    firm.save()
    below.refresh_from_db()
    assert below.path == f"/{other_bureau.pk}/{firm.pk}/{below.pk}/"


@pytest.mark.parametrize("who", ["owner", "colleague", "leader", "outsider", "firm_user"])
@pytest.mark.parametrize("name", ["index", "add", "organisations", "add_organisation", "audit"])
def test_nobody_else_enters(request, who: str, name: str, client_of) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse(f"people:{name}")).status_code == 403


@pytest.mark.parametrize("who", ["owner", "outsider", "firm_user"])
def test_nobody_else_resets(request, who: str, administrator, client_of) -> None:
    before = administrator.password
    client = client_of(request.getfixturevalue(who))
    assert client.post(reverse("people:reset", args=[administrator.pk])).status_code == 403
    administrator.refresh_from_db()
    assert administrator.password == before


def test_nobody_signs_up(client) -> None:
    assert client.post("/accounts/signup/", {"username": "x", "password1": PASSWORD}).status_code == 404


def test_the_list_takes_few_queries(administrator, owner, colleague, outsider, client_of) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(administrator)
    with CaptureQueriesContext(connection) as caught:
        client.get(reverse("people:index"))
    assert len(caught) <= 7
