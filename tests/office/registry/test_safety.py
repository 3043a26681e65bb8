"""What a hostile file or a row without a past must not do to the registry."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from office.registry.test_batches import send

pytestmark = pytest.mark.django_db


def workbook(**cells: object) -> bytes:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def archive(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        for name in names:
            book.writestr(name, "<x/>")
    return stream.getvalue()


def test_it_works(owner, client_of) -> None:
    assert send(client_of(owner), workbook(A1="企业名称", A2="临江示例"), name="a.xlsx").counts["new"] == 1


@pytest.mark.parametrize(
    "content",
    [
        workbook(A1="企业名称", A2="甲", XFD1048576="x"),
        archive("content.xml", "mimetype"),
        archive("xl/workbook.bin"),
        archive("xl/workbook.xml", "content.xml"),
        archive("a.exe"),
        b"PK\x03\x04 broken",
    ],
)
def test_a_hostile_workbook_is_refused_in_words(owner, client_of, content: bytes) -> None:
    answer = send(client_of(owner), content, name="a.xlsx")
    assert answer.status_code == 400
    assert "alert-danger" in answer.content.decode()


def test_a_row_without_a_past_opens(bureau, owner, client_of) -> None:
    """Rows that were written in bulk, or before histories were kept, have none."""
    from rongshu.office.registry.models import Project, ProjectMonth

    project = Project.objects.create(number="X1", name="示例项目", owner=bureau)
    project.history.all().delete()
    month = ProjectMonth.objects.create(project=project, month="2026-01-01")
    month.history.all().delete()
    client = client_of(owner)
    assert client.get(f"/registry/projects/{project.pk}/").status_code == 200
    assert client.get(f"/registry/months/{month.pk}/").status_code == 200


def test_the_past_names_offices_and_parks(bureau, county, owner, client_of, make_firm) -> None:
    """An office or park in the history is its name, not the number of its row."""
    from rongshu.office.registry.models import Park

    firm = make_firm(1, owner=bureau)
    firm.park, firm.owner = Park.objects.create(name="临江示例园", owner=bureau), county
    firm.save()
    html = client_of(owner).get(f"/registry/enterprises/{firm.pk}/").content.decode()
    past = html[html.index("<ins>") :] if "<ins>" in html else html
    for name in ("临江示例园", county.name, bureau.name):
        assert name in past
    assert f"#{firm.park_id}<" not in html


@pytest.mark.parametrize("number", ["9" * 19, "9" * 30, "9" * 5000, "９", "²", "-1", "1.5", "0x1"])
def test_a_number_that_no_row_has_finds_nothing(owner, client_of, make_firm, number: str) -> None:
    firm, client = make_firm(1), client_of(owner)
    for kind, keys in (
        ("enterprises", ("park", "owner", "node", "page")),
        ("projects", ("park", "owner", "node")),
        ("plots", ("park",)),
    ):
        for key in keys:
            answer = client.get(f"/registry/{kind}/", {key: number})
            assert answer.status_code == 200, (kind, key)
    assert client.get("/registry/projects/board/", {"node": number, "park": number}).status_code == 200
    assert client.post(f"/registry/review/firm/{firm.pk}/", {"node": number}).status_code == 302
    form = {"row": [number, str(firm.pk)], "field": "address", "value": "示例路"}
    assert client.post("/registry/enterprises/bulk/", form).status_code == 302
    firm.refresh_from_db()
    assert firm.address == "示例路"


def test_two_people_on_one_firm_lose_nothing(owner, colleague, client_of, make_firm) -> None:
    import re

    firm, first, second = make_firm(1), client_of(owner), client_of(colleague)
    url = f"/registry/enterprises/{firm.pk}/edit/"
    seen = re.search(r'name="seen" value="(\d+)"', first.get(url).content.decode())[1]
    form = {"name": firm.name, "code": firm.code, "seen": seen}
    assert first.post(url, {**form, "address": "示例路1号"}).status_code == 302
    told = second.post(url, {**form, "address": "示例路2号"})
    assert told.status_code == 409
    assert "示例路1号" in told.content.decode()
    assert "示例路2号" in told.content.decode()
    firm.refresh_from_db()
    assert firm.address == "示例路1号"


EVIL = "\"><img src=x onerror=alert(1)><script>alert(2)</script>'{{7*7}}"
RAW = ("<img src=x", "<script>alert", '"><img', ">49")


@pytest.fixture
def poisoned(bureau, owner, make_firm):
    """One of everything whose every text is markup."""
    from rongshu.office.registry import models as m
    from rongshu.office.registry.work import Duplicate

    firm = make_firm(1, f"甲{EVIL}", aliases=EVIL, address=EVIL, products=EVIL, scope=EVIL, group=EVIL,
                     contact=EVIL[:60], phone=EVIL[:40], county=EVIL[:40], gbt4754="3415",
                     titles=[{"name": EVIL, "from": "", "until": ""}])  # fmt: skip
    twin = make_firm(2, f"乙{EVIL}")
    park = m.Park.objects.create(name=f"园{EVIL}", industries=EVIL, level=EVIL[:40], owner=bureau)
    node = m.Node.objects.create(plan="p", chain="c", chain_name=EVIL, stage=EVIL[:60], node="n", name=EVIL)
    said = {"investor": EVIL, "responsible": EVIL[:60], "county": EVIL[:40], "stage": "signed"}
    project = m.Project.objects.create(
        number=f"X{EVIL}"[:60],
        name=f"项目{EVIL}",
        owner=bureau,
        park=park,
        node=node,
        enterprise=firm,
        **said,
    )
    m.ProjectMonth.objects.create(project=project, month="2026-01-01", note=EVIL)
    m.Obstacle.objects.create(project=project, what=EVIL, responsible=EVIL)
    m.Plot.objects.create(number=EVIL[:60], use=EVIL[:40], park=park, occupant=firm, owner=bureau)
    m.Meter.objects.create(number=EVIL[:60], note=EVIL, enterprise=firm, owner=bureau)
    m.Target.objects.create(name=EVIL, place=EVIL[:60], products=EVIL, source=EVIL, owner=bureau)
    m.Assignment.objects.create(enterprise=firm, node=node, score=0.5, evidence=[{"text": EVIL, "why": EVIL}])
    Duplicate.objects.create(first=firm, second=twin, score=0.9, reasons=[[EVIL, EVIL]])
    firm._change_reason = EVIL[:100]
    firm.address = f"又{EVIL}"
    firm.save()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_names_are_text_on_every_page(poisoned, owner, administrator, client_of, language: str) -> None:
    from rongshu.office.registry.kinds import KINDS

    client = client_of(owner)
    client.post("/language/", {"language": language})
    client.post("/registry/enterprises/views/", {"name": EVIL, "query": f"q={EVIL}&county={EVIL}"})
    batch = send(client, f"企业名称,地址,坏列{EVIL}\n丙{EVIL},{EVIL},1\n".encode(), name=f"{EVIL}.csv")
    pages = [
        "projects/board/",
        "review/",
        "duplicates/",
        "batches/",
        f"batches/{batch.pk}/",
        "review/?chain=p|c",
    ]
    for key, kind in KINDS.items():
        number = kind.model._default_manager.values_list("pk", flat=True).first()
        pages += [
            f"{key}/",
            f"{key}/?q={EVIL}&sort=x",
            f"{key}/{number}/",
            f"{key}/{number}/edit/",
            f"{key}/add/",
        ]
    for page in pages:
        answer = client.get(f"/registry/{page}")
        assert answer.status_code == 200, page
        for raw in RAW:
            assert raw not in answer.content.decode(), page
    log = client_of(administrator).get("/people/audit/").content.decode()
    assert not [raw for raw in RAW if raw in log]


def test_exported_cells_are_no_formulas(
    owner, client_of, make_firm, django_capture_on_commit_callbacks
) -> None:
    from openpyxl import load_workbook

    from rongshu.office.registry.work import Job

    formula = '=HYPERLINK("http://x.example",1)'
    make_firm(1, formula, address="+1+1", products="@SUM(A1)", scope="-2", aliases="=cmd|' /C calc'!A0")
    client = client_of(owner)
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/registry/enterprises/export/", {"query": ""})
    content = b"".join(client.get(f"/registry/jobs/{Job.objects.get().pk}/file/").streaming_content)
    cells = [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet for cell in row]
    assert formula in {cell.value for cell in cells}
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]
    batch = send(client, f"企业名称,地址\n{formula.replace(',', '，')},=1+1\n".encode(), name="a.csv")
    back = load_workbook(io.BytesIO(client.get(f"/registry/batches/{batch.pk}/annotated/").content))
    assert not [cell for sheet in back for row in sheet for cell in row if cell.data_type == "f"]
