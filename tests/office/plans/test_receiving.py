"""What is taken as a document and what is refused."""

from __future__ import annotations

import io
import stat
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from office.plans.invented import DOCUMENT
from rongshu.document.guard.limits import FILE_BYTES
from rongshu.office.files.keeping import stored_path
from rongshu.office.plans.models import Plan, ReceivedFile
from rongshu.office.plans.receiving import keep
from rongshu.terms.diagnostic import InputError

pytestmark = pytest.mark.django_db


def archive(name: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr(name, b"x")
    return buffer.getvalue()


def test_it_works(make_plan) -> None:
    received = keep(DOCUMENT, "规划.txt", None)
    path = stored_path(received.sha256)
    assert (received.kind, received.size) == ("txt", len(DOCUMENT))
    assert path.name == received.sha256
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert keep(DOCUMENT, "again.txt", None) == received


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x7fELF\x00\x00\x01",
        b"MZ\x00\x00",
        b"\x89PNG\r\n\x1a\n\x00",
        archive("xl/workbook.xml"),
        archive("a.exe"),
    ],
)
def test_what_is_no_document_is_refused(make_plan, settings, content: bytes) -> None:
    with pytest.raises(InputError):
        keep(content, "plan.docx", None)
    assert not ReceivedFile.objects.exists()
    assert not list(settings.WORKSPACE.files.rglob("*"))


def test_a_file_above_the_limit_is_refused_by_size_alone(make_plan, owner, client_of, monkeypatch) -> None:
    class Huge(SimpleUploadedFile):
        def read(self, *_args: object) -> bytes:
            raise AssertionError("a file that is too large is not read")

    from rongshu.office.plans.receiving import receive

    huge = Huge("big.txt", b"x")
    huge.size = FILE_BYTES + 1
    with pytest.raises(InputError) as refused:
        receive(huge, owner)
    assert "50 MB" in refused.value.diagnostics[0].message.zh


def test_a_refused_upload_says_why_and_makes_no_plan(make_plan, owner, client_of) -> None:
    upload = SimpleUploadedFile("plan.docx", b"\x7fELF\x00\x00\x01\x02")
    answer = client_of(owner).post(reverse("plans:upload"), {"document": upload})
    assert answer.status_code == 400
    assert "不能读取这类文件" in answer.content.decode()
    assert not Plan.objects.exists()


@pytest.mark.parametrize("who", ["colleague", "leader", "firm_user"])
def test_only_planners_upload(request, make_plan, client_of, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    upload = SimpleUploadedFile("plan.txt", DOCUMENT)
    assert client.post(reverse("plans:upload"), {"document": upload}).status_code == 403
    assert not ReceivedFile.objects.exists()


def test_a_taken_identifier_is_said(draft, owner, client_of) -> None:
    form = {"document": SimpleUploadedFile("b.txt", DOCUMENT + b"x"), "slug": draft.slug}
    assert "已被使用" in client_of(owner).post(reverse("plans:upload"), form).content.decode()
