"""One field of many rows at once, and back."""

from __future__ import annotations

import re

import pytest

from office.registry.test_batches import run

pytestmark = pytest.mark.django_db


def test_a_bulk_edit_is_undone_like_a_file(owner, make_firm, client_of, django_capture_on_commit_callbacks):
    from rongshu.office.registry.work import Batch

    client, firms = client_of(owner), [make_firm(n, address=f"示例路{n}号") for n in (1, 2, 3)]
    firms[2].address = "新址"
    firms[2].save()
    form = {"row": [each.pk for each in firms], "field": "address", "value": "新址"}
    page = client.post("/registry/enterprises/bulk/", form, follow=True).content.decode()
    batch = Batch.objects.get()
    assert "已修改 2 条" in page  # the third said so already
    assert f'<a href="/registry/batches/{batch.pk}/">' in page
    assert firms[2].history.count() == 2
    assert "批量修改" in firms[0].history.first().history_change_reason
    told = client.get(f"/registry/batches/{batch.pk}/").content.decode()
    assert "地址 → 新址" in re.sub(r"<[^>]+>", "", told)
    assert "撤销这次批量修改" in told
    firms[1].refresh_from_db()
    firms[1].address = "后来改的"
    firms[1].save()
    run(client, batch, "undo", django_capture_on_commit_callbacks)
    for firm, address in zip(firms, ("示例路1号", "后来改的", "新址"), strict=True):
        firm.refresh_from_db()
        assert firm.address == address


def test_what_followed_from_a_value_goes_back_with_it(
    owner, bureau, client_of, django_capture_on_commit_callbacks
):
    """A stage before the one that is reached does not hold; an undone step gives the stage back."""
    from office.registry.test_batches import send, table
    from rongshu.office.registry.models import Project

    client, on = client_of(owner), django_capture_on_commit_callbacks
    project = Project.objects.create(number="P1", name="示例项目", owner=bureau, stage="talks")
    row = {"项目编号": "P1", "项目名称": "示例项目", "签约实际": "2026-03-01"}
    batch = send(client, table(row), "projects")
    run(client, batch, "apply", on)
    project.refresh_from_db()
    assert project.stage == "signed"
    run(client, batch, "undo", on)
    project.refresh_from_db()
    assert (project.stage, project.steps) == ("talks", {})


def test_a_reader_changes_nothing_at_once(leader, make_firm, client_of):
    from rongshu.office.registry.work import Batch

    form = {"row": [make_firm(1).pk], "field": "address", "value": "改"}
    assert client_of(leader).post("/registry/enterprises/bulk/", form).status_code == 403
    assert not Batch.objects.exists()
