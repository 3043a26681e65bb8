"""A real browser: firms in, mended, placed, confirmed; the gap, whom to bring in, the list; taken back."""

from __future__ import annotations

import csv
import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from playwright.sync_api import Page, expect

from office.browser.test_plan_journeys import complaints, log_in  # noqa: F401 - a fixture
from office.pages.conftest import pack_folder, plan  # noqa: F401 - fixtures
from office.registry.conftest import credit_code

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
AUDIT = Path(__file__).with_name("audit.js").read_text(encoding="utf-8")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGES = (
    "/registry/enterprises/", "/registry/projects/", "/registry/obstacles/", "/registry/projects/board/",
    "/registry/projects/monthly/", "/registry/batches/", "/registry/review/", "/plans/rongjiang/pipeline/",
    "/plans/rongjiang/chains/wind/", "/plans/rongjiang/chains/changes/wind/", "/plans/rongjiang/gaps/",
    "/plans/rongjiang/nodes/wind/blade/", "/plans/rongjiang/nodes/wind/turbine/",
    "/plans/rongjiang/reference/", "/plans/rongjiang/reference/node-output/",
    "/plans/rongjiang/reference/node-output/send/",
    "/registry/enterprises/import/", "/registry/enterprises/add/", "/registry/targets/",
)  # fmt: skip


def goods(plan, name: str) -> str:  # noqa: F811
    """What is made on a node of the chain."""
    from rongshu.office.plans.shelf import pack_of

    chain = next(each for each in pack_of(plan).chains if each.id == "wind")
    node = next(each for each in chain.nodes if each.id == name)
    return "、".join(node.products) or node.name.zh


def rows(plan, **changes: str) -> list[dict[str, str]]:  # noqa: F811
    """Four makers of turbines; the last one's code is wrong until it is mended."""
    made = [
        {
            "企业名称": f"榕江市示例{number}有限公司",
            "统一社会信用代码": credit_code(number),
            "主要产品": goods(plan, "turbine"),
            "产值（万元）": str(1000 * number),
        }
        for number in range(1, 5)
    ]
    made[3].update(changes)
    return made


def table(cells: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(cells[0]))
    writer.writeheader()
    writer.writerows(cells)
    return text.getvalue().encode("utf-8-sig")


def send(page: Page, base: str, kind: str, content: bytes, name: str = "firms.csv") -> None:
    page.goto(f"{base}/registry/{kind}/import/")
    mime = XLSX if name.endswith("xlsx") else "text/csv"
    page.set_input_files("[name=file]", {"name": name, "mimeType": mime, "buffer": content})
    page.click("text=上传并比对")
    expect(page.locator("h1")).to_have_text(name)


def opened(download) -> Workbook:
    """A workbook that was downloaded."""
    return load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))


def counted(page: Page, word: str, number: int) -> None:
    expect(page.locator(".registry-counts .card", has_text=word).locator("b")).to_have_text(str(number))


def write(page: Page) -> None:
    page.click("main button:has-text('写入')")
    expect(page.locator("#job")).to_contain_text("完成")


def take_back(page: Page, base: str, number: int) -> None:
    page.goto(f"{base}/registry/batches/{number}/")
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("text=撤销这次导入")
    if page.locator("dialog[open]").count():
        page.locator("dialog[open] button").last.click()
    expect(page.locator("#job")).to_contain_text("完成")


def brought_in(page: Page, base: str, plan) -> None:  # noqa: F811
    """In, with one wrong code: three are written, the fourth comes back annotated and is mended."""
    send(page, base, "enterprises", table(rows(plan, 统一社会信用代码=credit_code(4)[:-1] + "?")))
    counted(page, "新增", 3)
    counted(page, "有错", 1)
    with page.expect_download() as download:
        page.click("text=下载批注错误的副本")
    book = opened(download)
    titles = {cell.value: cell.column for cell in book.active[1]}
    book.active.cell(2, titles["统一社会信用代码"]).value = credit_code(4)
    mended = io.BytesIO()
    book.save(mended)
    write(page)
    send(page, base, "enterprises", mended.getvalue(), "mended.xlsx")
    counted(page, "新增", 1)
    write(page)


def outside_firm_listed(page: Page, base: str, plan) -> None:  # noqa: F811
    """The chain shows the gap; an outside firm fits it, is ranked, and the list goes out."""
    page.goto(f"{base}/plans/rongjiang/chains/wind/")
    expect(page.locator("#blade")).to_contain_text("缺失")
    expect(page.locator("#turbine")).not_to_contain_text("缺失")
    outside = {
        "企业名称": "衡汐市铭源有限公司",
        "主要产品": goods(plan, "blade"),
        "营业收入（万元）": "50000",
    }
    send(page, base, "targets", table([outside]), "outside.csv")
    write(page)
    page.goto(f"{base}/plans/rongjiang/gaps/")
    page.locator("tr", has_text="叶片").locator("a[href$='targets/']").first.click()
    expect(page.locator("main")).to_contain_text("衡汐市铭源有限公司")
    with page.expect_download() as download:
        page.locator("a[href*='as=xlsx']").first.click()
    listed = opened(download).active
    assert "衡汐市铭源有限公司" in [cell.value for row in listed.iter_rows() for cell in row]


REFERENCE = """产业链,环节,行业代码,全省产值（万元）,本地需求（万元）
,,合计,40000,
wind,turbine,,10000,20000
"""


