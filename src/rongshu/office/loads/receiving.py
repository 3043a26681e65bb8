"""A statistics file somebody sends: bounded, looked at, kept by its sha256 and never run."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from rongshu.office.loads.models import Delivery
from rongshu.office.loads.sniff import LARGEST, MEBIBYTE, refusal, sniff_statistics
from rongshu.office.people.models import User
from rongshu.terms.bilingual import Bilingual


def receive(upload: UploadedFile, user: User, period: str = "") -> Delivery:
    """The file as kept, not yet read.  *Errors*: ``InputError``: too large, or no statistics file."""
    name = shown_name(upload.name or "")
    if (upload.size or 0) > LARGEST:
        raise _too_large(name, upload.size or 0)
    content = upload.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise _too_large(name, len(content))
    return keep(content, name, user, period)


def keep(content: bytes, name: str, user: User, period: str = "") -> Delivery:
    """The file under ``files/`` and its entry.  *Errors*: ``InputError``."""
    kind = sniff_statistics(content, name)
    sha256 = hashlib.sha256(content).hexdigest()
    path = stored_path(sha256)
    if not path.exists():
        _write(path, content)
    return Delivery.objects.create(
        sha256=sha256,
        name=name,
        kind=kind,
        size=len(content),
        owner=user.organisation,
        by=user,
        period=period,
    )


def stored_path(sha256: str) -> Path:
    """Where a file with this content lies in the workspace."""
    return settings.WORKSPACE.files / sha256[:2] / sha256


@contextmanager
def under_its_name(delivery: Delivery) -> Iterator[Path]:
    """The stored file under the name it was sent with: sheets and periods are told by it.

    *Errors*: ``InputError`` where the file has gone from the workspace.
    """
    stored = stored_path(delivery.sha256)
    if not stored.is_file():
        raise refusal(delivery.name, Bilingual("文件已不在工作区", "the file is no longer in the workspace"))
    with tempfile.TemporaryDirectory(prefix="rongshu-load-") as folder:
        named = Path(folder) / shown_name(delivery.name)
        named.symlink_to(stored.resolve())
        yield named


def shown_name(name: str) -> str:
    """The last part of a name, without control characters and not hidden: shown, never run."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(letter for letter in last if letter.isprintable()).lstrip(".")
    stem, dot, ending = clean.rpartition(".")
    if len(clean.encode()) > 200:
        clean = stem.encode()[:180].decode("utf-8", "ignore") + dot + ending[:10]
    return clean or "statistics"


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.{os.getpid()}.part")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as handle:
        handle.write(content)
    partial.replace(path)


def _too_large(name: str, size: int) -> Exception:
    most = LARGEST // MEBIBYTE
    message = Bilingual(f"文件超过 {most} MB", f"the file is larger than {most} MB")
    return refusal(name, message, found=f"{size / MEBIBYTE:.1f} MB", expected=f"≤ {most} MB")
