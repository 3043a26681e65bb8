"""Every page speaks both languages to the end."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from rongshu.office.site.strings import apps, collected, missing, written

CHINESE = re.compile(r"[\u3400-\u9fff]+")
# What a plan says stays in its own language; so do people's, organisations' and the other language's names.
CONTENT = re.compile(
    r"<(?P<tag>[a-z0-9]+)[^>]*\b(?:lang=\"zh-Hans\"|translate=\"no\")[^>]*>.*?</(?P=tag)>|<!--.*?-->|"
    r"data-content=\"[^\"]*\"",
    re.DOTALL,
)


def said(client: Client, url: str) -> str:
    """The page without what comes from the plan."""
    answer = client.get(url)
    assert answer.status_code == 200, url
    return CONTENT.sub("", answer.content.decode()).replace("简体中文", "")


@pytest.fixture
def english(administrator, published, client_of) -> tuple[Client, object]:
    """An administrator who reads English, and an English-titled plan."""
    type(administrator).objects.update(locale="en")
    return client_of(administrator), published


@pytest.mark.parametrize("app", [app.name for app in apps()])
def test_every_string_has_its_english(app: str) -> None:
    (folder,) = (path for path in apps() if path.name == app)
    assert missing(folder) == [], "python -m rongshu.office.manage collect_strings, then translate"


def test_no_translation_is_left_over() -> None:
    for app in apps():
        known = {message.id for message in written(app) if message.id}
        assert known == {message.id for message in collected(app) if message.id}, app.name


def test_a_word_has_one_english_in_the_whole_office() -> None:
    """The catalogues of the apps are merged, so two translations of one word would hide each other."""
    english: dict[object, object] = {}
    for app in apps():
        for message in written(app):
            if message.id and all(message.string):
                known = english.setdefault((message.id, message.context), message.string)
                assert known == message.string, (app.name, message.id)


OWN = [
    "people:index",
    "people:add",
    "people:organisations",
    "people:add_organisation",
    "people:audit",
    "people:profile",
]
LIBRARY = ["account_change_password", "mfa_index", "account_reset_password"]
PLAN = ["document", "review", "settings", "actuals", "add_actual"]


@pytest.mark.parametrize("name", [*OWN, *LIBRARY, "plans:index", "plans:upload"])
@pytest.mark.django_db
def test_english_pages_have_no_chinese(english, name: str) -> None:
    client, _plan = english
    assert CHINESE.findall(said(client, reverse(name))) == []


@pytest.mark.parametrize("name", PLAN)
@pytest.mark.django_db
def test_english_pages_of_a_plan_have_only_its_own_chinese(english, name: str) -> None:
    client, plan = english
    assert CHINESE.findall(said(client, reverse(f"plans:{name}", args=[plan.slug]))) == []


@pytest.mark.django_db
def test_the_login_page_follows_the_browser(client) -> None:
    english = client.get("/accounts/login/", headers={"Accept-Language": "en-GB"})
    assert CHINESE.findall(CONTENT.sub("", english.content.decode())) == []
    assert 'lang="en"' in english.content.decode()
    chinese = client.get("/accounts/login/", headers={"Accept-Language": "zh-CN"})
    assert "登录" in chinese.content.decode()


@pytest.mark.django_db
def test_chinese_is_what_nobody_asks_for(client) -> None:
    assert 'lang="zh-Hans"' in client.get("/accounts/login/").content.decode()


@pytest.mark.django_db
def test_the_choice_is_kept(owner, client_of) -> None:
    client = client_of(owner)
    answer = client.post(reverse("language"), {"language": "en", "next": "/plans/"})
    assert answer.headers["Location"] == "/plans/"
    assert 'lang="en"' in client.get("/plans/").content.decode()
    owner.refresh_from_db()
    assert owner.locale == "en"
    client.post(reverse("theme"), {"theme": "dark"})
    assert 'data-bs-theme="dark"' in client.get("/plans/").content.decode()


@pytest.mark.parametrize(
    "next_", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"]
)
@pytest.mark.django_db
def test_the_way_back_stays_here(client, next_: str) -> None:
    answer = client.post(reverse("language"), {"language": "en", "next": next_})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("language", ["", "xx", "../en"])
@pytest.mark.django_db
def test_a_strange_language_changes_nothing(client, language: str) -> None:
    answer = client.post(reverse("language"), {"language": language})
    assert "rongshu_language" not in answer.cookies
