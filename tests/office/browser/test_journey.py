"""A real browser: log in, upload, compile, review by keyboard, open the clause, change language and theme."""

from __future__ import annotations

import os
import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from office.conftest import PASSWORD
from office.plans.invented import DOCUMENT
from rongshu.office.plans.models import Plan
from rongshu.pack.renewal.curation import read_curation

# The browser's own event loop runs in this thread; Django takes that for asynchronous code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Waits of some seconds, because the machine may be busy; a missing thing still fails.
expect.set_options(timeout=15_000)


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the browser's console complained about: a policy that stops a script is said there."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


@pytest.fixture
def enter(page: Page, live_server):
    """Log somebody in."""

    def log_in(user) -> Page:
        page.goto(live_server.url + "/plans/")
        page.fill("[name=login]", user.username)
        page.fill("[name=password]", PASSWORD)
        page.click("main form button")
        expect(page).to_have_url(live_server.url + "/plans/")
        return page

    return log_in


def test_from_a_document_to_a_decision(make_plan, owner, enter, live_server, complaints, settings) -> None:
    page = enter(owner)
    page.click("text=上传规划文件")
    page.set_input_files(
        "[name=document]", {"name": "临江规划.txt", "mimeType": "text/plain", "buffer": DOCUMENT}
    )
    page.click("text=上传并编译")
    page.click("text=开始审核")
    active = page.locator(".review-row.active .review-title")
    expect(active).to_be_visible()
    page.wait_for_load_state()  # the keys are listened to once the page is whole
    first = active.text_content()
    page.keyboard.press("j")
    expect(active).not_to_have_text(first)
    page.keyboard.press("k")
    expect(active).to_have_text(first)
    page.keyboard.press("a")
    expect(page.locator(".review-row", has_text=first).first.locator(".review-state")).to_have_text("已接受")
    plan = Plan.objects.get()
    assert read_curation(settings.WORKSPACE.plans / plan.folder)[0].do == "accept"
    assert complaints == []


def test_an_edit_is_typed_and_saved(draft, owner, enter, live_server, complaints) -> None:
    page = enter(owner)
    page.goto(live_server.url + reverse("plans:review", args=[draft.slug]) + "?kind=indicators")
    page.keyboard.press("e")
    field = page.locator("[name='field.target.amount.value']")
    field.fill("2100")
    field.press("Enter")
    expect(page.locator(".review-row.active .review-state")).to_have_text("已修改")
    expect(page.locator("#review-panel dl")).to_contain_text("2100亿元")
    assert complaints == []


def test_the_citation_is_in_view(published, leader, enter, live_server, complaints) -> None:
    page = enter(leader)
    page.goto(live_server.url + reverse("plans:document", args=[published.slug]) + "?cite=p6:7-16#p6")
    mark = page.locator("mark.cited")
    expect(mark).to_have_text("培育单项冠军企业1")
    expect(mark).to_be_in_viewport()
    assert complaints == []


def test_a_selection_becomes_a_citation(draft, owner, enter, live_server, complaints) -> None:
    page = enter(owner)
    url = reverse("plans:document", args=[draft.slug]) + "?correct=statements/champions&cite=p6"
    page.goto(live_server.url + url)
    page.locator("#p6 .doc-text").select_text()
    expect(page.locator("#correct [name=cite]")).to_have_value(re.compile(r"p6:0-\d+"))
    page.click("text=保存出处")
    expect(page.locator(".alert-success")).to_contain_text("出处已更正")
    assert complaints == []


def test_language_and_theme(owner, enter, live_server, complaints, make_plan) -> None:
    page = enter(owner)
    page.click("button[lang=en]")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("Plans")
    page.click("[aria-label=Appearance]")
    page.click("text=Dark")
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert complaints == []


def test_the_outsider_is_refused(draft, outsider, enter, live_server) -> None:
    page = enter(outsider)
    expect(page.locator("main")).not_to_contain_text("临江市")
    page.goto(live_server.url + reverse("plans:review", args=[draft.slug]))
    expect(page.locator("h1")).to_have_text("没有这个页面")


@pytest.mark.parametrize("width", [360, 390, 768, 1440, 2560])
def test_nothing_runs_out_of_the_page(published, administrator, enter, live_server, width: int) -> None:
    page = enter(administrator)
    page.set_viewport_size({"width": width, "height": 800})
    slug = published.slug
    names = ("document", "review", "settings", "actuals", "add_actual")
    for url in (
        *(reverse(f"plans:{name}", args=[slug]) for name in names),
        "/people/",
        "/people/audit/",
        "/plans/",
    ):
        page.goto(live_server.url + url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


def test_a_file_that_is_too_large_is_said_before_it_is_sent(owner, enter, live_server, tmp_path) -> None:
    from rongshu.document.guard.limits import FILE_BYTES

    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(FILE_BYTES + 1)
    page = enter(owner)
    page.goto(live_server.url + "/plans/upload/")
    page.set_input_files("[name=document]", str(large))
    field = page.locator("[name=document]")
    assert "MB" in field.evaluate("field => field.validationMessage")
    assert field.evaluate("field => field.files.length") == 0
    small = tmp_path / "small.txt"
    small.write_text("一、目标", encoding="utf-8")
    page.set_input_files("[name=document]", str(small))
    assert field.evaluate("field => field.validationMessage") == ""
