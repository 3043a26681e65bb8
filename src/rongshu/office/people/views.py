"""User administration."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def index(request: HttpRequest) -> HttpResponse:
    """Stub."""
    return render(request, "office/message.html", {"kind": "x"})


organisations = profile = index
