"""Which rows a person may see: the rule of reach as a condition on any table of the registry."""

from __future__ import annotations

from django.db.models import Model, Q, QuerySet
from django.http import Http404

from rongshu.office.people.models import Organisation, User
from rongshu.office.people.permission import Action, Role, can
from rongshu.office.registry.kinds import Kind
from rongshu.office.registry.models import Enterprise, Owned
from rongshu.terms.bilingual import Bilingual

MANY = 300


def reached(user: User) -> QuerySet[Organisation]:
    """The organisations whose rows ``user`` reaches."""
    if user.role == Role.ADMINISTRATOR:
        return Organisation.objects.all()
    path = user.reach
    return Organisation.objects.filter(path__startswith=path) if path else Organisation.objects.none()


def inside(user: User, prefix: str = "") -> Q:
    """What a row must fulfil to be seen, asked within the query; nothing for whoever may not read any."""
    if not can(user, Action.READ_REGISTRY):
        return Q(pk__in=[])
    return Q() if user.role == Role.ADMINISTRATOR else Q(**{f"{prefix}owner__in": reached(user)})


def condition(user: User, prefix: str = "") -> Q:
    """The same for long lists: written out, the few organisations let the database keep to the index of the
    order asked for.  *Cost*: one query for each request."""
    known = [] if user.role == Role.ADMINISTRATOR else first_reached(user)
    if not known or len(known) > MANY or not can(user, Action.READ_REGISTRY):
        return inside(user, prefix)
    return Q(**{f"{prefix}owner__in": [number for number, _name in known]})


def first_reached(user: User) -> list[tuple[int, Bilingual]]:
    """Number and name of the organisations that ``user`` reaches, in the order of the tree; of many some.

    Asked once for each request: every request has its own user object.
    """
    known: list[tuple[int, Bilingual]] | None = getattr(user, "_reached", None)
    if known is None:
        rows = reached(user).order_by("path").values_list("pk", "name", "name_en")[: MANY + 1]
        known = [(number, Bilingual(name, name_en)) for number, name, name_en in rows]
        user._reached = known
    return known


def visible(user: User, model: type[Model], action: Action = Action.READ_REGISTRY) -> QuerySet:
    """The rows of ``model`` that ``user`` may see; merged firms are gone from every list."""
    return (
        _live(model).filter(inside(user, _way(model))) if can(user, action) else model._default_manager.none()
    )


def rows_of(user: User, kind: Kind) -> QuerySet:
    """The rows of a kind that ``user`` may see, to be listed."""
    if not can(user, _reading(kind)):
        return kind.model._default_manager.none()
    return _live(kind.model).filter(condition(user, _way(kind.model)))


def _reading(kind: Kind) -> Action:
    return Action.READ_TARGETS if kind.key == "targets" else Action.READ_REGISTRY


def _live(model: type[Model]) -> QuerySet:
    rows = model._default_manager.all()
    return rows.filter(merged_into=None) if model is Enterprise else rows


def _way(model: type[Model]) -> str:
    return getattr(model, "KEPT_BY", "")


def _other(kind: Kind, name: str) -> type[Model]:
    return kind.model._meta.get_field(name).related_model


def row_of(user: User, kind: Kind, number: int) -> Model:
    """One row with what it refers to, and who keeps that.

    *Errors*: ``Http404`` where there is none that the reader may know of.
    """
    owners = [f"{name}__owner" for name in kind.references if issubclass(_other(kind, name), Owned)]
    rows = visible(user, kind.model, _reading(kind)).select_related(*kind.references, *owners)
    found = rows.filter(pk=number).first()
    if found is None:
        raise Http404(str(number))
    return found
