"""What happens around every request of the site."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from rongshu.terms.diagnostic import InputError

Answer = Callable[[HttpRequest], HttpResponse]


def reader_language(get_response: Answer) -> Answer:
    """Pages in the reader's language: the account's, else the cookie's, else what the browser asks for."""

    def answer(request: HttpRequest) -> HttpResponse:
        language = _language_of(request)
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
        response = get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response

    return answer


def _language_of(request: HttpRequest) -> str:
    user = getattr(request, "user", None)
    chosen = user.locale if user is not None and user.is_authenticated else ""
    chosen = chosen or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    known = dict(settings.LANGUAGES)
    return chosen if chosen in known else translation.get_language_from_request(request)


class InputErrorPage:
    """A pack or document that cannot be read: every diagnostic on one page instead of a crash."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page, for ``InputError`` only."""
        if not isinstance(exception, InputError):
            return None
        return render(request, "office/unreadable.html", {"diagnostics": exception.diagnostics}, status=409)
