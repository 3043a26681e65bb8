"""What waits in the queue of background work, and what is done beside it, for which nobody waits."""

from __future__ import annotations

import logging
from collections.abc import Callable
from threading import Lock, Thread
from typing import Any

from django.db import connection
from huey.contrib.djhuey import HUEY

log = logging.getLogger(__name__)


def waiting(task: Any) -> set[Any]:
    """The first argument of every call of ``task`` that a worker will still come to.

    What a database says is queued and is not here was lost: the server stopped at the moment that it was
    taken out, or a restore left the queue behind.
    """
    name = task.task_class.__name__
    return {each.args[0] for each in (*HUEY.pending(), *HUEY.scheduled()) if each.name == name}


class Beside:
    """Work that only makes later work quicker, in a thread of its own: no file of anybody's waits behind it.

    The one worker of the queue does people's work one after the other, as one database is written to.
    ``work`` is never done twice at a time; asked for while it runs, it is done once more.
    """

    def __init__(self, work: Callable[[], object]) -> None:
        self._work, self._lock = work, Lock()
        self._running = self._again = False

    def ask(self) -> Thread | None:
        """The thread that now does the work; none where one does it already and will once more."""
        with self._lock:
            self._again = self._running
            if self._running:
                return None
            self._running = True
        thread = Thread(target=self._run, name=self._work.__name__, daemon=True)
        thread.start()
        return thread

    def _run(self) -> None:
        while True:
            try:
                self._work()
            except Exception:
                log.exception("%s broke", self._work.__name__)
            finally:
                connection.close()
            with self._lock:
                self._running = self._again
                self._again = False
                if not self._running:
                    return
