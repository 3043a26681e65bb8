"""A file somebody sends: bounded, looked at, and kept by what it contains, never by what it is called."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from rongshu.document.limits import FILE_BYTES, MEBIBYTE
from rongshu.document.sniff import sniff
from rongshu.office.people.models import User
from rongshu.office.plans.models import ReceivedFile
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity


def receive(upload: UploadedFile, user: User | None) -> ReceivedFile:
    """The file as kept.  *Errors*: ``InputError`` where it is too large, empty, or no document."""
    name = shown_name(upload.name or "")
    if (upload.size or 0) > FILE_BYTES:
        raise _too_large(name, upload.size or 0)
    content = upload.read(FILE_BYTES + 1)
    if len(content) > FILE_BYTES:
        raise _too_large(name, len(content))
    return keep(content, name, user)


def keep(content: bytes, name: str, user: User | None) -> ReceivedFile:
    """The file as kept; the same content a second time gives the first one.  *Errors*: ``InputError``."""
    if not content:
        raise _refused(name, Bilingual("文件是空的", "the file is empty"))
    kind = sniff(content, name)
    sha256 = hashlib.sha256(content).hexdigest()
    path = stored_path(sha256)
    if not path.exists():
        _write(path, content)
    with transaction.atomic():
        found = ReceivedFile.objects.filter(sha256=sha256).first()
        return found or ReceivedFile.objects.create(
            sha256=sha256, name=name, kind=kind, size=len(content), by=user
        )


def stored_path(sha256: str) -> Path:
    """Where a file with this content lies in the workspace."""
    return settings.WORKSPACE.files / sha256[:2] / sha256


def shown_name(name: str) -> str:
    """The last part of a name, without control characters: only ever shown, never opened."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(letter for letter in last if letter.isprintable())[:200] or "document"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)
    partial.replace(path)


def _too_large(name: str, size: int) -> InputError:
    most = FILE_BYTES // MEBIBYTE
    message = Bilingual(f"文件超过 {most} MB", f"the file is larger than {most} MB")
    return _refused(name, message, found=f"{size / MEBIBYTE:.1f} MB", expected=f"≤ {most} MB")


def _refused(name: str, message: Bilingual, found: str = "", expected: str = "") -> InputError:
    place = (Place(file=name),)
    return InputError(
        [Diagnostic("received-file", Severity.ERROR, message, place, found=found, expected=expected)]
    )
