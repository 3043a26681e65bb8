"""Projects against the plan: what they add, which nodes they lift, where they stand, how late they are."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from office.pages.rongjiang_map import counties
from rongshu.office.pages.maps.atlas import atlas_of
from rongshu.office.pages.pipeline.project_map import Place, drawn, short, slice_d
from rongshu.pack.folder.write import write_pack

ROOT = "/plans/rongjiang/"
PAGE = f"{ROOT}pipeline/"
QUERIES = 20


def year() -> int:
    return timezone.localdate().year


@pytest.fixture
def folder(tmp_path):
    """The pack with an indicator in 亿元 that counts the output of projects, two years old."""
    from office.pages.rongjiang import rongjiang
    from rongshu.pack.schema import Actual, Indicator

    pack = rongjiang()
    aim = Indicator.model_validate(
        {
            "id": "aim",
            "name": {"zh": "工业总产值"},
            "unit": "亿元",
            "base": {"period": str(year() - 3), "amount": {"value": "80", "unit": "亿元"}},
            "target": {"period": str(year() + 4), "amount": {"value": "110", "unit": "亿元"}},
            "path": "linear",
            "direction": "up",
            "measure": "output",
        }
    )
    seen = Actual(
        series="output", period=str(year() - 1), value=Decimal(100), unit="亿元", source="年鉴", grade="H"
    )
    about = pack.about.model_copy(update={"demonstration": False})
    pack = pack.model_copy(
        update={"about": about, "indicators": (*pack.indicators, aim), "actuals": (*pack.actuals, seen)}
    )
    folder = tmp_path / "pack-with-aim"
    write_pack(pack, folder)
    return folder


@pytest.fixture
def stock(make_plan, folder, bureau):
    """A begun project of 12 亿元 on the empty blade node, one in talks that declares nothing."""
    from rongshu.office.plans.shelf import pack_of
    from rongshu.office.registry.derived import derive
    from rongshu.office.registry.models import Node, Project
    from rongshu.office.registry.placing import sync_nodes

    plan = make_plan("rongjiang", folder, state="published", title="榕江市规划", title_en="Rongjiang Plan")
    sync_nodes(plan.folder, pack_of(plan).chains)
    node = Node.objects.get(chain="wind", node="blade")
    steps = {
        "started": {"plan": f"{year() - 1}-01-01", "actual": f"{year() - 1}-03-02"},
        "producing": {"plan": f"{year()}-01-01"},
    }
    facts = {"output": 120000, "revenue": 110000, "jobs": 90, "ramp": ["0.5", "1"], "steps": steps}
    made = [
        Project(
            number="A", name="叶片项目", node=node, owner=bureau, county="西县", investment=5000, **facts
        ),
        Project(number="B", name="无申报项目", node=node, owner=bureau, county="没有的县", stage="talks"),
    ]
    for project in made:
        derive(project)
        project.save()
    return made


def test_it_works(stock, owner, client_of):
    page = client_of(owner).get(PAGE).content.decode()
    assert "叶片项目" in page
    row = page.split('id="h-close"')[1].split("</section>")[0]
    assert "工业总产值" in row
    # 100 observed last year, 110 wanted: 6 in the first year, 12 from the second; a begun one counts 85 %
    assert f"{year() + 1} 年补上" in row
    assert "到目标年补 120%" in row
    assert "到目标年补 102%" in row
    gaps = page.split('id="h-gaps"')[1].split("</section>")[0]
    assert "缺失" in gaps
    assert "1 个环节会变强" in gaps
    assert "1 个未申报产值" in gaps
    assert "1 个项目没有申报这一项，不计入" in page
    delays = page.split('id="h-delays"')[1]
    assert "2.0" in delays


def test_another_figure_is_asked_by_the_address(stock, owner, client_of):
    page = client_of(owner).get(f"{PAGE}?figure=jobs").content.decode()
    assert "达产用工" in page
    assert 'aria-current="page"' in page
    assert client_of(owner).get(f"{PAGE}?figure=nonsense").status_code == 200


def test_the_indicators_page_says_it_in_short(stock, owner, outsider, client_of):
    page = client_of(owner).get(f"{ROOT}indicators/aim/").content.decode()
    assert "在途项目能补多少" in page
    assert "100 + 12 = 112 ≥ 110；100 + 10.2 = 110.2 ≥ 110" in page
    assert "在途项目能补多少" not in client_of(outsider).get(f"{ROOT}indicators/aim/").content.decode()


def test_an_invented_project_stays_off_a_real_plans_indicator(stock, owner, client_of, settings):
    from dataclasses import replace

    settings.WORKSPACE = replace(settings.WORKSPACE, demonstration=True)
    page = client_of(owner).get(f"{ROOT}indicators/aim/").content.decode()
    assert "100 + 12" not in page
    assert "演示数据" in client_of(owner).get(PAGE).content.decode()


def test_a_county_sees_its_own_projects(stock, make_user, bureau, client_of):
    from rongshu.office.people.models import Organisation

    county = Organisation.objects.create(name="西县工信局", kind="county", parent=bureau)
    stock[1].owner = county
    stock[1].save()
    page = client_of(make_user("xian", "county", county)).get(PAGE).content.decode()
    assert "叶片项目" not in page
    assert "您范围内的 1 个项目" in page


def test_the_outsider_may_not_see_it(stock, outsider, firm_user, client_of):
    for who in (outsider, firm_user):
        answer = client_of(who).get(PAGE)
        assert answer.status_code == 403
        assert "叶片项目" not in answer.content.decode()


def test_it_costs_the_same_for_many(stock, owner, client_of, django_assert_max_num_queries):
    client = client_of(owner)
    client.get(PAGE)
    with django_assert_max_num_queries(QUERIES):
        client.get(PAGE)


def test_the_map_knows_a_county_by_its_short_name() -> None:
    atlas = atlas_of(counties(), {}, ())
    assert atlas is not None
    name = atlas.labels[0].text
    places = (Place(name, 4, 1, Decimal(1), 0), Place("别处县", 1, 0, None, 1), Place("", 1, 0, None, 1))
    found = drawn(atlas, places)
    assert [disc.place.name for disc in found.discs] == [name]
    assert [place.title.zh for place in found.beside] == ["别处县", "未写县区"]
    assert found.discs[0].late_d
    assert short("闽清县") == short("闽清")
    assert short("沙县") == "沙县"
    crowd = tuple(Place(name, n, n, None, 0) for n in (3, 9))
    (one, two) = drawn(atlas, crowd).discs
    assert ((one.x - two.x) ** 2 + (one.y - two.y) ** 2) ** 0.5 >= one.r + two.r


def test_a_slice_is_none_a_part_or_all() -> None:
    assert slice_d(0, 0, 10, 0) == ""
    assert slice_d(0, 0, 10, 1).count("A") == 2
    assert " 0 1 1 " in slice_d(0, 0, 10, 0.75)


def test_delays_are_by_stage() -> None:
    from rongshu.office.pages.pipeline.slippage import lateness
    from rongshu.office.registry.models import Project

    day = date(2026, 6, 30)
    steps = {
        "signed": {"plan": "2026-01-01", "actual": "2026-03-03"},
        "filed": {"plan": "2026-02-01", "actual": "2026-02-01"},
        "land": {"plan": (day - timedelta(days=30)).isoformat()},
    }
    found = {each.name.zh: each for each in lateness([Project(stage="filed", steps=steps)], day)}
    assert (found["签约"].late, found["签约"].middle) == (1, Decimal("2.0"))
    assert (found["备案"].reached, found["备案"].late) == (1, 0)
    assert (found["拿地"].overdue, found["拿地"].overdue_middle) == (1, Decimal("1.0"))
    assert found["谋划"].unplanned == 1


def test_the_board_leads_to_the_plan_with_most_of_the_projects(stock, owner, firm_user, client_of, make_plan):
    from rongshu.office.registry.models import Project

    client = client_of(owner)
    assert 'href="/pipeline/"' in client.get("/registry/projects/board/").content.decode()
    assert client.get("/pipeline/").url == PAGE
    Project.objects.all().delete()
    assert client.get("/pipeline/").url == PAGE
    assert client_of(firm_user).get("/pipeline/").status_code == 404
