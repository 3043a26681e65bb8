"""Two firms become one and two again with the mouse; a form suggests firms as one types."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from office.browser.test_plan_journeys import complaints, log_in  # noqa: F401 - a fixture
from office.registry.conftest import make_firm  # noqa: F401 - a fixture

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = Path(__file__).with_name("phone.js").read_text(encoding="utf-8")


@pytest.fixture
def pair(bureau, make_firm):  # noqa: F811
    """Two firms that may be one, and a project of the second."""
    from rongshu.office.registry.models import Project
    from rongshu.office.registry.work import Duplicate

    keep = make_firm(1, "临江市示例风电装备制造股份有限公司", address="新街1号")
    gone = make_firm(2, "临江市示例风电装备制造有限公司", address="旧街2号", products="风电叶片" * 20)
    Project.objects.create(number="X1", name="示例项目", owner=bureau, enterprise=gone)
    return Duplicate.objects.create(first=keep, second=gone, score=0.9, reasons=[["名称相近", "alike"]])


def test_it_works(pair, owner, page: Page, live_server, complaints):  # noqa: F811
    """Seen, merged, undone, on a phone."""
    log_in(page, live_server.url, owner)
    page.set_viewport_size({"width": 390, "height": 844})
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(live_server.url + "/registry/duplicates/")
    page.get_by_role("link", name="合并到左边").click()
    expect(page.get_by_role("heading", name="合并预览")).to_be_visible()
    expect(page.locator("#h-moved + dl")).to_contain_text("示例项目")
    assert page.evaluate(PHONE) == []
    page.get_by_role("button", name="确认合并").click()
    expect(page.locator("#messages")).to_contain_text("已合并")
    assert page.evaluate(PHONE) == []
    page.get_by_role("button", name="撤销合并").click()
    expect(page.locator("#messages")).to_contain_text("已撤销合并")
    expect(page.get_by_role("link", name="合并到左边")).to_be_visible()
    assert complaints == []


def test_firms_are_suggested_as_one_types(pair, owner, page: Page, live_server, complaints):  # noqa: F811
    from rongshu.office.registry.models import Project

    log_in(page, live_server.url, owner)
    page.goto(f"{live_server.url}/registry/projects/{Project.objects.get().pk}/edit/")
    field = page.locator("#f-enterprise")
    field.fill("")
    field.press_sequentially("股份")
    expect(page.locator("#l-enterprise option")).to_have_count(1)
    field.fill(page.locator("#l-enterprise option").get_attribute("value"))
    page.get_by_role("button", name="保存").click()
    expect(page.locator("#messages")).to_contain_text("已保存")
    assert Project.objects.get().enterprise == pair.first
    assert complaints == []
