"""The pages app."""

from __future__ import annotations

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Read-only pages of a plan."""

    name = "rongshu.office.pages"
    label = "pages"
