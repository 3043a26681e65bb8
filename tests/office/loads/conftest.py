"""A workspace with an empty lake, and files that people send to it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.loads.sheets import month_file


@pytest.fixture
def workspace(db, settings, tmp_path):
    """An empty workspace."""
    settings.WORKSPACE = replace(settings.WORKSPACE, folder=tmp_path)
    for name in ("plans", "files"):
        (tmp_path / name).mkdir(exist_ok=True)
    return settings.WORKSPACE


@pytest.fixture
def send(workspace, client_of, django_capture_on_commit_callbacks):
    """Sends a file as somebody and gives its entry, read."""
    from rongshu.office.loads.models import Delivery

    def sent(user, content: bytes, name: str = "report.xlsx", **asked: str) -> Delivery:
        data = {"file": SimpleUploadedFile(name, content), "source": "统计局", **asked}
        with django_capture_on_commit_callbacks(execute=True):
            answer = client_of(user).post(reverse("loads:send"), data)
        assert answer.status_code == 302, answer.content.decode()[:2000]
        return Delivery.objects.get(pk=int(answer.headers["Location"].strip("/").split("/")[-1]))

    return sent


@pytest.fixture
def act(client_of, django_capture_on_commit_callbacks):
    """Posts something about a file as somebody and gives the entry as it is then."""

    def acted(user, what: str, delivery, **asked: str):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client_of(user).post(reverse(f"loads:{what}", args=[delivery.pk]), asked)
        delivery.refresh_from_db()
        return answer

    return acted


@pytest.fixture
def landed(send, act, colleague):
    """A file of the analyst that has landed."""
    delivery = send(colleague, month_file(2025, 6, (100, 50, 30)))
    act(colleague, "confirm", delivery, released="2025-07-18")
    return delivery
