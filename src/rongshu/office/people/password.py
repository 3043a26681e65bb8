"""One-time passwords: made by an administrator, seen once, changed at the next login."""

from __future__ import annotations

import secrets

from allauth.mfa.models import Authenticator
from axes.utils import reset
from django.db import transaction

from rongshu.office.people.lockout import attempted_name
from rongshu.office.people.models import User

# No letters or digits that are mistaken for each other on paper or by telephone.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """Sixteen random characters in groups of four: 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


@transaction.atomic
def reset_password(user: User, without_second_step: bool = False) -> str:
    """The new one-time password of ``user``; ends the user's sessions and any lock-out."""
    password = one_time_password()
    user.set_password(password)
    user.must_change_password = True
    gone = Authenticator.objects.filter(user=user).delete()[0] if without_second_step else 0
    user._change_reason = "second step removed" if gone else "password reset"
    user.save()
    reset(username=attempted_name(None, {"username": user.username}))
    return password


def password_was_changed(user: User) -> None:
    """The user chose an own password: every page is open again."""
    if user.must_change_password:
        user.must_change_password = False
        user._change_reason = "password changed"
        user.save()
