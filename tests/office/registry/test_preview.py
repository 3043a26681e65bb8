"""A large file is compared in the background: seen from outside, whole or not at all, ready to begin anew."""

from __future__ import annotations

import pytest

from office.registry.test_batches import A, B, run, send, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def _large(monkeypatch):
    """Every file is a large one."""
    from rongshu.office.registry import preview

    monkeypatch.setattr(preview, "PLAIN", 10)


def sent(client, content: bytes, kind: str = "enterprises"):
    """The answer to a file."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return client.post(f"/registry/{kind}/import/", {"file": SimpleUploadedFile("big.csv", content)})


@pytest.mark.usefixtures("_large")
def test_it_works(owner, client_of, django_capture_on_commit_callbacks, monkeypatch):
    """It says how far it is, leads to the same preview as a small file, and is written as one."""
    from rongshu.office.registry import comparison
    from rongshu.office.registry.models import Enterprise
    from rongshu.office.registry.work import Batch, Job

    seen: list[int] = []
    monkeypatch.setattr(comparison, "CHUNK", 1)
    monkeypatch.setattr("rongshu.office.registry.tasks.tell", lambda _number, percent: seen.append(percent))
    client, on = client_of(owner), django_capture_on_commit_callbacks
    with on(execute=True):
        answer = sent(client, table(A, {**B, "产值（万元）": "约"}))
        assert Batch.objects.get().state == "reading"
        assert Job.objects.get().state == "queued"
        assert 'hx-trigger="every 1s"' in client.get(answer.url).content.decode()
        assert client.get(f"/registry/batches/{Batch.objects.get().pk}/").url == answer.url
    assert seen == [10, 55, 100]
    batch = Batch.objects.get()
    assert (batch.state, batch.counts["new"], batch.counts["wrong"]) == ("preview", 1, 1)
    assert client.get(answer.url).url == f"/registry/batches/{batch.pk}/"
    assert client.get(answer.url, headers={"HX-Request": "true"})["HX-Redirect"].endswith(f"/{batch.pk}/")
    page = client.get(f"/registry/batches/{batch.pk}/").content.decode()
    assert page.index("不是数字") < page.index(A["企业名称"])
    run(client, batch, "apply", on)
    assert [each.name for each in Enterprise.objects.all()] == [A["企业名称"]]


@pytest.mark.usefixtures("_large")
def test_what_is_no_table_is_said_on_the_batch(owner, client_of, django_capture_on_commit_callbacks):
    from rongshu.office.registry.work import Batch

    client = client_of(owner)
    with django_capture_on_commit_callbacks(execute=True):
        sent(client, b"nothing,of,the,kind\n1,2,3,4\n")
    batch = Batch.objects.get()
    page = client.get(f"/registry/batches/{batch.pk}/").content.decode()
    assert batch.state == "refused"
    assert "找不到表头" in page
    assert "写入" not in page
    assert "未导入" in client.get("/registry/batches/").content.decode()


@pytest.mark.usefixtures("_large")
def test_a_killed_worker_leaves_nothing_half_done(
    owner, make_user, bureau, client_of, django_capture_on_commit_callbacks
):
    """The batch says that it was not compared; its sender begins again, and only then can it be written."""
    from rongshu.office.registry.tasks import close_broken_jobs
    from rongshu.office.registry.work import Batch, Job

    client, on = client_of(owner), django_capture_on_commit_callbacks
    with on(execute=False):
        answer = sent(client, table(A, B))
    Job.objects.update(state="running")
    assert close_broken_jobs() == 1
    batch = Batch.objects.get()
    assert (batch.state, batch.rows) == ("reading", [])
    assert "已中断" in client.get(answer.url).content.decode()
    colleague = client_of(make_user("tongshi2", "planner", bureau))
    page = colleague.get(f"/registry/batches/{batch.pk}/").content.decode()
    assert "比对没有完成" in page
    assert "写入" not in page
    with on(execute=True):
        client.post(f"/registry/batches/{batch.pk}/apply/")
        client.post(f"{answer.url}again/")
    batch.refresh_from_db()
    assert (batch.state, batch.counts["new"]) == ("preview", 2)


@pytest.mark.usefixtures("_large")
def test_a_second_run_finds_the_work_done(owner, client_of, django_capture_on_commit_callbacks, make_firm):
    """A batch that was written meanwhile is not compared over again."""
    from rongshu.office.registry.preview import previewed
    from rongshu.office.registry.work import Batch

    client, on = client_of(owner), django_capture_on_commit_callbacks
    with on(execute=True):
        sent(client, table(A))
    batch = Batch.objects.get()
    late = Batch.objects.get()
    run(client, batch, "apply", on)
    previewed(late, owner)
    batch.refresh_from_db()
    assert batch.state == "applied"


def test_a_small_file_is_compared_at_once(owner, client_of):
    from rongshu.office.registry.work import Job

    assert send(client_of(owner), table(A, B)).state == "preview"
    assert not Job.objects.exists()


def test_what_an_outside_firm_needs_goes_through_a_file_to_the_ranking(
    owner, client_of, django_capture_on_commit_callbacks
):
    from rongshu.office.pages.chain.nodes import candidate_of
    from rongshu.office.registry.models import Target

    client = client_of(owner)
    row = {
        "企业名称": "衡汐市铭源有限公司",
        "用地需求（亩）": "120.5",
        "用能需求（吨标准煤）": "8,000",
        "距离（公里）": "12.34",
    }
    batch = send(client, table(row), "targets")
    run(client, batch, "apply", django_capture_on_commit_callbacks)
    found = Target.objects.get()
    candidate = candidate_of(found)
    assert (candidate.land_need, candidate.energy_need) == (found.land_mu, found.energy)
    assert (str(found.land_mu), str(found.energy)) == ("120.50", "8000.00")
    page = client.get(f"/registry/targets/{found.pk}/").content.decode()
    assert "120.50" in page or "120.5" in page
    assert send(client, table(row), "targets").counts["unchanged"] == 1
