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
