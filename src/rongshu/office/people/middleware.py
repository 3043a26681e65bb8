"""A one-time password opens one page: the one where it is changed."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve

Answer = Callable[[HttpRequest], HttpResponse]
OPEN_NAMES = frozenset(
    {"account_change_password", "account_logout", "account_reauthenticate", "language", "theme"}
)


def one_time_password(get_response: Answer) -> Answer:
    """Whoever must change the password is led there from every other page."""

    def answer(request: HttpRequest) -> HttpResponse:
        user = request.user
        if user.is_authenticated and user.must_change_password and not _is_open(request.path_info):
            return redirect("account_change_password")
        return get_response(request)

    return answer


def _is_open(path: str) -> bool:
    from django.urls import Resolver404

    try:
        return resolve(path).url_name in OPEN_NAMES
    except Resolver404:
        return False
