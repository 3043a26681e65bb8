"""What waits in the queue of background work."""

from __future__ import annotations

from typing import Any

from huey.contrib.djhuey import HUEY


def waiting(task: Any) -> set[Any]:
    """The first argument of every call of ``task`` that a worker will still come to.

    What a database says is queued and is not here was lost: the server stopped at the moment that it was
    taken out, or a restore left the queue behind.
    """
    name = task.task_class.__name__
    return {each.args[0] for each in (*HUEY.pending(), *HUEY.scheduled()) if each.name == name}