def held_against(page: Page, base: str) -> None:
    """A reference table comes in: its faults said, looked at, put in force; the node leads to its row."""
    page.goto(f"{base}/plans/rongjiang/reference/")
    page.locator("section", has_text="环节参照产值").get_by_role("link", name="上传").click()
    for text, said in ((REFERENCE.replace("10000", "约一万"), "D3"), (REFERENCE, "没有写明来源")):
        file = {"name": "产值.csv", "mimeType": "text/csv", "buffer": text.encode()}
        page.set_input_files("[name=file]", file)
        page.click("text=上传并核对")
        expect(page.locator("main")).to_contain_text(said)
    page.set_input_files("[name=file]", file)
    for name, said in (("period", "2025"), ("source", "虚构年鉴"), ("area", "全省")):
        page.fill(f"[name={name}]", said)
    page.click("text=上传并核对")
    expect(page.locator("main")).to_contain_text("1 个有参照")
    page.click("text=启用这张表")
    expect(page.locator("main")).to_contain_text("使用中")
    # all of the 10 000 here are turbines: (10000 / 10000) / (10000 / 40000); 10000 / 20000
    page.goto(f"{base}/plans/rongjiang/nodes/wind/turbine/")
    expect(page.locator("main")).to_contain_text("4.00")
    expect(page.locator("main")).to_contain_text("50%")
    page.click("a.cite[href$='#A3']")
    expect(page.locator("tr:target")).to_contain_text("10,000")


def taken_out(page: Page, base: str) -> None:
    """The table no longer counts, and the node says so."""
    page.goto(f"{base}/plans/rongjiang/reference/")
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("main button:has-text('退回上一版')")
    if page.locator("dialog[open]").count():
        page.locator("dialog[open] button").last.click()
    expect(page.locator("main")).to_contain_text("已撤销，恢复为上一版")
    page.goto(f"{base}/plans/rongjiang/nodes/wind/turbine/")
    expect(page.locator("main")).to_contain_text("未加载")


def test_it_works(plan, owner, page: Page, live_server, complaints) -> None:  # noqa: F811
    from rongshu.office.registry.models import Assignment, Enterprise
    from rongshu.office.registry.work import Batch

    base = live_server.url
    log_in(page, base, owner)
    brought_in(page, base, plan)
    assert Enterprise.objects.count() == 4
    # placed by the matching, confirmed by a person at the keyboard
    page.goto(f"{base}/registry/review/")
    page.click("text=重新归类")
    expect(page.locator("#job")).to_contain_text("完成")
    page.goto(f"{base}/registry/review/")
    waiting = page.locator("[data-queue] > li")
    expect(waiting).not_to_have_count(0)
    waiting.first.focus()
    page.keyboard.press("y")
    expect(waiting.first).to_contain_text("已确认")
    assert Assignment.objects.filter(state="confirmed").count() == 1
    outside_firm_listed(page, base, plan)
    held_against(page, base)
    taken_out(page, base)
    # the same file again with one figure changed: only that is written
    send(page, base, "enterprises", table(rows(plan, **{"产值（万元）": "4444"})), "second.csv")
    counted(page, "修改", 1)
    counted(page, "不变", 3)
    counted(page, "新增", 0)
    write(page)
    assert Enterprise.objects.get(code=credit_code(4)).output == 4444
    assert [each.history.count() for each in Enterprise.objects.order_by("code")] == [1, 1, 1, 2]
    # taken back, the newest first: nothing is left, and the chain knows nothing
    for number in Batch.objects.order_by("-pk").values_list("pk", flat=True):
        take_back(page, base, number)
    assert not Enterprise.objects.exists()
    assert not Assignment.objects.exists()
    refused = "Failed to load resource: the server responded with a status of 400 (Bad Request)"
    assert [said for said in complaints if refused not in said] == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_page_is_sound(plan, owner, bureau, page: Page, live_server, complaints, theme: str) -> None:  # noqa: F811
    """Labels, names, headings, contrast; nothing wider than a phone; nothing for the console to say."""
    from rongshu.office.plans.shelf import pack_of
    from rongshu.office.registry.derived import derive
    from rongshu.office.registry.models import Assignment, Enterprise, Node, Obstacle, Project, ProjectMonth
    from rongshu.office.registry.placing import place_firms

    today = timezone.localdate()
    firm = Enterprise(
        name="榕江市示例有限公司", code=credit_code(1), products=goods(plan, "turbine"), owner=bureau
    )
    derive(firm)
    firm.save()
    place_firms(plan.folder, pack_of(plan), owner)
    for model in (Enterprise, Assignment):
        model.history.update(history_date=timezone.now() - timedelta(days=60))
    each = firm.assignments.first()
    each.state = "overridden"
    each.save()
    steps = {
        "built": {"plan": (today - timedelta(days=50)).isoformat()},
        "producing": {"plan": f"{today.year + 1}-03-01"},
    }
    facts = {"stage": "started", "steps": steps, "output": 90000, "county": "西县", "investment": 5000}
    project = Project(number="A", name="叶片项目", node=Node.objects.get(node="blade"), owner=bureau, **facts)
    derive(project)
    project.save()
    Obstacle.objects.create(
        project=project, kind="land", what="用地指标未落实", since=today - timedelta(days=70)
    )
    ProjectMonth.objects.create(
        project=project, month=today.replace(year=today.year - 1, day=1), planned=9, actual=4
    )
    page.emulate_media(color_scheme=theme)
    log_in(page, live_server.url, owner)
    said = []
    first = (today - timedelta(days=40)).isoformat()
    addresses = [
        *PAGES,
        f"/plans/rongjiang/chains/changes/wind/?from={first}",
        f"/registry/projects/{project.pk}/",
    ]
    for width in (360, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        for address in addresses:
            answer = page.goto(live_server.url + address)
            assert answer.status == 200, address
            said += [f"{address} {width} {one}" for one in page.evaluate(AUDIT)]
            if page.evaluate("document.documentElement.scrollWidth") > width:
                said.append(f"{address} is wider than {width}")
    assert not said, "\n".join(sorted(set(said)))
    assert complaints == []
