"""The registry app."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """Enterprises, parks, plots, projects, meters, and their places in the chains."""

    name = "rongshu.office.registry"
    label = "registry"

    def import_models(self) -> None:
        """The models lie in two modules: what is kept, and what people do with it."""
        super().import_models()
        import_module("rongshu.office.registry.work")

    def ready(self) -> None:
        """Make the background work known: a worker may take a job before any page was asked for."""
        import_module("rongshu.office.registry.tasks")
