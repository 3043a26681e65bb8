"""The invented people of the demonstration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import transaction

from rongshu.office.people.models import Organisation, User
from rongshu.office.people.password import one_time_password
from rongshu.office.people.permission import Role


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody who can log in to the demonstration."""

    username: str
    password: str
    name: str
    role: str


ORGANISATIONS: Final = (
    ("bureau", "示例市工业和信息化局", "Sample City Industry Bureau", "bureau", ""),
    ("chain", "示例市链长制办公室", "Sample City Chain Office", "chain", "bureau"),
    ("county", "示例县工信局", "Sample County Industry Bureau", "county", "bureau"),
    ("park", "示例产业园管委会", "Sample Park Committee", "park", "county"),
    ("firm", "示例纺织有限公司", "Sample Textile Company", "firm", "park"),
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


class NotADemonstration(Exception):
    """Demo users are refused in a workspace that is not marked as a demonstration."""


@transaction.atomic
def create_demo_users(password: str = "") -> list[Login]:
    """The demo logins with new random passwords (or one given); made again, they get new passwords.

    *Errors*: ``NotADemonstration``: known accounts must never appear in a real workspace.
    """
    if not settings.WORKSPACE.demonstration:
        raise NotADemonstration
    places: dict[str, Organisation] = {}
    for key, name, name_en, kind, parent in ORGANISATIONS:
        facts = {"name_en": name_en, "kind": kind, "parent": places.get(parent)}
        places[key], _new = Organisation.objects.get_or_create(name=name, defaults=facts)
    return [_login(person, places, password or one_time_password()) for person in PEOPLE]


def _login(person: tuple[str, str, str, Role, str], places: dict[str, Organisation], password: str) -> Login:
    username, name, name_en, role, place = person
    user = User.objects.filter(username=username).first() or User(username=username)
    user.name, user.name_en, user.role, user.organisation = name, name_en, role.value, places[place]
    user.is_active, user.must_change_password = True, False
    user.set_password(password)
    user.save()
    return Login(username, password, name, role.value)
