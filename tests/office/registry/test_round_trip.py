"""What goes out as a file comes back as it went: every kind, every field, by whoever may write it."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from office.registry.conftest import credit_code
from office.registry.test_batches import run, send, table

pytestmark = pytest.mark.django_db


def exported(client, kind: str, on, query: str = "") -> bytes:
    from rongshu.office.registry.work import Job

    with on(execute=True):
        client.post(f"/registry/{kind}/export/", {"query": query})
    answer = client.get(f"/registry/jobs/{Job.objects.order_by('-pk').first().pk}/file/")
    return b"".join(answer.streaming_content)


TITLES = [
    {"name": "专精特新中小企业", "from": "2022-07-01", "until": "2025-06-30"},
    {"name": "高新技术企业（省级）", "from": "2023-01-01", "until": ""},
    {"name": "示范企业", "from": "", "until": "2027-12-31"},
    {"name": "绿色工厂", "from": "", "until": ""},
]
FIRM = {
    "former_names": "老厂、旧公司", "aliases": "澄原", "county": "东县", "address": "路1号", "people": 0,
    "gbt4754": "1711,3415", "products": "棉纱、坯布", "scope": "纺织", "group": "澄原集团", "champion": True,
    "revenue": Decimal("12.34"), "output": Decimal(5000), "output_before": Decimal("4000.50"),
    "titles": TITLES, "contact": "某人", "phone": "1",
}  # fmt: skip
PROJECT = {
    "number": "X1", "name": "叶片项目", "investor": "甲", "county": "东县", "stage": "started", "output": 1,
    "investment": Decimal("99.5"), "revenue": 2, "tax": 3, "jobs": 4, "ramp": ["0.4", "1"], "land_mu": 5,
    "energy": 6, "responsible": "乙", "steps": {"signed": {"plan": "2026-01-02", "actual": "2026-02-03"}},
}  # fmt: skip
TARGET = {
    "name": "衡汐市铭源有限公司", "code": credit_code(9), "place": "衡汐市", "products": "叶片",
    "scope": "制造", "gbt4754": "3415", "revenue": Decimal(50000), "growth": Decimal("0.3831"),
    "distance_km": Decimal("12.3"),
    "land_mu": 7, "energy": 8, "suppliers": "甲、乙", "customers": "丙", "group": "某集团", "investors": "丁",
    "alumni": "戊", "source": "网",
}  # fmt: skip


@pytest.fixture
def stock(bureau, make_firm):
    """One of every kind, with everything filled in, and what is hard to write down."""
    from rongshu.office.registry import models as m
    from rongshu.office.registry.derived import derive

    offer = {
        "area_mu": Decimal("1200.50"),
        "free_mu": 0,
        "energy_room": Decimal(8000),
        "industries": "纺织、电子",
    }
    about = {"name_en": "Linjiang Park", "county": "东县", "level": "省级", "owner": bureau}
    park = m.Park.objects.create(name="临江产业园", **offer, **about)
    firm = make_firm(1, "临江市澄原有限公司", park=park, **FIRM)
    make_firm(2, "临江市同名有限公司")
    namesake = make_firm(3, "临江市同名有限公司")
    place = {"chain": "wind", "chain_name": "风电产业链", "stage": "s", "node": "blade", "name": "叶片"}
    nodes = [m.Node.objects.create(plan=plan, **place) for plan in ("fourteenth", "fifteenth")]
    project = m.Project(enterprise=firm, park=park, node=nodes[1], owner=bureau, **PROJECT)
    derive(project)
    project.save()
    m.ProjectMonth.objects.create(project=project, month=date(2026, 3, 1), planned=1, actual=0, note="打桩")
    days = {"since": date(2026, 1, 1), "cleared": date(2026, 2, 1)}
    m.Obstacle.objects.create(project=project, kind="land", what="缺指标", responsible="局", **days)
    land = {
        "area_mu": Decimal("3.5"),
        "use": "工业",
        "floor_area": 100,
        "granted": date(2020, 5, 6),
        "idle": True,
    }
    m.Plot.objects.create(number="P1", park=park, occupant=namesake, owner=bureau, **land)
    m.Meter.objects.create(number="M1", carrier="gas", enterprise=namesake, note="总表", owner=bureau)
    m.Target.objects.create(owner=bureau, **TARGET)
    return firm


KINDS = ("enterprises", "parks", "plots", "meters", "projects", "months", "obstacles", "targets")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_it_works(owner, stock, client_of, django_capture_on_commit_callbacks, kind, language):
    """An exported list that is sent back unchanged changes nothing and is understood whole."""
    client = client_of(owner)
    client.cookies["rongshu_language"] = language
    batch = send(client, exported(client, kind, django_capture_on_commit_callbacks), kind, "list.xlsx")
    told = {**batch.counts}
    assert told.pop("unknown") == []
    assert set(told) == {"unchanged"}, batch.rows


@pytest.mark.parametrize("kind", KINDS)
def test_a_list_fills_an_empty_registry(owner, stock, client_of, django_capture_on_commit_callbacks, kind):
    """What was taken away comes back from the file, field by field."""
    from rongshu.office.registry.desk import stored
    from rongshu.office.registry.kinds import KINDS as DECLARED

    client, on, declared = client_of(owner), django_capture_on_commit_callbacks, DECLARED[kind]
    content = exported(client, kind, on)
    rows = declared.model._default_manager.order_by("pk")
    before = [[stored(row, field) for field in declared.fields] for row in rows]
    if kind == "enterprises":
        from rongshu.office.registry.models import Meter, Plot

        Plot.objects.update(occupant=None)
        Meter.objects.update(enterprise=None)
    if kind == "parks":
        from rongshu.office.registry.models import Plot

        Plot.objects.update(park=None)
    rows.delete()
    batch = send(client, content, kind, "list.xlsx")
    assert batch.counts.get("new") == len(before), batch.rows
    run(client, batch, "apply", on)
    after = [
        [stored(row, field) for field in declared.fields] for row in declared.model._default_manager.all()
    ]
    assert sorted(map(str, after)) == sorted(map(str, before))


def test_a_masked_contact_is_never_written_over_the_real_one(
    owner, leader, stock, client_of, django_capture_on_commit_callbacks
):
    """A reader's export, sent on by somebody who may write."""
    content = exported(client_of(leader), "enterprises", django_capture_on_commit_callbacks)
    masked = load_workbook(io.BytesIO(content)).active
    assert "＊＊＊" in [cell.value for row in masked.iter_rows() for cell in row]
    batch = send(client_of(owner), content, "enterprises", "list.xlsx")
    assert batch.counts.get("changed", 0) == 0


