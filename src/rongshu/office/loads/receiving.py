"""A statistics file somebody sends: bounded, looked at, kept by what it contains, read under its name."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from rongshu.office.files.keeping import content_of, refusal, shown_name, stored_path
from rongshu.office.files.keeping import keep as keep_content
from rongshu.office.loads.models import Delivery
from rongshu.office.loads.sniff import LARGEST, sniff_statistics
from rongshu.office.people.models import User
from rongshu.terms.bilingual import Bilingual


def receive(upload: UploadedFile, user: User, period: str = "") -> Delivery:
    """The file as kept, not yet read.  *Errors*: ``InputError``: too large, or no statistics file."""
    return keep(content_of(upload, LARGEST), shown_name(upload.name or "", "statistics"), user, period)


def keep(content: bytes, name: str, user: User, period: str = "") -> Delivery:
    """The file under ``files/`` and its entry.  *Errors*: ``InputError``."""
    kind = sniff_statistics(content, name)
    return Delivery.objects.create(
        sha256=keep_content(content),
        name=name,
        kind=kind,
        size=len(content),
        owner=user.organisation,
        by=user,
        period=period,
    )


@contextmanager
def under_its_name(delivery: Delivery) -> Iterator[Path]:
    """The stored file under the name it was sent with: sheets and periods are told by it.

    *Errors*: ``InputError`` where the file has gone from the workspace.
    """
    stored = stored_path(delivery.sha256)
    if not stored.is_file():
        raise refusal(delivery.name, Bilingual("文件已不在工作区", "the file is no longer in the workspace"))
    with tempfile.TemporaryDirectory(prefix="rongshu-load-") as folder:
        named = Path(folder) / shown_name(delivery.name, "statistics")
        named.symlink_to(stored.resolve())
        yield named
