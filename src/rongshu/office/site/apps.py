"""The site app."""

from __future__ import annotations

from django.apps import AppConfig

from rongshu.office.site.catalog import compile_catalogs


class SiteConfig(AppConfig):
    """Look and language.  Compiles stale message catalogues, so that nobody needs GNU gettext."""

    name = "rongshu.office.site"
    label = "site"

    def ready(self) -> None:
        """Runs once at start, before the first page."""
        compile_catalogs()
