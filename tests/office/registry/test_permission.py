"""Who sees which row: the owner's office and those above it; the outsider nothing, on any address."""

from __future__ import annotations

import pytest
from django.urls import URLPattern

from office.registry.conftest import credit_code

pytestmark = pytest.mark.django_db
KINDS = ("enterprises", "projects", "months", "parks", "plots", "meters", "targets")
SECRET = "临江秘密"


@pytest.fixture
def stock(bureau, county, park_office, firm, make_firm):
    """One of everything, all of the bureau's tree, every name secret."""
    from rongshu.office.registry import models as m
    from rongshu.office.registry.work import Duplicate

    own = make_firm(1, f"{SECRET}市局企业", owner=bureau)
    theirs = make_firm(2, f"{SECRET}县里企业", owner=county)
    inside = make_firm(3, f"{SECRET}园区企业", owner=park_office, phone="13800001111")
    self_ = make_firm(4, f"{SECRET}自己", owner=firm, phone="13900002222")
    project = m.Project.objects.create(number="X1", name=f"{SECRET}项目", owner=bureau)
    m.ProjectMonth.objects.create(project=project, month="2026-01-01", note=f"{SECRET}进度")
    node = m.Node.objects.create(plan="p", chain="c", chain_name="链", stage="s", node="n", name="环节")
    return {
        "enterprises": own,
        "county": theirs,
        "park": inside,
        "firm": self_,
        "projects": project,
        "months": project.months.get(),
        "parks": m.Park.objects.create(name=f"{SECRET}园", owner=bureau),
        "plots": m.Plot.objects.create(number=f"{SECRET}地", owner=bureau),
        "meters": m.Meter.objects.create(number=f"{SECRET}表", owner=bureau),
        "targets": m.Target.objects.create(name=f"{SECRET}外地", owner=bureau),
        "assignment": m.Assignment.objects.create(enterprise=own, node=node, score=0.5),
        "pair": Duplicate.objects.create(first=own, second=theirs, score=0.9),
    }


@pytest.mark.parametrize("kind", KINDS)
def test_it_works(owner, stock, client_of, kind):
    client = client_of(owner)
    assert SECRET in client.get(f"/registry/{kind}/").content.decode() or kind == "months"
    assert client.get(f"/registry/{kind}/{stock[kind].pk}/").status_code == 200


@pytest.mark.parametrize("kind", KINDS)
def test_the_outsider_sees_no_row(outsider, stock, client_of, kind):
    client = client_of(outsider)
    for address in ("", "?q=临江", "?sort=name", "?placed=proposed", "?page=2"):
        assert SECRET not in client.get(f"/registry/{kind}/{address}").content.decode()
    number = stock[kind].pk
    assert client.get(f"/registry/{kind}/{number}/").status_code == 404
    assert client.get(f"/registry/{kind}/{number}/edit/").status_code == 404
    assert client.post(f"/registry/{kind}/{number}/edit/", {"name": "x"}).status_code == 404


@pytest.mark.parametrize("kind", KINDS)
def test_the_outsiders_export_and_template_hold_no_row(
    outsider, stock, client_of, kind, django_capture_on_commit_callbacks
):
    import io

    from openpyxl import load_workbook

    from rongshu.office.registry.work import Job

    client = client_of(outsider)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/registry/{kind}/export/", {"query": ""})
    answer = client.get(f"/registry/jobs/{Job.objects.get().pk}/file/")
    content = b"".join(answer.streaming_content)
    for raw in (content, client.get(f"/registry/{kind}/template/").content):
        book = load_workbook(io.BytesIO(raw))
        cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
        assert not [text for text in cells if SECRET in text]


