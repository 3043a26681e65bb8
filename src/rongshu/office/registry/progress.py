"""How far a running job is, kept beside the queue: seen by everybody while its transaction is still open."""

from __future__ import annotations

from huey.contrib.djhuey import HUEY

from rongshu.office.registry.work import Job


def tell(number: int, percent: int) -> None:
    """Say how far the job is; a running one is never quite done."""
    HUEY.put(_key(number), min(max(percent, 0), 99))


def percent_of(job: Job) -> int:
    """How far the job is, in percent."""
    if job.state == Job.State.DONE:
        return 100
    return int(HUEY.get(_key(job.pk), peek=True) or 0)


def forget(number: int) -> None:
    """The job is over."""
    HUEY.delete(_key(number))


def _key(number: int) -> str:
    return f"registry-job-{number}"
