"""Headers, cookies, and markup that the policy would stop."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_it_works(client) -> None:
    headers = client.get("/accounts/login/").headers
    policy = headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert not re.search(r"(?<!-attr )'unsafe-inline'", policy)
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["plans:index", "plans:upload", "people:index", "people:audit", "mfa_index"])
def test_no_inline_script_or_handler(administrator, client_of, name: str) -> None:
    html = client_of(administrator).get(reverse(name)).content.decode()
    for script in re.findall(r"<script\b[^>]*>", html):
        assert "src=" in script or "application/json" in script, script
    assert "<style" not in html
    assert not re.search(r"\son[a-z]+\s*=", html)
    assert "javascript:" not in html


def test_nothing_comes_from_another_host(administrator, draft, client_of) -> None:
    client = client_of(administrator)
    for url in (
        "/plans/",
        reverse("plans:document", args=[draft.slug]),
        reverse("plans:review", args=[draft.slug]),
    ):
        assert not re.search(r"(?:src|href|action)=\"(?:https?:)?//", client.get(url).content.decode())


def test_a_form_without_its_token_is_refused(administrator) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert strict.post(reverse("people:add"), {"username": "x"}).status_code == 403


def test_cookies_are_out_of_reach_of_scripts(owner, client) -> None:
    from office.conftest import PASSWORD

    answer = client.post(reverse("account_login"), {"login": owner.username, "password": PASSWORD})
    session = answer.cookies["rongshu_session"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


def test_a_read_changes_nothing(administrator, client_of, draft) -> None:
    """What writes is asked for by POST."""
    client = client_of(administrator)
    for url in (
        reverse("people:reset", args=[administrator.pk]),
        reverse("people:activate", args=[administrator.pk]),
        reverse("plans:publish", args=[draft.slug]),
        reverse("plans:decision", args=[draft.slug]),
        reverse("plans:recompile", args=[draft.slug]),
        reverse("language"),
        reverse("theme"),
    ):
        assert client.get(url).status_code == 405


def test_names_are_shown_as_text(administrator, client_of, make_user) -> None:
    make_user("x1", "viewer", name="<script>alert(1)</script>")
    assert "<script>alert" not in client_of(administrator).get(reverse("people:index")).content.decode()


def test_a_refused_form_says_what_to_do(administrator) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "页面已过期" in strict.post("/theme/", {"theme": "dark"}).content.decode()


def test_an_error_without_a_database_still_answers(rf, monkeypatch) -> None:
    from rongshu.office.site import views

    def down(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("no database")

    monkeypatch.setattr(views, "render", down)
    assert views.broken(rf.get("/")).status_code == 500


def test_a_demonstration_says_so_on_paper_too(draft, administrator, client_of) -> None:
    """The invented pack is marked; the bar with the badge is not printed, so there is a line for paper."""
    html = client_of(administrator).get(reverse("plans:document", args=[draft.slug])).content.decode()
    assert html.count("演示数据") >= 3
    assert 'd-print-block office-demo-print">演示数据' in html


def test_a_demo_workspace_does_not_call_published_figures_invented(
    make_plan, administrator, client_of, settings
) -> None:
    """The badge marks invented data; a real plan in a demo workspace carries a neutral mark instead."""
    from dataclasses import replace

    from office.plans.invented import invented_pack
    from rongshu.pack.renewal.renew import renew_pack

    plan = make_plan()
    pack = invented_pack()
    real = pack.model_copy(update={"about": pack.about.model_copy(update={"demonstration": False})})
    renew_pack(real, settings.WORKSPACE.plans / plan.folder)
    settings.WORKSPACE = replace(settings.WORKSPACE, demonstration=True)
    html = client_of(administrator).get(f"/plans/{plan.slug}/").content.decode()
    assert "演示环境" in html
    assert "演示数据" not in html


def test_a_refusal_is_one_line_of_the_log_with_who_asked(outsider, client_of, caplog) -> None:
    with caplog.at_level("WARNING", logger="django.request"):
        client_of(outsider).get(reverse("people:index"))
    (record,) = [each for each in caplog.records if each.name == "django.request"]
    assert record.exc_info is None
    assert record.getMessage().endswith(f"/people/ [{outsider.username} 127.0.0.1]")


def test_a_password_like_the_own_name_is_refused(owner) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    owner.name_en = "Lin the planner"
    with pytest.raises(ValidationError):
        validate_password("lintheplanner", owner)
