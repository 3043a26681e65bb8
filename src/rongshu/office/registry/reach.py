"""Which rows a person may see: the rule of reach as a condition on any table of the registry."""

from __future__ import annotations

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from rongshu.office.people.models import Organisation, User
from rongshu.office.people.permission import Action, Role, can
from rongshu.office.registry.kinds import Kind
from rongshu.office.registry.models import Enterprise

MANY = 300


def reached(user: User) -> QuerySet[Organisation]:
    """The organisations whose rows ``user`` reaches."""
    if user.role == Role.ADMINISTRATOR:
        return Organisation.objects.all()
    path = user.reach
    return Organisation.objects.filter(path__startswith=path) if path else Organisation.objects.none()


def condition(user: User, prefix: str = "") -> Q:
    """What a row must fulfil to be seen; nothing for whoever may not read the registry at all."""
    if not can(user, Action.READ_REGISTRY):
        return Q(pk__in=[])
    if user.role == Role.ADMINISTRATOR:
        return Q()
    # written out, the few organisations let the database keep to the index of the order asked for
    numbers = _numbers(user)
    return Q(**{f"{prefix}owner__in": numbers if len(numbers) <= MANY else reached(user)})


def _numbers(user: User) -> list[int]:
    """Asked once for each request: every request has its own user object."""
    known: list[int] | None = getattr(user, "_reached", None)
    if known is None:
        known = list(reached(user).values_list("pk", flat=True)[: MANY + 1])
        user._reached = known
    return known


def visible(user: User, model: type[Model], action: Action = Action.READ_REGISTRY) -> QuerySet:
    """The rows of ``model`` that ``user`` may see; merged firms are gone from every list."""
    if not can(user, action):
        return model._default_manager.none()
    rows = model._default_manager.filter(condition(user, getattr(model, "KEPT_BY", "")))
    return rows.filter(merged_into=None) if model is Enterprise else rows


def rows_of(user: User, kind: Kind) -> QuerySet:
    """The rows of a kind that ``user`` may see."""
    action = Action.READ_TARGETS if kind.key == "targets" else Action.READ_REGISTRY
    return visible(user, kind.model, action)


def row_of(user: User, kind: Kind, number: int) -> Model:
    """One row.  *Errors*: ``Http404`` where there is none that the reader may know of."""
    found = rows_of(user, kind).filter(pk=number).first()
    if found is None:
        raise Http404(str(number))
    return found
