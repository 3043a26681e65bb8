"""The one place that decides who may do what: a pure function over plain facts about person and subject.

A person's right comes from the role; its reach from the organisation tree.  Whoever belongs to an
organisation reaches what that organisation or one below it owns, never a neighbour's or the superior's.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Protocol


class Role(StrEnum):
    """What somebody comes for."""

    ADMINISTRATOR = "administrator"
    PLANNER = "planner"
    ANALYST = "analyst"
    VIEWER = "viewer"
    PARK = "park"
    COUNTY = "county"
    FIRM = "firm"


class Action(StrEnum):
    """Everything that is asked about."""

    READ_PLAN = "read plan"
    UPLOAD_PLAN = "upload plan"
    COMPILE_PLAN = "compile plan"
    REVIEW_PLAN = "review plan"
    PUBLISH_PLAN = "publish plan"
    CORRECT_CITATION = "correct citation"
    READ_ACTUAL = "read actual"
    TYPE_ACTUAL = "type actual"
    READ_FACTS = "read facts"
    READ_LOAD = "read load"
    SEND_LOAD = "send load"
    UNDO_LOAD = "undo load"
    MANAGE_PEOPLE = "manage people"
    READ_AUDIT = "read audit"
    READ_REGISTRY = "read registry"
    EDIT_REGISTRY = "edit registry"
    SEE_CONTACTS = "see contacts"
    DECIDE_NODE = "decide node"
    READ_TARGETS = "read targets"
    READ_STANDING = "read standing"
    READ_BREAKDOWN = "read breakdown"
    EDIT_BREAKDOWN = "edit breakdown"
    BRING_REFERENCE = "bring reference"


class Person(Protocol):
    """What permission needs to know of a user."""

    is_active: bool
    role: str

    @property
    def reach(self) -> str:
        """Path of the user's organisation, ``/1/4/``; empty for none."""


class Subject(Protocol):
    """What permission needs to know of a thing."""

    @property
    def owner_path(self) -> str:
        """Path of the owning organisation, ``/1/4/``; empty where the whole workspace owns it."""

    @property
    def is_open(self) -> bool:
        """Whether everybody in the workspace may read it."""


_EDITORS: Final = frozenset({Role.ADMINISTRATOR, Role.PLANNER})
_FIGURES: Final = _EDITORS | {Role.ANALYST}
_STAFF: Final = _FIGURES | {Role.VIEWER, Role.PARK, Role.COUNTY}

ROLES: Final[dict[Action, frozenset[Role]]] = {
    Action.READ_PLAN: frozenset(Role),
    Action.UPLOAD_PLAN: _EDITORS,
    Action.COMPILE_PLAN: _EDITORS,
    Action.REVIEW_PLAN: _EDITORS,
    Action.PUBLISH_PLAN: _EDITORS,
    Action.CORRECT_CITATION: _EDITORS,
    Action.READ_ACTUAL: _STAFF,
    Action.TYPE_ACTUAL: _FIGURES,
    # figures of single firms: the bureau's own people, never a neighbour, a county or another firm
    Action.READ_FACTS: _FIGURES | {Role.VIEWER},
    Action.READ_LOAD: _FIGURES,
    Action.SEND_LOAD: _FIGURES,
    Action.UNDO_LOAD: _FIGURES,
    Action.MANAGE_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Action.READ_AUDIT: frozenset({Role.ADMINISTRATOR}),
    Action.READ_REGISTRY: frozenset(Role),
    Action.EDIT_REGISTRY: _FIGURES | {Role.COUNTY, Role.PARK},
    Action.SEE_CONTACTS: _FIGURES | {Role.COUNTY, Role.PARK, Role.FIRM},
    Action.DECIDE_NODE: _FIGURES | {Role.COUNTY, Role.PARK},
    Action.READ_TARGETS: _STAFF,
    Action.READ_STANDING: _STAFF,
    # what counties are to be given is the bureau's own until it is handed out
    Action.READ_BREAKDOWN: _FIGURES | {Role.VIEWER},
    Action.EDIT_BREAKDOWN: _EDITORS,
    Action.BRING_REFERENCE: _FIGURES,
}


def can(user: Person, action: Action, subject: Subject | None = None) -> bool:
    """Whether ``user`` may do ``action``, to ``subject`` where there is one."""
    if not user.is_active or user.role not in ROLES[action]:
        return False
    if subject is None:
        return True
    if action is Action.READ_PLAN and subject.is_open:
        return True
    if action is Action.READ_PLAN and user.role not in _FIGURES | {Role.VIEWER}:
        return False
    if action is Action.READ_STANDING and reaches(subject.owner_path, user.reach):
        return True  # counts of a whole city, for the offices below the one whose plan it is
    return user.role == Role.ADMINISTRATOR or reaches(user.reach, subject.owner_path)


def reaches(own: str, other: str) -> bool:
    """Whether organisation path ``other`` is ``own`` or below it."""
    return bool(own) and other.startswith(own)
