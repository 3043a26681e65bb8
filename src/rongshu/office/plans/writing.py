"""Decisions taken on the review page, written into the pack's ``curation.yaml``."""

from __future__ import annotations

from rongshu.office.plans.models import Decision, Plan
from rongshu.office.plans.register import renew
from rongshu.office.plans.shelf import pack_folder
from rongshu.pack.renewal.curation import Edit
from rongshu.pack.renewal.renew import save_edits


def write_waiting(plan: Plan) -> int:
    """How many decisions were written; all that wait go in one writing.

    *Errors*: ``InputError`` where the pack cannot be read; then they keep waiting.
    """
    waiting = list(plan.decisions.filter(written=False).select_related("by").order_by("at"))
    if not waiting:
        return 0
    draft = save_edits([edit_of(decision) for decision in waiting], pack_folder(plan))
    for decision in waiting:
        # One decided anew in the meantime has another moment and waits for its own writing.
        Decision.objects.filter(pk=decision.pk, at=decision.at).update(written=True)
    renew(plan, draft.pack)
    return len(waiting)


def edit_of(decision: Decision) -> Edit:
    """The decision as an entry of the curation."""
    return Edit(
        kind=decision.kind,
        id=decision.item,
        do=decision.verdict,
        set=decision.changes.get("set", {}),
        was=decision.changes.get("was", {}),
        name=decision.changes.get("name", ""),
        cite=decision.changes.get("cite", ""),
        by=decision.by.username if decision.by else "",
        at=decision.at.isoformat(timespec="seconds"),
        why=decision.reason,
    )
