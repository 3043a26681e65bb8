"""The document page: structure, highlighted citations, and what it says without the document."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.plans.invented import DOCUMENT
from rongshu.office.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(published, leader, client_of):
    """Opens the document page as a leader."""
    client = client_of(leader)

    def open_(query: str = "") -> str:
        answer = client.get(reverse("plans:document", args=[published.slug]) + query)
        assert answer.status_code == 200
        return answer.content.decode()

    return open_


def test_it_works(page) -> None:
    html = page("?cite=p5:8-24")
    assert '<mark class="cited">' in html
    assert 'id="p5"' in html
    assert "加强组织领导" in html


@pytest.mark.parametrize(
    "cite", ["", "x", "p0", "p99999:1-2", "p5:9-3", "p5:0-9999", "p5:1-2,p6", "<script>"]
)
def test_any_address_opens(page, cite: str) -> None:
    html = page(f"?cite={cite}")
    assert "<script>alert" not in html


def test_words_are_found(page) -> None:
    html = page("?q=总产值")
    assert html.count('<mark class="found">总产值</mark>') == 4
    assert "没有找到" in page("?q=没有这个词")


def test_without_the_document_the_address_is_said(published, leader, owner, client_of) -> None:
    Plan.objects.update(source=None)
    url = reverse("plans:document", args=[published.slug]) + "?cite=p5:8-24"
    html = client_of(leader).get(url).content.decode()
    assert "发展目标" in html
    assert "p5:8-24" in html
    assert 'type="file"' not in html
    assert 'type="file"' in client_of(owner).get(url).content.decode()


def test_another_file_is_refused_with_both_fingerprints(published, owner, client_of) -> None:
    Plan.objects.update(source=None)
    url = reverse("plans:supply", args=[published.slug])
    other = SimpleUploadedFile("other.txt", DOCUMENT + "又一句。".encode())
    answer = client_of(owner).post(url, {"document": other})
    assert answer.status_code == 409
    assert "不是编译本规划时所用" in answer.content.decode()
    published.refresh_from_db()
    assert published.source is None


def test_the_right_file_is_taken(published, owner, client_of) -> None:
    Plan.objects.update(source=None)
    url = reverse("plans:supply", args=[published.slug])
    assert client_of(owner).post(url, {"document": SimpleUploadedFile("a.txt", DOCUMENT)}).status_code == 302
    published.refresh_from_db()
    assert published.source is not None


def test_the_outsider_supplies_nothing(published, outsider, client_of) -> None:
    url = reverse("plans:supply", args=[published.slug])
    assert (
        client_of(outsider).post(url, {"document": SimpleUploadedFile("a.txt", DOCUMENT)}).status_code == 403
    )


def test_the_file_itself_is_never_served(published, owner, client_of) -> None:
    """No address gives out what was received."""
    client = client_of(owner)
    sha256 = published.source.sha256
    for path in (
        f"/files/{sha256}",
        f"/files/{sha256[:2]}/{sha256}",
        f"/static/{sha256}",
        f"/media/{sha256}",
    ):
        assert client.get(path).status_code == 404
