"""The page of the audit log."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_GET

from rongshu.office.asked import row_number
from rongshu.office.people.audit import entries
from rongshu.office.people.guard import allowed
from rongshu.office.people.models import User
from rongshu.office.people.permission import Action

PAGE = 50


@require_GET
@allowed(Action.READ_AUDIT)
def audit(request: HttpRequest) -> HttpResponse:
    """The newest writes; older ones by the moment of the last one shown."""
    user = row_number(request.GET.get("user", "")) or None
    shown = entries(PAGE + 1, _moment(request.GET.get("before", "")), user)
    older = shown[PAGE - 1].when.isoformat() if len(shown) > PAGE else ""
    context = {
        "entries": shown[:PAGE],
        "older": older,
        "people": User.objects.select_related("organisation"),
        "user_asked": user,
        "section": "audit",
    }
    return render(request, "people/audit.html", context)


def _moment(written: str) -> datetime | None:
    """The moment in UTC, as databases keep it; none for what is no moment or cannot be kept."""
    try:
        moment = parse_datetime(written)
        return moment.astimezone(UTC) if moment is not None else None
    except (ValueError, OverflowError):
        return None
