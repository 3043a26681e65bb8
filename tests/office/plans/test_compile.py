"""From a document to a published plan."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.plans.invented import DOCUMENT, SHA256
from rongshu.office.plans.models import CompileRun, Plan
from rongshu.office.plans.tasks import close_broken_runs

pytestmark = pytest.mark.django_db


@pytest.fixture
def uploaded(make_plan, owner, client_of, django_capture_on_commit_callbacks):
    """What the planner sees after sending the document."""
    client = client_of(owner)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(
            reverse("plans:upload"), {"document": SimpleUploadedFile("临江规划.txt", DOCUMENT)}
        )
    return client, answer


def test_it_works(uploaded, owner) -> None:
    """Upload, compile, review, publish, read."""
    client, answer = uploaded
    plan = Plan.objects.get()
    run = plan.runs.get()
    assert answer.headers["Location"] == reverse("plans:run", args=[plan.slug, run.pk])
    assert (run.state, run.diagnostics) == ("done", [])
    assert plan.slug == "lin-jiang-gui-hua"
    assert plan.owner == owner.organisation
    assert plan.source.sha256 == SHA256
    assert "开始审核" in client.get(answer.headers["Location"]).content.decode()
    assert client.get(reverse("plans:review", args=[plan.slug])).status_code == 200
    client.post(reverse("plans:publish", args=[plan.slug]), {"published": "1"})
    plan.refresh_from_db()
    assert plan.is_published


def test_a_draft_is_hidden_from_the_outsider(uploaded, outsider, client_of) -> None:
    slug = Plan.objects.get().slug
    client = client_of(outsider)
    for name in ("document", "review", "settings", "actuals"):
        assert client.get(reverse(f"plans:{name}", args=[slug])).status_code == 404
    assert slug not in client.get("/plans/").content.decode()


def test_progress_is_asked_for_by_part(uploaded, draft_run) -> None:
    client, _answer = uploaded
    url = reverse("plans:run", args=[draft_run.plan.slug, draft_run.pk])
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "every 1s" in part


@pytest.fixture
def draft_run(uploaded):
    """A run that has only begun."""
    run = CompileRun.objects.get()
    CompileRun.objects.update(state="running", progress=45, stage="compiling")
    run.refresh_from_db()
    return run


def test_a_run_that_the_server_left_is_closed(draft_run) -> None:
    assert close_broken_runs() == 1
    draft_run.refresh_from_db()
    assert draft_run.state == "failed"


def test_a_document_that_cannot_be_read_says_why(
    make_plan, owner, client_of, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(owner).post(
            reverse("plans:upload"), {"document": SimpleUploadedFile("x.pdf", b"%PDF-1.4 nothing else")}
        )
    run = CompileRun.objects.get()
    assert run.state == "failed"
    assert run.diagnostics
    assert "编译失败" in client_of(owner).get(answer.headers["Location"]).content.decode()


def test_a_draft_is_put_aside_and_a_published_plan_is_not(
    draft, owner, outsider, client_of, settings
) -> None:
    url = reverse("plans:remove", args=[draft.slug])
    assert client_of(outsider).post(url).status_code == 404
    Plan.objects.update(state="published")
    client_of(owner).post(url)
    assert Plan.objects.exists()
    Plan.objects.update(state="draft")
    client_of(owner).post(url)
    assert not Plan.objects.exists()
    (kept,) = (settings.WORKSPACE.folder / "removed").iterdir()
    assert (kept / "pack.yaml").is_file()
    assert not (settings.WORKSPACE.plans / draft.folder).exists()
