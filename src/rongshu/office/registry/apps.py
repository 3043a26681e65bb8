"""The registry app."""

from __future__ import annotations

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Enterprises, parks, plots, projects, meters, and their places in the chains."""

    name = "rongshu.office.registry"
    label = "registry"
