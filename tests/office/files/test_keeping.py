"""Names are only shown; content is kept once, whole, and under its own fingerprint."""

from __future__ import annotations

import hashlib
import stat
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from rongshu.office.files.keeping import NAME_BYTES, content_of, keep, shown_name, stored_path
from rongshu.terms.diagnostic import InputError


@pytest.fixture(autouse=True)
def _workspace(settings, tmp_path):
    settings.WORKSPACE = replace(settings.WORKSPACE, folder=tmp_path)


def test_it_works() -> None:
    sha256 = keep("表".encode())
    path = stored_path(sha256)
    assert path.read_bytes() == "表".encode()
    assert sha256 == hashlib.sha256("表".encode()).hexdigest()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keep("表".encode()) == sha256
    assert len(list(path.parent.iterdir())) == 1


def test_the_name_is_only_shown() -> None:
    assert shown_name("../../etc/passwd") == "passwd"
    assert shown_name("C:\\表\\六月.xlsx") == "六月.xlsx"
    assert shown_name("a\x00b\n.txt") == "ab.txt"
    assert shown_name(".hidden.csv") == "hidden.csv"
    assert shown_name("", "document") == "document"
    assert shown_name("..") == "file"


@given(st.text(max_size=400))
def test_a_name_fits_and_leads_nowhere(name: str) -> None:
    shown = shown_name(name)
    assert 0 < len(shown.encode()) <= NAME_BYTES
    assert not set(shown) & {"/", "\\", "\0", "\n"}
    assert shown not in {".", ".."}


def test_the_ending_of_a_long_name_stays() -> None:
    assert shown_name("长" * 300 + ".xlsx").endswith(".xlsx")


def test_more_than_allowed_is_refused() -> None:
    assert content_of(SimpleUploadedFile("a", b"12"), 2) == b"12"
    with pytest.raises(InputError):
        content_of(SimpleUploadedFile("a", b"123"), 2)


def test_a_size_that_lies_is_noticed() -> None:
    liar = SimpleUploadedFile("a", b"123")
    liar.size = 1
    with pytest.raises(InputError):
        content_of(liar, 2)
