"""Background work: how far it is while its transaction is open, and what a stopped server leaves behind."""

from __future__ import annotations

import pytest

from office.registry.test_batches import A, B, run, send, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def begun(owner):
    """A job that some server began and never ended."""
    from rongshu.office.registry.work import Job

    return Job.objects.create(kind="duplicates", by=owner, state="running")


def test_it_works(owner, client_of, django_capture_on_commit_callbacks, monkeypatch):
    """While a file is written and while it is undone the percentage is seen from outside."""
    from rongshu.office.registry import applying, progress
    from rongshu.office.registry.work import Job

    seen = []
    monkeypatch.setattr(applying, "CHUNK", 1)
    monkeypatch.setattr(
        "rongshu.office.registry.tasks.tell",
        lambda number, percent: (
            progress.tell(number, percent),
            seen.append(progress.percent_of(Job(pk=number, state="running"))),
        ),
    )
    client, on = client_of(owner), django_capture_on_commit_callbacks
    batch = send(client, table(A, B))
    run(client, batch, "apply", on)
    assert seen == [50, 99]
    run(client, batch, "undo", on)
    assert seen == [50, 99, 50, 99]
    assert progress.percent_of(Job.objects.first()) == 100


def test_what_a_stopped_server_left_is_said_and_begun_again(
    owner, begun, client_of, django_capture_on_commit_callbacks
):
    from rongshu.office.registry.tasks import close_broken_jobs
    from rongshu.office.registry.work import Job

    client, address = client_of(owner), f"/registry/jobs/{begun.pk}/"
    assert 'hx-trigger="every 1s"' in client.get(address).content.decode()
    assert close_broken_jobs() == 1
    begun.refresh_from_db()
    assert begun.state == Job.State.BROKEN
    page = client.get(address).content.decode()
    assert "已中断" in page
    assert 'hx-trigger="every 1s"' not in page
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"{address}again/")
    newest = Job.objects.get(pk=answer.url.split("/")[-2])
    assert (newest.kind, newest.state) == ("duplicates", Job.State.DONE)


def test_a_job_that_waits_in_the_queue_is_left_to_it(owner, monkeypatch):
    from huey.contrib.djhuey import HUEY

    from rongshu.office.registry.tasks import close_broken_jobs, run_job
    from rongshu.office.registry.work import Job

    waiting = Job.objects.create(kind="duplicates", by=owner)
    lost = Job.objects.create(kind="duplicates", by=owner)
    HUEY.storage.enqueue(HUEY.serialize_task(run_job.s(waiting.pk)))
    try:
        assert close_broken_jobs() == 1
    finally:
        HUEY.storage.flush_queue()
    assert [Job.objects.get(pk=each.pk).state for each in (waiting, lost)] == ["queued", "broken"]


def test_a_job_that_is_over_is_not_done_again(owner, begun, client_of):
    from rongshu.office.registry.tasks import close_broken_jobs, run_job

    close_broken_jobs()
    run_job.call_local(begun.pk)
    begun.refresh_from_db()
    assert begun.state == "broken"
    begun.state = "done"
    begun.save()
    assert client_of(owner).post(f"/registry/jobs/{begun.pk}/again/").url == f"/registry/jobs/{begun.pk}/"


@pytest.mark.parametrize("who", ["outsider", "colleague"])
def test_nobody_begins_anothers_job_again(request, begun, client_of, who):
    from rongshu.office.registry.tasks import close_broken_jobs

    close_broken_jobs()
    client = client_of(request.getfixturevalue(who))
    assert client.post(f"/registry/jobs/{begun.pk}/again/").status_code == 404


def test_who_may_no_longer_write_begins_nothing(owner, begun, client_of):
    from rongshu.office.registry.tasks import close_broken_jobs

    close_broken_jobs()
    owner.role = "viewer"
    owner.save()
    assert client_of(owner).post(f"/registry/jobs/{begun.pk}/again/").status_code == 403
