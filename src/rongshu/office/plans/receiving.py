"""A plan document that somebody sends: bounded, looked at, kept once by what it contains."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from rongshu.document.guard.limits import FILE_BYTES
from rongshu.document.guard.sniff import sniff
from rongshu.office.files.keeping import content_of, refusal, shown_name
from rongshu.office.files.keeping import keep as keep_content
from rongshu.office.people.models import User
from rongshu.office.plans.models import ReceivedFile
from rongshu.terms.bilingual import Bilingual


def receive(upload: UploadedFile, user: User | None) -> ReceivedFile:
    """The file as kept.  *Errors*: ``InputError`` where it is too large, empty, or no document."""
    return keep(content_of(upload, FILE_BYTES), shown_name(upload.name or "", "document"), user)


def keep(content: bytes, name: str, user: User | None) -> ReceivedFile:
    """The file as kept; the same content a second time gives the first one.  *Errors*: ``InputError``."""
    if not content:
        raise refusal(name, Bilingual("文件是空的", "the file is empty"))
    kind = sniff(content, name)
    sha256 = keep_content(content)
    with transaction.atomic():
        found = ReceivedFile.objects.filter(sha256=sha256).first()
        return found or ReceivedFile.objects.create(
            sha256=sha256, name=name, kind=kind, size=len(content), by=user
        )
