"""Every page of the menus: no wider than a phone, its own title, the badge in sight, tags one can read."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from office.browser.test_plan_journeys import complaints, log_in  # noqa: F401 - a fixture
from office.pages.conftest import pack_folder, plan  # noqa: F401 - fixtures
from office.registry.conftest import credit_code
from rongshu.office.pages.parts.menu import GROUPS, WORK
from rongshu.office.registry.frame import TABS

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = Path(__file__).with_name("phone.js").read_text(encoding="utf-8")
MENU = [
    entry.address or f"/plans/rongjiang/{entry.path}"
    for entry in (*(each for group in GROUPS for each in group.entries), *WORK)
]
REGISTRY = [
    *(f"/registry/{key}/" for key in TABS),
    *(
        f"/registry/{key}/"
        for key in ("projects/board", "projects/monthly", "review", "duplicates", "batches")
    ),
]
BELOW = [
    "chains/wind/", "chains/changes/wind/", "nodes/wind/turbine/", "nodes/wind/blade/",
    "nodes/wind/blade/targets/", "parks/k1/", "indicators/ind-1/", "compare/?with=linjiang-2026-2030",
]  # fmt: skip
TONES = """() => {
  const light = (colour) => {
    const part = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  return ["good", "fair", "warn", "bad", "none", "plain"].map((tone) => {
    const tag = document.createElement("span");
    tag.className = `light light-${tone}`;
    tag.textContent = tone;
    document.querySelector("main").append(tag);
    const style = getComputedStyle(tag);
    const [low, high] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b);
    return [tone, (high + 0.05) / (low + 0.05)];
  });
}"""


@pytest.fixture
def stocked(plan, published, owner, bureau):  # noqa: F811
    """A plan with a firm on a node, a late project with an obstacle, and another plan to compare with."""
    from rongshu.office.plans.shelf import pack_of
    from rongshu.office.registry.derived import derive
    from rongshu.office.registry.models import Enterprise, Node, Obstacle, Project
    from rongshu.office.registry.placing import place_firms

    pack = pack_of(plan)
    wind = next(chain for chain in pack.chains if chain.id == "wind")
    made = next(node for node in wind.nodes if node.id == "turbine")
    firm = Enterprise(
        name="榕江市示例风电装备制造股份有限公司",
        code=credit_code(1),
        products="、".join(made.products) or made.name.zh,
        output=1234567,
        owner=bureau,
    )
    derive(firm)
    firm.save()
    place_firms(plan.folder, pack, owner)
    today = timezone.localdate()
    project = Project(
        number="RJ-2026-001",
        name="示例风电叶片与复合材料生产基地项目",
        node=Node.objects.get(node="blade"),
        stage="started",
        steps={"built": {"plan": (today - timedelta(days=50)).isoformat()}},
        investment=1234567,
        owner=bureau,
    )
    derive(project)
    project.save()
    Obstacle.objects.create(project=project, kind="land", what="用地指标未落实", since=today)
    return plan


def speak(page: Page, language: str) -> None:
    """The page in this language."""
    if language == "en":
        page.set_viewport_size({"width": 1440, "height": 900})
        page.click("button[lang=en]")
        expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_works(stocked, owner, page: Page, live_server, complaints, language: str) -> None:  # noqa: F811
    """On a phone nothing is wider than the page, out of the keyboard's reach or too small for a finger."""
    log_in(page, live_server.url, owner)
    speak(page, language)
    page.set_viewport_size({"width": 390, "height": 844})
    said = []
    for address in dict.fromkeys([*MENU, *REGISTRY, *(f"/plans/rongjiang/{each}" for each in BELOW)]):
        answer = page.goto(live_server.url + address)
        assert answer.status == 200, address
        said += [f"{address} {one}" for one in page.evaluate(PHONE)]
    assert not said, "\n".join(said)
    assert complaints == []


@pytest.mark.parametrize("width", [768, 1024, 1440])
def test_no_list_is_wider_than_a_tablet_or_a_screen(
    stocked, owner, page: Page, live_server, width: int
) -> None:
    """English words and the titles of two plans head the columns; firms have nine of them."""
    log_in(page, live_server.url, owner)
    speak(page, "en")
    page.set_viewport_size({"width": width, "height": 900})
    wide = []
    for address in (*REGISTRY, *MENU, *(f"/plans/rongjiang/{each}" for each in BELOW)):
        page.goto(live_server.url + address)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(address)
    assert wide == []


def test_every_page_has_a_title_of_its_own(stocked, owner, page: Page, live_server) -> None:
    """Ten open tabs of the registry can be told apart, and so can a node and whom to bring in for it."""
    log_in(page, live_server.url, owner)
    titles = {}
    for address in (*REGISTRY, *(f"/plans/rongjiang/{each}" for each in BELOW)):
        page.goto(live_server.url + address)
        titles.setdefault(page.title(), []).append(address)
    assert {title: found for title, found in titles.items() if len(found) > 1} == {}


def test_invented_data_is_marked_on_a_phone_too(stocked, owner, page: Page, live_server, settings) -> None:
    """The badge of the registry is in sight, not at the end of a row that scrolls."""
    from dataclasses import replace

    settings.WORKSPACE = replace(settings.WORKSPACE, demonstration=True)
    log_in(page, live_server.url, owner)
    page.set_viewport_size({"width": 390, "height": 844})
    for address in ("/registry/enterprises/", "/registry/projects/board/", "/plans/rongjiang/gaps/"):
        page.goto(live_server.url + address)
        expect(page.locator(".pages-head, main").locator(".office-demo").first).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_tags_can_be_read(plan, owner, page: Page, live_server, theme: str) -> None:  # noqa: F811
    """Every tone of a status word has the contrast of text, in both themes."""
    page.emulate_media(color_scheme=theme)
    log_in(page, live_server.url, owner)
    page.goto(live_server.url + "/plans/rongjiang/")
    assert [tone for tone, ratio in page.evaluate(TONES) if ratio < 4.5] == []


def test_the_current_tab_is_in_sight(plan, owner, page: Page, live_server) -> None:  # noqa: F811
    """On a phone the tabs of the registry scroll; the last one is brought into view when it is open."""
    log_in(page, live_server.url, owner)
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(live_server.url + "/registry/batches/")
    expect(page.locator(".registry-tabs [aria-current]")).to_be_in_viewport(ratio=0.9)


def test_a_market_has_its_sign_in_the_legend(stocked, owner, page: Page, live_server, settings) -> None:
    """A chain with a market explains its sign, and offers nobody to bring in for it."""
    log_in(page, live_server.url, owner)
    chain = live_server.url + "/plans/rongjiang/chains/wind/"
    legend = page.locator(".map-legend .light", has_text="市场")
    page.goto(chain)
    expect(legend).to_have_count(0)
    path = settings.WORKSPACE.plans / stocked.folder / "chains" / "wind.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{id: farm,", "{id: farm, kind: application,"), encoding="utf-8")
    page.goto(chain)
    expect(legend).to_have_count(1)
    page.locator(".panorama .is-market").click()
    expect(page.locator("#h-why")).to_contain_text("市场")
    expect(page.locator("main a[href$='targets/']")).to_have_count(0)
