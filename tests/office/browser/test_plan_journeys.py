"""A real browser over whole journeys: to the clause, from a Word file to a page, a typed figure, search."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from office.conftest import PASSWORD
from office.pages.conftest import pack_folder, plan  # noqa: F401 - fixtures
from rongshu.office.plans.models import Plan

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
expect.set_options(timeout=15_000)
AUDIT = Path(__file__).with_name("audit.js").read_text(encoding="utf-8")
EXAMPLE = Path(__file__).parents[3] / "examples" / "jichuan" / "plan.docx"
PAGES = [
    "", "indicators/", "indicators/ind-1/", "targets/", "industries/", "industries/s1-1-1/", "firms/",
    "projects/", "chains/", "chains/wind/", "clusters/", "parks/", "parks/k1/", "tasks/", "mechanisms/",
    "checks/", "compare/", "search/?q=fd", "document/", "actuals/",
]  # fmt: skip


@pytest.fixture
def complaints(page: Page) -> list[str]:
    """What the console complained about; a policy that stops a script is said there."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    return said


def log_in(page: Page, url: str, user) -> Page:
    page.goto(url + "/plans/")
    page.fill("[name=login]", user.username)
    page.fill("[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(url + "/plans/")
    return page


def test_from_the_login_to_the_clause(published, leader, page: Page, live_server, complaints) -> None:
    log_in(page, live_server.url, leader)
    page.click("h2.card-title a")
    expect(page.locator("h1")).to_have_text("总览")
    page.click(".kpi h3 a")
    expect(page.locator("h1")).to_have_text("规模以上工业总产值")
    page.click(".facts .cite >> nth=0")
    mark = page.locator("mark.cited")
    expect(mark).to_contain_text("达到2000")
    expect(mark).to_be_in_viewport()
    assert complaints == []


def test_from_a_word_file_to_a_published_page(make_plan, owner, page: Page, live_server, complaints) -> None:
    log_in(page, live_server.url, owner)
    page.click("text=上传规划文件")
    page.set_input_files("[name=document]", str(EXAMPLE))
    page.click("text=上传并编译")
    page.click("text=开始审核", timeout=60_000)
    made = Plan.objects.get()
    page.goto(live_server.url + reverse("plans:review", args=[made.slug]) + "?kind=indicators")
    rows = page.locator(".review-row")
    accepted, edited, rejected = (rows.nth(at).locator(".review-title").text_content() for at in range(3))
    page.keyboard.press("a")
    active = page.locator(".review-row.active")
    expect(active.locator(".review-title")).to_have_text(edited)
    page.keyboard.press("e")
    field = page.locator("[name='field.target.amount.value']")
    field.fill("77")
    field.press("Enter")
    expect(rows.nth(1).locator(".review-state")).to_have_text("已修改")
    expect(active.locator(".review-title")).to_have_text(rejected)
    page.keyboard.press("r")
    expect(rows.nth(2).locator(".review-state")).to_have_text("已剔除")
    page.click("text=发布与设置")
    page.click("main button:has-text('发布')")
    expect(page.locator(".alert-success")).to_contain_text("已发布")
    page.goto(f"{live_server.url}/plans/{made.slug}/indicators/")
    names = page.locator("#list tbody th a:first-child")
    expect(names.nth(0)).to_have_text(accepted)
    expect(page.locator("#list tbody tr", has_text=edited).first).to_contain_text("77")
    assert rejected not in names.all_text_contents()
    assert complaints == []


def test_a_typed_figure_stands_on_the_indicator(
    published, colleague, page: Page, live_server, complaints
) -> None:
    log_in(page, live_server.url, colleague)
    page.goto(live_server.url + reverse("plans:add_actual", args=[published.slug]))
    page.select_option("[name=series]", label="规模以上工业总产值（亿元）")
    for name, value in (
        ("period", "2027"),
        ("value", "1411.5"),
        ("unit", "亿元"),
        ("source", "2027年统计公报"),
    ):
        page.fill(f"[name={name}]", value)
    page.select_option("[name=grade]", "H")
    page.click("main button:has-text('保存')")
    expect(page.locator(".alert-success")).to_contain_text("已保存")
    page.goto(f"{live_server.url}/plans/{published.slug}/indicators/output/")
    expect(page.locator("main")).to_contain_text("1,411.5")
    expect(page.locator("section[aria-labelledby=h-actual]")).to_contain_text("2027年统计公报")
    if date.today() < date(2027, 12, 31):  # until then it is shown and does not count
        expect(page.locator("section[aria-labelledby=h-actual]")).to_contain_text("期间尚未结束")
    assert complaints == []


def test_a_corrected_citation_leads_there(published, owner, page: Page, live_server, complaints) -> None:
    log_in(page, live_server.url, owner)
    address = reverse("plans:citation", args=[published.slug]) + "?kind=indicators&item=output"
    page.goto(live_server.url + address)
    page.fill("[name=cite]", "p3:0-5")
    page.click("text=保存出处")
    expect(page.locator("mark.cited")).to_have_text("2025年")
    page.goto(f"{live_server.url}/plans/{published.slug}/indicators/output/")
    expect(page.locator(".facts .cite").first).to_have_attribute(
        "href", f"/plans/{published.slug}/document/?cite=p3:0-5#p3"
    )
    assert complaints == []


def test_search_by_initials_and_keyboard(plan, leader, page: Page, live_server, complaints) -> None:  # noqa: F811
    log_in(page, live_server.url, leader)
    page.goto(live_server.url + "/plans/rongjiang/")
    page.keyboard.press("/")
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.type("fdcyl", delay=20)
    first = page.locator("#found a").first
    expect(first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#found a")).to_have_count(0)
    expect(page.locator("#find")).to_be_focused()
    assert complaints == []


def test_the_choice_of_language_and_theme_lasts(plan, leader, browser: Browser, live_server) -> None:  # noqa: F811
    """Kept on the account: another browser shows it after login."""
    first = log_in(browser.new_context(locale="zh-CN").new_page(), live_server.url, leader)
    first.click("button[lang=en]")
    first.click("[aria-label=Appearance]")
    first.click("text=Dark")
    expect(first.locator("html")).to_have_attribute("data-bs-theme", "dark")
    second = browser.new_context(locale="zh-CN", color_scheme="light").new_page()
    log_in(second, live_server.url, leader)
    second.goto(live_server.url + "/plans/rongjiang/")
    expect(second.locator("html")).to_have_attribute("lang", "en")
    expect(second.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(second.locator("h1")).to_have_text("Overview")


def test_the_outsider_finds_no_page_of_a_draft(draft, outsider, page: Page, live_server) -> None:
    log_in(page, live_server.url, outsider)
    expect(page.locator("main")).to_contain_text("还没有规划")
    for address in (
        "",
        "indicators/",
        "document/?cite=p3",
        "checks/?as=csv",
        "search/?q=a",
        "review/",
        "settings/",
    ):
        answer = page.goto(f"{live_server.url}/plans/{draft.slug}/{address}")
        assert answer.status == 404, address
        expect(page.locator("h1")).to_have_text("没有这个页面")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_sound(plan, owner, page: Page, live_server, complaints, theme: str) -> None:  # noqa: F811
    """Labels, names, headings, contrast; nothing wider than a phone; nothing for the console to say."""
    page.emulate_media(color_scheme=theme)
    log_in(page, live_server.url, owner)
    said = []
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        for address in PAGES:
            answer = page.goto(f"{live_server.url}/plans/rongjiang/{address}")
            assert answer.status == 200, address
            said += [f"{address} {width} {one}" for one in page.evaluate(AUDIT)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                said.append(f"{address} is wider than {width}")
    assert not said, "\n".join(sorted(set(said)))
    assert complaints == []


def test_the_keyboard_sees_where_it_is(plan, leader, page: Page, live_server) -> None:  # noqa: F811
    """Every stop of Tab on the first page of a plan has an outline or a shadow."""
    log_in(page, live_server.url, leader)
    page.goto(live_server.url + "/plans/rongjiang/")
    seen = """() => { const s = getComputedStyle(document.activeElement);
      return document.activeElement === document.body || s.outlineStyle !== "none" || s.boxShadow !== "none"
        || getComputedStyle(document.activeElement, "::after").outlineStyle !== "none"; }"""
    for stop in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(seen), (stop, page.evaluate("document.activeElement.outerHTML.slice(0, 120)"))


def test_whoever_wants_no_motion_gets_none(plan, leader, page: Page, live_server) -> None:  # noqa: F811
    page.emulate_media(reduced_motion="reduce")
    log_in(page, live_server.url, leader)
    page.goto(live_server.url + "/plans/rongjiang/")
    moving = page.evaluate(
        "Array.from(document.querySelectorAll('*'), e => getComputedStyle(e).transitionDuration)"
        ".filter(d => d.split(',').some(one => parseFloat(one) > 0.02)).length"
    )
    assert moving == 0
