"""Two people on one project month, one obstacle, one place of a firm: nobody's word is lost unseen."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from office.registry.test_board import projects  # noqa: F401

pytestmark = pytest.mark.django_db
SHEET = "/registry/projects/monthly/?month=2026-01"
JANUARY = date(2026, 1, 1)


def form_of(page: str, action: str) -> dict[str, str]:
    """The hidden version that a form carries."""
    form = page.split(f'action="{action}"')[1].split("</form>")[0]
    return {"seen": re.search(r'name="seen" value="(\d+)"', form).group(1)}


def sheet_of(client, pk: int) -> dict[str, str]:
    """A line of the sheet as the browser would send it back."""
    page = client.get(SHEET).content.decode()
    names = (f"{name}-{pk}" for name in ("planned", "actual", "note", "seen"))
    return {name: re.search(rf'name="{name}" value="([^"]*)"', page).group(1) for name in names}


@pytest.fixture
def january(projects):  # noqa: F811
    """The month as somebody began it."""
    return projects[0].months.create(month=JANUARY, planned=100, note="开工")


@pytest.fixture
def place(bureau, make_firm):
    """A firm that the matching puts on a node."""
    from rongshu.office.registry.models import Assignment, Node

    node = Node.objects.create(plan="p", chain="c", chain_name="链", stage="s", node="n", name="环节")
    return Assignment.objects.create(enterprise=make_firm(1), node=node, score=0.8)


def test_two_who_fill_in_different_cells_are_both_kept(owner, colleague, january, client_of):
    pk = january.project_id
    mine = sheet_of(client_of(owner), pk)
    theirs = sheet_of(client_of(colleague), pk)
    client_of(colleague).post(SHEET, {**theirs, f"actual-{pk}": "40"})
    assert client_of(owner).post(SHEET, {**mine, f"note-{pk}": "封顶"}).status_code == 302
    january.refresh_from_db()
    assert (january.planned, january.actual, january.note) == (Decimal(100), Decimal(40), "封顶")


def test_two_who_fill_in_one_cell_are_told(owner, colleague, january, client_of):
    client, pk = client_of(owner), january.project_id
    mine = sheet_of(client, pk)
    theirs = sheet_of(client_of(colleague), pk)
    client_of(colleague).post(SHEET, {**theirs, f"actual-{pk}": "40"})
    answer = client.post(SHEET, {**mine, f"actual-{pk}": "55"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "别人已改为“40”" in page
    assert f'name="actual-{pk}" value="55"' in page
    january.refresh_from_db()
    assert january.actual == 40
    again = {
        **mine,
        f"actual-{pk}": "55",
        "seen-" + str(pk): re.search(rf'seen-{pk}" value="(\d+)"', page)[1],
    }
    assert client.post(SHEET, again).status_code == 302
    january.refresh_from_db()
    assert january.actual == 55


def test_a_month_that_two_begin_at_once_is_one(owner, colleague, projects, client_of):  # noqa: F811
    pk = projects[0].pk
    mine, theirs = sheet_of(client_of(owner), pk), sheet_of(client_of(colleague), pk)
    client_of(colleague).post(SHEET, {**theirs, f"planned-{pk}": "7"})
    assert client_of(owner).post(SHEET, {**mine, f"planned-{pk}": "9"}).status_code == 400
    assert client_of(owner).post(SHEET, {**mine, f"planned-{pk}": "7"}).status_code == 302
    assert projects[0].months.get(month=JANUARY).planned == 7


def test_a_version_of_another_row_is_none(owner, january, projects, client_of):  # noqa: F811
    """Whoever sends a version that is not the row's own overwrites nothing by it."""
    other = projects[0].months.exclude(pk=january.pk).first().history.first().history_id
    pk = january.project_id
    form = {f"planned-{pk}": "1", f"actual-{pk}": "", f"note-{pk}": "开工", f"seen-{pk}": str(other)}
    assert client_of(owner).post(SHEET, form).status_code == 400
    january.refresh_from_db()
    assert january.planned == 100


def test_a_months_form_tells_who_was_quicker(owner, colleague, january, client_of):
    client, page = client_of(owner), f"/registry/projects/{january.project_id}/"
    seen = form_of(client.get(page).content.decode(), f"{page}month/")
    january.actual, january._history_user = 40, colleague
    january.save()
    form = {"month": "2026-01", "planned": "100", "actual": "55", "note": "我的"}
    answer = client.post(f"{page}month/", {**seen, **form})
    said = answer.content.decode()
    assert answer.status_code == 409
    assert "陈监测" in said
    assert 'name="note" maxlength="300" value="我的"' in said
    january.refresh_from_db()
    assert january.actual == 40
    client.post(f"{page}month/", {**form_of(said, f"{page}month/"), **form})
    january.refresh_from_db()
    assert january.actual == 55


def test_an_obstacles_form_tells_who_was_quicker(owner, colleague, projects, client_of):  # noqa: F811
    client, project = client_of(owner), projects[0]
    page = f"/registry/projects/{project.pk}/"
    seen = form_of(client.get(page).content.decode(), f"{page}obstacle/")
    made = project.obstacles.create(what="电力增容待批", kind="energy", responsible="供电公司")
    answer = client.post(f"{page}obstacle/", {**seen, "what": "电力增容待批", "kind": "other"})
    assert answer.status_code == 409
    made.refresh_from_db()
    assert (made.kind, made.responsible) == ("energy", "供电公司")
    other = client.post(f"{page}obstacle/", {**seen, "what": "另一件事", "kind": "other"})
    assert other.status_code == 302


@pytest.mark.parametrize("htmx", [False, True])
def test_a_decision_does_not_undo_anothers_unseen(owner, colleague, place, client_of, htmx):
    client, address = client_of(owner), f"/registry/review/{place.pk}/"
    seen = form_of(client.get("/registry/review/").content.decode(), address)
    client_of(colleague).post(address, {**seen, "answer": "override"})
    headers = {"HX-Request": "true"} if htmx else {}
    answer = client.post(address, {**seen, "answer": "confirm"}, headers=headers, follow=not htmx)
    assert "陈监测" in answer.content.decode()
    place.refresh_from_db()
    assert place.state == "overridden"
    page = client.get(f"/registry/enterprises/{place.enterprise_id}/").content.decode()
    client.post(address, {**form_of(page, address), "answer": "confirm"})
    place.refresh_from_db()
    assert place.state == "confirmed"


def test_two_who_decide_alike_are_one(owner, colleague, place, client_of):
    address = f"/registry/review/{place.pk}/"
    seen = form_of(client_of(owner).get("/registry/review/").content.decode(), address)
    client_of(colleague).post(address, {**seen, "answer": "confirm"})
    answer = client_of(owner).post(address, {**seen, "answer": "confirm"}, headers={"HX-Request": "true"})
    assert "您打开之后" not in answer.content.decode()


def test_a_place_by_hand_does_not_undo_an_override_unseen(owner, colleague, place, client_of):
    client, page = client_of(owner), f"/registry/enterprises/{place.enterprise_id}/"
    address = f"/registry/review/firm/{place.enterprise_id}/"
    seen = form_of(client.get(page).content.decode(), address)
    client_of(colleague).post(f"/registry/review/{place.pk}/", {"answer": "override"})
    answer = client.post(address, {**seen, "node": "链/环节"}, follow=True)
    assert "陈监测" in answer.content.decode()
    place.refresh_from_db()
    assert place.state == "overridden"