@pytest.mark.parametrize("kind", KINDS)
def test_the_template_names_every_column_and_its_code_lists(owner, stock, client_of, kind):
    from rongshu.office.registry.kinds import KINDS as DECLARED

    book = load_workbook(io.BytesIO(client_of(owner).get(f"/registry/{kind}/template/").content))
    titles = [str(cell.value).rstrip("*") for cell in book.worksheets[0][1]]
    assert titles == [field.title.zh for field in DECLARED[kind].fields]


def test_a_node_that_two_plans_have_is_named_with_its_plan(owner, stock, client_of):
    client = client_of(owner)
    row = {"项目编号": "X2", "项目名称": "新", "产业链环节": "风电产业链/叶片"}
    assert "规划" in str(send(client, table(row), "projects").rows)
    named = {**row, "产业链环节": "fourteenth/风电产业链/叶片"}
    assert send(client, table(named), "projects").counts["new"] == 1


TITLE = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["专精特新中小企业", "高新技术企业（省级）", "A1 级", "示范（试点）单位"]),
        "from": st.just("") | st.dates(date(1990, 1, 1)).map(str),
        "until": st.just("") | st.dates(date(1990, 1, 1)).map(str),
    }
)


@given(st.lists(TITLE, max_size=4))
def test_titles_are_written_and_read_alike(titles: list[dict[str, str]]) -> None:
    from rongshu.office.registry.cells import read_titles, shown
    from rongshu.office.registry.kinds import ENTERPRISE

    field = ENTERPRISE.field("titles")
    assert read_titles(shown(field, titles), field) == titles


@given(st.decimals(-1, 1000, places=4))
def test_a_share_is_written_and_read_alike(share: Decimal) -> None:
    from rongshu.office.registry.cells import read_share, shown
    from rongshu.office.registry.kinds import TARGETS

    field = TARGETS.field("growth")
    assert read_share(shown(field, share), field) == share
