"""What is taken as a statistics file, how it is kept, and what is refused."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.loads.sheets import month_file
from rongshu.office.files.keeping import stored_path
from rongshu.office.loads.models import Delivery
from rongshu.office.loads.receiving import keep, receive, under_its_name
from rongshu.office.loads.sniff import LARGEST, sniff_statistics
from rongshu.terms.diagnostic import InputError

pytestmark = pytest.mark.django_db
SHEET = month_file(2025, 6, (1, 2, 3))


def archive(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(name, b"x")
    return buffer.getvalue()


def test_it_works(workspace, colleague) -> None:
    delivery = keep(SHEET, "六月.xlsx", colleague)
    path = stored_path(delivery.sha256)
    assert (delivery.kind, delivery.owner) == ("xlsx", colleague.organisation)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    with under_its_name(delivery) as named:
        assert named.name == "六月.xlsx"
        assert named.read_bytes() == SHEET


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("企业名称,产值\n甲,1\n".encode(), "csv"),
        ("企业名称,产值\n甲,1\n".encode("gb18030"), "csv"),
        ("企业名称,产值\n".encode("utf-16"), "csv"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "html"),
        (b"PAR1....PAR1", "parquet"),
    ],
)
def test_the_kind_is_told_by_the_content(content: bytes, kind: str) -> None:
    assert sniff_statistics(content, "anything.exe") == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x7fELF\x02\x01\x01\x00\x00",
        b"MZ\x90\x00\x03",
        b"\x89PNG\r\n\x1a\n\x00",
        b"%PDF-1.7\n\x00\x01\x02",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        archive("word/document.xml"),
        archive("a.exe"),
        archive("xl/workbook.bin"),
        archive("content.xml"),
        b"PK\x03\x04 broken",
    ],
)
def test_what_is_no_statistics_file_is_refused(workspace, colleague, content: bytes) -> None:
    with pytest.raises(InputError):
        keep(content, "report.xlsx", colleague)
    assert not Delivery.objects.exists()
    assert not list(workspace.files.rglob("*"))


def test_too_large_is_refused_by_size_alone(workspace, colleague) -> None:
    class Huge(SimpleUploadedFile):
        def read(self, *_args: object) -> bytes:
            raise AssertionError("a file that is too large is not read")

    huge = Huge("big.csv", b"x")
    huge.size = LARGEST + 1
    with pytest.raises(InputError) as refused:
        receive(huge, colleague)
    assert "50 MB" in refused.value.diagnostics[0].message.zh


def test_a_refused_upload_says_why(workspace, colleague, client_of) -> None:
    data = {"file": SimpleUploadedFile("report.xlsx", b"\x7fELF\x00\x00"), "source": "统计局"}
    answer = client_of(colleague).post(reverse("loads:send"), data)
    assert answer.status_code == 400
    assert "不是统计报表文件" in answer.content.decode()


def test_a_small_file_that_opens_into_a_huge_sheet_is_refused(workspace, colleague, client_of) -> None:
    """Five kilobytes that claim 17 billion cells would end the process that opens them."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "企业名称", 1
    stream = io.BytesIO()
    book.save(stream)
    data = {"file": SimpleUploadedFile("r.xlsx", stream.getvalue()), "source": "统计局"}
    answer = client_of(colleague).post(reverse("loads:send"), data)
    assert answer.status_code == 400
    assert "展开后过大" in answer.content.decode()
    assert not Delivery.objects.exists()


def test_a_file_named_as_its_annotated_copy_stays_what_it_was(workspace, colleague, client_of) -> None:
    """The copy is written beside the file that is read, never over it."""
    import hashlib

    for name in ("annotated-copy.xlsx", "a.xlsx"):
        delivery = keep(SHEET, name, colleague)
        answer = client_of(colleague).get(reverse("loads:annotated", args=[delivery.pk]))
        assert answer.status_code == 200
        stored = stored_path(delivery.sha256).read_bytes()
        assert hashlib.sha256(stored).hexdigest() == delivery.sha256
