"""The site's own few pages."""

from __future__ import annotations

import logging

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_POST

from rongshu.office.site.theme import COOKIE, THEMES

log = logging.getLogger(__name__)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """The plans of this workspace."""
    del request
    return redirect("plans:index")


@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """Whether the process answers; says nothing about the workspace."""
    del request
    return JsonResponse({"status": "ok"})


@login_not_required
@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Remember the language on the account and in a cookie, and go back."""
    response = redirect(_came_from(request))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        _remember(request, "locale", language)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response


@login_not_required
@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Remember light, dark or automatic on the account and in a cookie, and go back."""
    response = redirect(_came_from(request))
    theme = request.POST.get("theme", "")
    if theme in THEMES:
        _remember(request, "theme", theme)
        response.set_cookie(
            COOKIE,
            theme,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
        )
    return response


def _remember(request: HttpRequest, field: str, value: str) -> None:
    if request.user.is_authenticated:
        get_user_model().objects.filter(pk=request.user.pk).update(**{field: value})


def _came_from(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}, request.is_secure()):
        return wanted
    return "/"


@login_not_required
def no_sign_up(request: HttpRequest) -> HttpResponse:
    """Accounts come from an administrator."""
    return render(request, "office/message.html", {"kind": "sign-up"}, status=404)


@login_not_required
def forgotten_password(request: HttpRequest) -> HttpResponse:
    """Who resets a password here, since no e-mail is sent."""
    return render(request, "office/message.html", {"kind": "password"})


def bad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Too much, or not what a browser would send."""
    del exception
    return render(request, "office/message.html", {"kind": "bad"}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Logged in, but this is somebody else's."""
    del exception
    return render(request, "office/message.html", {"kind": "forbidden"}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """No such page, or none that the reader may know of."""
    del exception
    return render(request, "office/message.html", {"kind": "not-found"}, status=404)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old page, another tab's login, or a forgery."""
    log.warning("form refused: %s", reason)
    return render(request, "office/message.html", {"kind": "stale"}, status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """Our fault."""
    try:
        return render(request, "office/message.html", {"kind": "broken"}, status=500)
    except Exception:
        # The page itself asks the database who is reading; without a database there is still an answer.
        log.exception("the error page broke")
        return HttpResponse(
            "500 · 程序出错 · something broke", status=500, content_type="text/plain; charset=utf-8"
        )
