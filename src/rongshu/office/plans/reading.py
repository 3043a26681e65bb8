"""Which plans a person may open, and the opened pack: the door that every page goes through."""

from __future__ import annotations

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.urls import reverse

from rongshu.office.people.models import User
from rongshu.office.people.permission import Action, can
from rongshu.office.plans.models import CompileRun, Plan


def readable_plans(user: User) -> list[Plan]:
    """The plans that ``user`` may open, by slug; ``last_run`` is the state of the newest compile."""
    newest = CompileRun.objects.filter(plan=OuterRef("pk")).order_by("-asked").values("state")[:1]
    plans = Plan.objects.select_related("owner", "source").annotate(last_run=Subquery(newest))
    return [plan for plan in plans if can(user, Action.READ_PLAN, plan)]


def readable_plan(user: User, slug: str) -> Plan:
    """The plan with this slug.  *Errors*: ``Http404`` where there is none that the reader may know of."""
    plan = Plan.objects.select_related("owner", "source").filter(slug=slug).first()
    if plan is None or not can(user, Action.READ_PLAN, plan):
        raise Http404(slug)
    return plan


def clause_address(plan: Plan, cite: str) -> str:
    """The document page at a citation ``p170:12-28``, highlighted there."""
    paragraph = cite.split(":", 1)[0]
    return f"{reverse('plans:document', args=[plan.slug])}?cite={cite}#{paragraph}"
