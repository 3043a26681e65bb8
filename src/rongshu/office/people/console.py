"""What the command line does with users."""

from __future__ import annotations

from django.core.exceptions import ValidationError

from rongshu.office.people.models import User
from rongshu.office.people.password import one_time_password, reset_password
from rongshu.office.people.permission import Role


def add_person(username: str, name: str = "", admin: bool = False) -> str:
    """The one-time password of a new user.  *Errors*: ``ValueError`` where the name is taken or wrong."""
    if User.objects.filter(username__iexact=username).exists():
        raise ValueError(f"{username}: 用户名已被使用 / taken already")
    password = one_time_password()
    role = Role.ADMINISTRATOR if admin else Role.VIEWER
    try:
        User.objects.create_user(
            username, password, name=name or username, role=role.value, must_change_password=True
        )
    except ValidationError as error:
        raise ValueError("; ".join(error.messages)) from error
    return password


def reset_person(username: str) -> str:
    """A new one-time password.  *Errors*: ``ValueError`` where nobody is called so."""
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        raise ValueError(f"{username}: 没有这个用户 / no such user")
    return reset_password(user)
