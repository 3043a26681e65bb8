"""What happens around every request of the site."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import translation

from rongshu.terms.diagnostic import InputError

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponse]
BUSY = 5  # seconds


def no_nul(get_response: Answer) -> Answer:
    """Questions without the NUL character: no database takes it and nobody means it."""

    def answer(request: HttpRequest) -> HttpResponse:
        asked = request.META.get("QUERY_STRING", "")
        if "%00" in asked or "\0" in asked:
            request.META["QUERY_STRING"] = asked.replace("%00", "").replace("\0", "")
            request.GET = QueryDict(request.META["QUERY_STRING"], encoding=request.encoding)
        return get_response(request)

    return answer


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


def own_copy_only(get_response: Answer) -> Answer:
    """What a person may see is theirs: no proxy keeps it, and a browser asks again before it shows it."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        user = getattr(request, "user", None)
        if user is not None and user.is_authenticated:
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return answer


class InputErrorPage:
    """A pack or document that cannot be read, or a busy database: a page that says so instead of a crash."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page, for ``InputError`` and a database that others keep locked."""
        if isinstance(exception, OperationalError) and "locked" in str(exception):
            log.warning("database locked: %s", request.path)
            response = render(request, "office/message.html", {"kind": "busy"}, status=503)
            response.headers["Retry-After"] = str(BUSY)
            return response
        if not isinstance(exception, InputError):
            return None
        return render(request, "office/unreadable.html", {"diagnostics": exception.diagnostics}, status=409)
