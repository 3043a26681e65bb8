"""Work beside the queue: nobody's file waits behind it, and it is never done twice at a time."""

from __future__ import annotations

from threading import Event

import pytest
from huey import MemoryHuey

from rongshu.office.queue import Beside

pytestmark = pytest.mark.django_db(transaction=True)


class Held:
    """Work that stays in the middle until it is let go."""

    __name__ = "held"

    def __init__(self) -> None:
        self.begun, self.go, self.done, self.at_once = Event(), Event(), 0, 0

    def __call__(self) -> None:
        self.at_once += 1
        assert self.at_once == 1
        self.begun.set()
        assert self.go.wait(60)
        self.at_once -= 1
        self.done += 1


def test_it_works() -> None:
    work = Held()
    work.go.set()
    thread = Beside(work).ask()
    assert thread is not None
    thread.join(60)
    assert work.done == 1


def test_asked_while_it_runs_it_is_done_once_more() -> None:
    work = Held()
    beside = Beside(work)
    thread = beside.ask()
    assert thread is not None
    assert work.begun.wait(60)
    assert [beside.ask(), beside.ask(), beside.ask()] == [None] * 3
    work.go.set()
    thread.join(60)
    assert not thread.is_alive()
    assert work.done == 2


def test_work_that_breaks_can_be_asked_for_again(caplog) -> None:
    def broken() -> None:
        raise ValueError

    beside = Beside(broken)
    for _time in range(2):
        thread = beside.ask()
        assert thread is not None
        thread.join(60)
    assert caplog.text.count("broken broke") == 2


def test_opening_ahead_takes_no_place_in_the_queue(monkeypatch) -> None:
    """The one worker is free for the first file while the ledger is opened and the pages are worked out."""
    from rongshu.office.loads import tasks

    work = Held()
    monkeypatch.setattr(tasks, "_ahead", Beside(work))
    monkeypatch.setattr(tasks, "HUEY", MemoryHuey(immediate=False))  # which nobody works at
    tasks.make_ready()
    assert work.begun.wait(60)
    work.go.set()
