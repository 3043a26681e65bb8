"""Nothing opens without a login, but for a short list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

PUBLIC = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_reset_password",
    "account_email",
    "account_inactive",
    "language",
    "theme",
    "health",
}


def patterns(resolver: URLResolver) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry.name or str(entry.pattern), entry


def test_it_works(client: Client, db: None) -> None:
    """The front door leads to the login page."""
    answer = client.get("/plans/")
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/accounts/login/?next=/plans/"


def test_only_the_listed_routes_are_public() -> None:
    """A new view is closed unless somebody opens it here."""
    ours = [(name, entry) for name, entry in patterns(get_resolver()) if _is_ours(entry)]
    open_names = {name for name, entry in ours if not getattr(entry.callback, "login_required", True)}
    assert open_names <= PUBLIC


def _is_ours(entry: URLPattern) -> bool:
    return entry.callback.__module__.startswith("rongshu.")


@pytest.mark.parametrize(
    "path", ["/", "/plans/", "/people/", "/people/audit/", "/accounts/2fa/", "/accounts/password/change/"]
)
def test_a_stranger_is_sent_to_the_login(client: Client, db: None, path: str) -> None:
    assert client.get(path).headers["Location"].startswith("/accounts/login/")
