"""Taking a decision on an item: kept at once, written into the pack in the background."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from pydantic import BaseModel

from rongshu.office.people.models import User
from rongshu.office.plans.models import Decision, Plan
from rongshu.office.plans.tasks import ask_for_writing
from rongshu.pack.renewal.summary import cites, title
from rongshu.pack.written.plain import plain

# An accepted item keeps its values, not its address: another edition of the document numbers anew.
NOT_SAID = frozenset({"id", "rule", "confidence", "cite"})


def decide(
    plan: Plan,
    user: User,
    verdict: str,
    kind: str,
    found: BaseModel,
    changes: dict[str, Any] | None = None,
    reason: str = "",
) -> Decision:
    """The decision; the newest on an item counts.  ``changes``: field → right value, for an edit."""
    said = plain(found)  # type: ignore[arg-type]
    stated = cites(found)
    changes = changes or {}
    kept = set(changes) if verdict == "edit" else set(said) - NOT_SAID
    was = {name: value for name, value in said.items() if name in kept}
    content: dict[str, Any] = {"name": title(found), "cite": stated[0] if stated else ""}
    if verdict != "reject":
        content["was"] = was
    if verdict == "edit":
        content["set"] = changes
    with transaction.atomic():
        decision, _new = Decision.objects.update_or_create(
            plan=plan,
            kind=kind,
            item=found.id,  # type: ignore[attr-defined]
            defaults={
                "verdict": verdict,
                "changes": content,
                "reason": reason[:400],
                "by": user,
                "written": False,
            },
        )
    ask_for_writing(plan)
    return decision
