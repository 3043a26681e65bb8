"""The people app."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, organisations, roles, permissions."""

    name = "rongshu.office.people"
    label = "people"

    def ready(self) -> None:
        """Connect what follows from a login; models are importable only now."""
        from allauth.account.signals import password_changed
        from django.contrib.auth.signals import user_logged_in

        from rongshu.office.people.events import on_login, on_password_changed

        user_logged_in.disconnect(dispatch_uid="update_last_login")
        user_logged_in.connect(on_login, dispatch_uid="office_login")
        password_changed.connect(on_password_changed, dispatch_uid="office_password")
