"""Whose login attempts are counted."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest


def attempted_name(request: HttpRequest | None, credentials: Mapping[str, str] | None = None) -> str:
    """The user name that was tried, without case: the form calls it ``login``, the backend ``username``."""
    tried = (credentials or {}).get("username", "")
    if not tried and request is not None:
        tried = request.POST.get("login", "")
    return tried.casefold()[:150]
