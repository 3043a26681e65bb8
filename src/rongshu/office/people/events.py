"""What follows from a login or a changed password."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from rongshu.office.people.password import password_was_changed


def on_login(user: Any, **_said: Any) -> None:
    """Remember when, without filling the audit log with every login."""
    type(user).objects.filter(pk=user.pk).update(last_login=timezone.now())


def on_password_changed(user: Any, **_said: Any) -> None:
    """Open the pages again after a one-time password."""
    password_was_changed(user)
