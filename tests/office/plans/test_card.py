"""The cards of the first page."""

from __future__ import annotations

import pytest

from rongshu.office.plans.models import Plan

pytestmark = pytest.mark.django_db


def test_it_works(published, leader, client_of) -> None:
    page = client_of(leader).get("/plans/").content.decode()
    assert "2026–2030" in page
    assert f'href="/plans/{published.slug}/indicators/"><b>1</b>' in page
    assert f"/plans/{published.slug}/checks/" in page


def test_a_broken_pack_is_said_and_the_others_show(published, make_plan, leader, client_of, settings) -> None:
    folder = settings.WORKSPACE.plans / "broken"
    folder.mkdir()
    (folder / "pack.yaml").write_text("id: [", encoding="utf-8")
    Plan.objects.create(slug="broken", folder="broken", title="坏掉的规划", state="published")
    answer = client_of(leader).get("/plans/")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "规划包无法打开" in page
    assert "2026–2030" in page
    assert client_of(leader).get("/plans/broken/").status_code == 409


def test_a_folder_that_has_gone_is_no_crash(published, leader, client_of, settings) -> None:
    import shutil

    shutil.rmtree(settings.WORKSPACE.plans / published.folder)
    client = client_of(leader)
    assert client.get("/plans/").status_code == 200
    for page in ("", "indicators/", "checks/", "document/", "search/?q=x"):
        assert client.get(f"/plans/{published.slug}/{page}").status_code == 409


def test_a_queued_draft_has_no_pack_yet(make_plan, owner, client_of) -> None:
    from rongshu.office.plans.receiving import keep

    plan = make_plan("soon")
    plan.runs.create(document=keep(b"x" * 50, "plan.txt", None))
    page = client_of(owner).get("/plans/").content.decode()
    assert "编译中" in page
    assert "规划包无法打开" not in page
