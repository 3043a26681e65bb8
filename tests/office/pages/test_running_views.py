"""The running pages as people open them: who may, what they lead to, what they cost, and as files."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from django.conf import settings

from office.pages.running import fill, revise
from rongshu.facts.lake.lake import Lake

ROOT = "/plans/rongjiang/"
QUERIES = 9
PAGES = (
    "monitoring/",
    "monitoring/?month=2025-06&by=chain",
    "monitoring/?month=2025-06&by=sector&known_on=2025-07-20",
    "decomposition/?month=2025-06",
    "decomposition/?month=2025-06&metric=output_per_kwh&by=chain&span=month",
    f"decomposition/?month=2025-06&by=county&group={quote('西山县')}",
    f"trace/?metric=output_ytd_growth&month=2025-06&county={quote('东城区')}",
    "trace/?metric=output&month=2025-06",
    "quality/",
)
STRANGE = (
    "monitoring/?month=June",
    "monitoring/?known_on=yesterday",
    "decomposition/?metric=x",
    "decomposition/?metric=output_growth",
    "trace/",
    "trace/?metric=%27;drop",
)
CHINESE = re.compile(r"[\u3400-\u9fff]+")
MARKED = re.compile(
    r"<(?P<tag>[a-z0-9]+)[^>]*\b(?:lang=\"zh-Hans\"|translate=\"no\")[^>]*>.*?</(?P=tag)>", re.DOTALL
)


@pytest.fixture
def lake(plan) -> Lake:
    return fill(settings.WORKSPACE.lake, "演示数据")


@pytest.mark.parametrize("address", PAGES)
def test_it_works(plan, lake, colleague, client_of, address):
    answer = client_of(colleague).get(ROOT + address)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "演示数据" in text
    assert "{%" not in text
    assert "Bilingual(" not in text


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("person", ["administrator", "owner", "leader"])
def test_the_bureau_may_read(plan, lake, client_of, request, person, address):
    assert client_of(request.getfixturevalue(person)).get(ROOT + address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("person", ["outsider", "firm_user"])
def test_figures_of_firms_stay_in_the_bureau(plan, lake, client_of, request, person, address):
    """The plan is open to everybody; what its firms report is not, nor does the menu lead there."""
    client = client_of(request.getfixturevalue(person))
    assert client.get(ROOT + address).status_code == 403
    assert "/monitoring/" not in client.get(ROOT).content.decode()


def test_a_neighbours_own_plan_shows_nothing_of_ours(
    plan, lake, outsider, other_bureau, client_of, pack_folder
):
    import shutil

    from rongshu.office.plans.models import Plan

    shutil.copytree(pack_folder, settings.WORKSPACE.plans / "theirs")
    Plan.objects.create(
        slug="theirs", folder="theirs", title="邻市规划", owner=other_bureau, state="published"
    )
    text = client_of(outsider).get("/plans/theirs/monitoring/").content.decode()
    assert "还没有企业月度数据" in text


@pytest.mark.parametrize("address", STRANGE)
def test_what_is_not_there_is_not_found(plan, lake, colleague, client_of, address):
    assert client_of(colleague).get(ROOT + address).status_code == 404


@pytest.mark.parametrize("name", ["monitoring", "decomposition", "quality"])
def test_an_empty_lake_says_so(plan, colleague, client_of, name):
    text = client_of(colleague).get(f"{ROOT}{name}/").content.decode()
    assert "还没有企业月度数据" in text
    assert "/loads/send/" in text


def test_a_day_on_which_nothing_was_known(plan, lake, colleague, client_of):
    text = client_of(colleague).get(f"{ROOT}monitoring/?month=2025-06&known_on=2025-06-20").content.decode()
    assert "2025-06-20 时还不知道 2025-06 的数" in text


@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_few_queries(plan, lake, colleague, client_of, django_assert_max_num_queries, address):
    client = client_of(colleague)
    client.get(ROOT + address)
    with django_assert_max_num_queries(QUERIES):
        client.get(ROOT + address)


@pytest.mark.parametrize("address", PAGES)
def test_english_pages_have_no_chinese(plan, lake, colleague, client_of, address):
    type(colleague).objects.update(locale="en")
    text = client_of(colleague).get(ROOT + address).content.decode()
    main = text[text.index("<main") : text.index("</main>")]
    shown = re.sub(
        r"<[^>]+>", " ", MARKED.sub("", re.sub(r"<(svg|select)\b.*?</\1>", "", main, flags=re.DOTALL))
    )
    assert CHINESE.findall(shown) == []


def test_every_number_leads_to_its_cells(plan, lake, colleague, client_of):
    revise(lake)
    client = client_of(colleague)
    text = client.get(f"{ROOT}monitoring/?month=2025-06").content.decode()
    found = re.search(
        rf'href="({ROOT}trace/\?metric=output&amp;month=2025-06&amp;county={quote("西山县")})"', text
    )
    trace = client.get(found.group(1).replace("&amp;", "&")).content.decode()
    assert "revision.xlsx" in trace
    assert "6月 <code>C3</code>" in trace
    assert "sum(output)" in trace
    then = client.get(f"{ROOT}trace/?metric=output&month=2025-06&known_on=2025-08-01").content.decode()
    assert "revision.xlsx" not in then


def test_a_trace_leads_to_the_load_of_whoever_may_open_it(plan, lake, colleague, leader, client_of):
    client = client_of(colleague)
    client.get("/loads/")
    url = f"{ROOT}trace/?metric=output&month=2025-06"
    assert re.search(r'href="/loads/\d+/"', client.get(url).content.decode())
    assert not re.search(r'href="/loads/\d+/"', client_of(leader).get(url).content.decode())


@pytest.mark.parametrize("name", ["monitoring", "decomposition", "quality"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_comes_as_a_file_with_the_badge(plan, lake, colleague, client_of, name, form):
    answer = client_of(colleague).get(f"{ROOT}{name}/?month=2025-06&as={form}")
    assert answer.status_code == 200
    if form == "csv":
        assert answer.content.decode("utf-8-sig").startswith("演示数据")


@pytest.mark.parametrize("name", ["monitoring", "decomposition", "quality"])
def test_htmx_gets_the_list_alone(plan, lake, colleague, client_of, name):
    text = client_of(colleague).get(f"{ROOT}{name}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    assert 'id="list"' in text


def test_a_firms_name_is_text_and_not_code(plan, colleague, client_of):
    from office.pages import running

    lake = fill(settings.WORKSPACE.lake)
    from datetime import date

    from rongshu.facts.lake.lake import Load

    bad = running.reading("<script>x</script>", 2025, 6, "output", "900", 9)
    load = Load(
        "bad", "bad.xlsx", "e" * 64, "市统计局", date(2025, 7, 18), "x", 0, "2025-07-18T09:00:00+08:00"
    )
    lake.append([bad], load)
    for address in (
        "monitoring/",
        "decomposition/?by=chain",
        f"trace/?metric=output&month=2025-06&firm={quote('<script>x</script>')}",
    ):
        assert "<script>x" not in client_of(colleague).get(ROOT + address).content.decode()


def test_quotes_in_a_group_are_only_text(plan, lake, colleague, client_of):
    name = quote("' OR 1=1 --")
    answer = client_of(colleague).get(f"{ROOT}trace/?metric=output&month=2025-06&county={name}")
    assert answer.status_code == 200
    assert "没有。" in answer.content.decode()


def test_after_a_load_the_pages_are_worked_out_ahead(plan, lake, colleague, client_of):
    from rongshu.office.loads.tasks import make_ready
    from rongshu.office.pages.running import lake as kept

    make_ready()
    known = len(kept._known)
    client_of(colleague).get(f"{ROOT}quality/")
    assert len(kept._known) == known
