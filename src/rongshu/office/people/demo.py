"""The invented people of the demonstration."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from rongshu.office.people.models import Organisation, User
from rongshu.office.people.password import one_time_password
from rongshu.office.people.permission import Role
from rongshu.synth.example_city import COUNTY, COUNTY_EN, NAME, NAME_EN, PARK, PARK_EN


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who can log in to the demonstration."""

    username: str
    password: str
    name: str
    role: str


ORGANISATIONS: Final = (
    ("bureau", f"{NAME}工业和信息化局", f"{NAME_EN} Industry Bureau", "bureau", ""),
    ("chain", f"{NAME}链长制办公室", f"{NAME_EN} Chain Office", "chain", "bureau"),
    ("county", f"{COUNTY}工信局", f"{COUNTY_EN} Industry Bureau", "county", "bureau"),
    ("park", f"{PARK}管委会", f"{PARK_EN} Committee", "park", "county"),
    ("firm", f"{NAME}示例纺织有限公司", f"{NAME_EN} Sample Textile Company", "firm", "park"),
)
PEOPLE: Final = (
    ("admin", "演示管理员", "Demo Administrator", Role.ADMINISTRATOR, "bureau"),
    ("planner", "演示规划员", "Demo Planner", Role.PLANNER, "bureau"),
    ("analyst", "演示监测员", "Demo Analyst", Role.ANALYST, "bureau"),
    ("leader", "演示领导", "Demo Leader", Role.VIEWER, "bureau"),
    ("county", "演示县区", "Demo County", Role.COUNTY, "county"),
    ("park", "演示园区", "Demo Park", Role.PARK, "park"),
    ("firm", "演示企业", "Demo Firm", Role.FIRM, "firm"),
)


# beside the key of the workspace, readable by its owner only: the passwords of invented people
KEPT: Final = "demo-logins.json"


class NotADemonstration(Exception):
    """Demo users are refused in a workspace that is not marked as a demonstration."""


@transaction.atomic
def create_demo_users(password: str = "") -> list[Login]:
    """The demo logins.  A password is random (or the one given), kept in the workspace, the same next time.

    *Errors*: ``NotADemonstration``: known accounts must never appear in a real workspace.
    """
    if not settings.WORKSPACE.demonstration:
        raise NotADemonstration
    places: dict[str, Organisation] = {}
    for key, name, name_en, kind, parent in ORGANISATIONS:
        facts = {"name_en": name_en, "kind": kind, "parent": places.get(parent)}
        places[key], _new = Organisation.objects.get_or_create(name=name, defaults=facts)
    path = settings.WORKSPACE.folder / KEPT
    known = _read(path)
    logins = [
        _login(person, places, password or known.get(person[0]) or one_time_password()) for person in PEOPLE
    ]
    _write(path, {login.username: login.password for login in logins})
    return logins


def _login(person: tuple[str, str, str, Role, str], places: dict[str, Organisation], password: str) -> Login:
    username, name, name_en, role, place = person
    user = User.objects.filter(username=username).first() or User(username=username)
    user.name, user.name_en, user.role, user.organisation = name, name_en, role.value, places[place]
    user.is_active, user.must_change_password = True, False
    # A hash made anew would end the sessions of whoever is logged in.
    if user.pk is None or not user.check_password(password):
        user.set_password(password)
    user.save()
    return Login(username, password, name, role.value)


def _read(path: Path) -> Mapping[str, str]:
    """The kept passwords; none where the file is missing or is not what was written."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(word) for name, word in kept.items() if word} if isinstance(kept, dict) else {}


def _write(path: Path, passwords: Mapping[str, str]) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        json.dump(passwords, handle, indent=1)
