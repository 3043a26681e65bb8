"""The plans app."""

from __future__ import annotations

from django.apps import AppConfig


class PlansConfig(AppConfig):
    """Plans, runs, reviews, hand-typed figures."""

    name = "rongshu.office.plans"
    label = "plans"
