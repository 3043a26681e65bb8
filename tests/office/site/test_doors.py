"""Nothing opens without a login, but for a short list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

PUBLIC = {
    "account_login",
    "account_logout",
    "account_signup",
    "account_reset_password",
    "account_email",
    "account_email_verification_sent",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
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


def test_no_other_address_answers_a_stranger(client: Client, db: None) -> None:
    """Asked for real, with every library's addresses too."""
    answered = set()
    for name, entry in patterns(get_resolver()):
        spaces = ("", "plans:", "people:", "pages:")
        url = next(filter(None, (_plain(f"{space}{name}") for space in spaces)), None)
        if url and client.get(url).status_code == 200:
            answered.add(name)
        del entry
    assert answered <= PUBLIC


def _plain(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None
