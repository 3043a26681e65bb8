"""Light, dark, or as the device says: remembered in a cookie and on the account."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

COOKIE: Final = "rongshu_theme"
THEMES: Final = ("auto", "light", "dark")


def theme_of(request: HttpRequest) -> str:
    """The reader's choice: the account's, else the cookie's, else ``auto``."""
    user = getattr(request, "user", None)
    chosen = user.theme if user is not None and user.is_authenticated else request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else "auto"
