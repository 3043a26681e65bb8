"""The first line of a view: stop whoever may not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from rongshu.office.people.permission import Action, Subject, can

View = Callable[..., HttpResponse]


def require(request: HttpRequest, action: Action, subject: Subject | None = None) -> None:
    """Nothing.  *Errors*: ``PermissionDenied`` where the person may not do ``action``."""
    if not can(request.user, action, subject):
        raise PermissionDenied(action.value)


def allowed(action: Action) -> Callable[[View], View]:
    """The view, open only to those who may do ``action`` at all."""

    def wrap(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            require(request, action)
            return view(request, *args, **kwargs)

        return guarded

    return wrap