def test_the_outsider_decides_nothing(outsider, stock, client_of):
    client = client_of(outsider)
    firm = stock["enterprises"].pk
    assert (
        client.post(f"/registry/review/{stock['assignment'].pk}/", {"answer": "confirm"}).status_code == 404
    )
    assert client.post(f"/registry/review/firm/{firm}/", {"node": "链/环节"}).status_code == 404
    pair = f"/registry/duplicates/{stock['pair'].pk}/"
    assert client.get(pair, {"keep": "first"}).status_code == 404
    assert client.post(pair, {"keep": "first"}).status_code == 404
    assert client.post(f"{pair}undo/").status_code == 404
    assert (
        client.post(f"/registry/projects/{stock['projects'].pk}/month/", {"month": "2026-02"}).status_code
        == 404
    )
    client.post("/registry/enterprises/bulk/", {"row": [firm], "field": "address", "value": "改"})
    stock["enterprises"].refresh_from_db()
    assert stock["enterprises"].address == ""
    for page in ("review", "duplicates", "projects/board", "batches"):
        assert SECRET not in client.get(f"/registry/{page}/").content.decode()


def test_the_outsiders_file_changes_no_row_of_ours(outsider, stock, client_of):
    from office.registry.test_batches import send, table

    row = {"企业名称": "别的名字", "统一社会信用代码": credit_code(1)}
    batch = send(client_of(outsider), table(row))
    assert batch.rows[0]["state"] == "wrong"
    assert SECRET not in str(batch.rows)


def test_another_ones_batches_jobs_and_views_do_not_exist(
    owner, outsider, stock, client_of, django_capture_on_commit_callbacks
):
    from office.registry.test_batches import A, send, table
    from rongshu.office.registry.work import Job, SavedView

    mine, other = client_of(owner), client_of(outsider)
    batch = send(mine, table(A))
    with django_capture_on_commit_callbacks(execute=True):
        mine.post("/registry/enterprises/export/", {"query": ""})
    mine.post("/registry/enterprises/views/", {"name": "我的", "query": "q=x"})
    job, view = Job.objects.get(), SavedView.objects.get()
    for address in (
        f"batches/{batch.pk}/",
        f"batches/{batch.pk}/annotated/",
        f"jobs/{job.pk}/",
        f"jobs/{job.pk}/file/",
    ):
        assert other.get(f"/registry/{address}").status_code == 404
    for address in (f"batches/{batch.pk}/apply/", f"enterprises/views/{view.pk}/drop/"):
        assert other.post(f"/registry/{address}").status_code == 404


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("owner", {"enterprises", "county", "park", "firm"}),
        ("county_user", {"county", "park"}),
        ("park_user", {"park"}),
        ("firm_user", {"firm"}),
    ],
)
def test_reach_goes_down_the_tree(request, stock, client_of, who, seen):
    text = client_of(request.getfixturevalue(who)).get("/registry/enterprises/").content.decode()
    firms = {"enterprises", "county", "park", "firm"}
    assert {key for key in firms if stock[key].name in text} == seen


def test_contacts_are_masked_for_who_only_reads(leader, owner, stock, client_of):
    address = f"/registry/enterprises/{stock['park'].pk}/"
    assert "13800001111" in client_of(owner).get(address).content.decode()
    assert "13800001111" not in client_of(leader).get(address).content.decode()
    columns = "/registry/enterprises/?columns=name,phone"
    assert "13800001111" not in client_of(leader).get(columns).content.decode()


@pytest.mark.parametrize("who", ["leader", "firm_user"])
def test_a_reader_writes_nothing(request, stock, client_of, who):
    client = client_of(request.getfixturevalue(who))
    for address in (
        "enterprises/add/",
        "enterprises/bulk/",
        "enterprises/import/",
        "review/place/",
        "duplicates/find/",
    ):
        assert client.post(f"/registry/{address}").status_code == 403


def test_a_firm_may_not_see_outside_firms(firm_user, stock, client_of):
    assert client_of(firm_user).get("/registry/targets/").status_code == 403


def test_nobody_gives_a_row_to_an_office_out_of_reach(county_user, bureau, stock, client_of):
    form = {"name": "新企业", "owner": bureau.name}
    answer = client_of(county_user).post("/registry/enterprises/add/", form)
    assert answer.status_code == 400


def test_every_address_asks_for_a_login(client, db):
    from django.urls import get_resolver

    for entry in get_resolver().url_patterns:
        if getattr(entry, "namespace", "") == "registry":
            for each in entry.url_patterns:
                assert isinstance(each, URLPattern)
                assert getattr(each.callback, "login_required", True)
