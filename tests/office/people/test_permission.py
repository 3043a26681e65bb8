"""Who may do what: every role, every action, and the neighbour."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from rongshu.office.people.permission import Action, Role, can, reaches


@dataclass
class Somebody:
    role: str
    reach: str = "/1/"
    is_active: bool = True


@dataclass
class Thing:
    owner_path: str = "/1/"
    is_open: bool = False


WRITES = [
    Action.UPLOAD_PLAN,
    Action.COMPILE_PLAN,
    Action.REVIEW_PLAN,
    Action.PUBLISH_PLAN,
    Action.CORRECT_CITATION,
    Action.TYPE_ACTUAL,
    Action.SEND_LOAD,
    Action.UNDO_LOAD,
]


def test_it_works() -> None:
    assert can(Somebody(Role.PLANNER), Action.REVIEW_PLAN, Thing())
    assert can(Somebody(Role.ANALYST), Action.TYPE_ACTUAL, Thing())
    assert can(Somebody(Role.FIRM, "/1/2/"), Action.READ_PLAN, Thing(is_open=True))


@pytest.mark.parametrize("action", WRITES)
@pytest.mark.parametrize("role", list(Role))
def test_an_outsider_writes_nothing(role: Role, action: Action) -> None:
    """Whoever sits in another bureau, whatever the role; the administrator keeps the whole workspace."""
    outsider = Somebody(role, "/9/")
    assert can(outsider, action, Thing()) is (role is Role.ADMINISTRATOR)


@pytest.mark.parametrize("action", list(Action))
@pytest.mark.parametrize("role", list(Role))
def test_a_closed_account_may_nothing(role: Role, action: Action) -> None:
    assert not can(Somebody(role, is_active=False), action, Thing(is_open=True))


@pytest.mark.parametrize("role", [Role.VIEWER, Role.PARK, Role.COUNTY, Role.FIRM])
@pytest.mark.parametrize("action", [*WRITES, Action.MANAGE_PEOPLE, Action.READ_AUDIT])
def test_a_reader_only_reads(role: Role, action: Action) -> None:
    assert not can(Somebody(role), action, Thing())


def test_a_draft_is_seen_by_its_owners_staff_only() -> None:
    assert can(Somebody(Role.VIEWER), Action.READ_PLAN, Thing())
    assert not can(Somebody(Role.PLANNER, "/9/"), Action.READ_PLAN, Thing())
    assert not can(Somebody(Role.FIRM, "/1/3/"), Action.READ_PLAN, Thing())
    assert not can(Somebody(Role.PARK, "/1/"), Action.READ_PLAN, Thing())


def test_a_plan_that_nobody_owns_is_edited_by_the_administrator_only() -> None:
    ownerless = Thing(owner_path="", is_open=True)
    assert not can(Somebody(Role.PLANNER), Action.REVIEW_PLAN, ownerless)
    assert can(Somebody(Role.ADMINISTRATOR), Action.REVIEW_PLAN, ownerless)


def test_a_person_without_organisation_reaches_nothing() -> None:
    assert not can(Somebody(Role.PLANNER, ""), Action.REVIEW_PLAN, Thing())


def test_reach_goes_down_the_tree_and_never_up_or_aside() -> None:
    assert reaches("/1/", "/1/4/")
    assert not reaches("/1/4/", "/1/")
    assert not reaches("/1/", "/12/")
    assert not reaches("", "/1/")


@pytest.mark.parametrize("action", [Action.READ_FACTS, Action.READ_LOAD])
def test_figures_of_single_firms_stay_in_the_bureau(action: Action) -> None:
    assert can(Somebody(Role.ANALYST), action, Thing(is_open=True))
    assert not can(Somebody(Role.ANALYST, "/9/"), action, Thing(is_open=True))
    for role in (Role.COUNTY, Role.PARK, Role.FIRM):
        assert not can(Somebody(role), action, Thing(is_open=True))
