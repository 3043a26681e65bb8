"""The loads app."""

from __future__ import annotations

from django.apps import AppConfig


class LoadsConfig(AppConfig):
    """Statistics files and what became of them."""

    name = "rongshu.office.loads"
    label = "loads"
