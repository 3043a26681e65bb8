"""Labels, names, one heading, unique ids, contrast, the keyboard: on every page of ours, light and dark."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from office.conftest import PASSWORD

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AUDIT = Path(__file__).with_name("audit.js").read_text(encoding="utf-8")
OWN = [
    "people:index",
    "people:add",
    "people:organisations",
    "people:add_organisation",
    "people:audit",
    "people:profile",
]
PLAN = ["document", "review", "settings", "actuals", "add_actual"]


def log_in(page: Page, url: str, user) -> None:
    page.goto(url + "/plans/")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.click("main form button")
    expect(page).to_have_url(url + "/plans/")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_works(published, administrator, page: Page, live_server, theme: str) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto(live_server.url + "/accounts/login/")
    found = {"login": page.evaluate(AUDIT)}
    log_in(page, live_server.url, administrator)
    addresses = [*map(reverse, [*OWN, "plans:index", "plans:upload", "account_change_password", "mfa_index"])]
    addresses += [reverse(f"plans:{name}", args=[published.slug]) for name in PLAN]
    addresses += [reverse("people:edit", args=[administrator.pk]), "/nowhere/"]
    addresses.append(reverse("plans:review", args=[published.slug]) + "?kind=statements&edit=1")
    addresses.append(reverse("plans:document", args=[published.slug]) + "?cite=p5&q=全市")
    for address in addresses:
        page.goto(live_server.url + address)
        found[address] = page.evaluate(AUDIT)
    said = [f"{address} {one}" for address, problems in found.items() for one in problems]
    assert not said, "\n".join(sorted(set(said)))


def test_the_keyboard_reaches_the_content(published, owner, page: Page, live_server) -> None:
    log_in(page, live_server.url, owner)
    page.goto(live_server.url + reverse("plans:document", args=[published.slug]))
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_text("跳到正文")
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
