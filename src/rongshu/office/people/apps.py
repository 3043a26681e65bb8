"""The people app."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Users, organisations, roles, permissions."""

    name = "rongshu.office.people"
    label = "people"
