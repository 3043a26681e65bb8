"""A file somebody sends, on its way into the workspace: how it is bounded, named and kept."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

MEBIBYTE = 1024 * 1024
NAME_BYTES = 200
_ENDING = 10


def content_of(upload: UploadedFile, most: int) -> bytes:
    """The bytes that somebody sent.  *Errors*: ``InputError`` for more than ``most``, by its size alone."""
    said = upload.size or 0
    content = b"" if said > most else upload.read(most + 1)
    if max(said, len(content)) > most:
        limit = most // MEBIBYTE
        message = Bilingual(f"文件超过 {limit} MB", f"the file is larger than {limit} MB")
        found = f"{max(said, len(content)) / MEBIBYTE:.1f} MB"
        raise refusal(shown_name(upload.name or ""), message, found, f"≤ {limit} MB")
    return content


def shown_name(name: str, otherwise: str = "file") -> str:
    """The last part of a name, without control characters and not hidden: shown, never opened or run."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(letter for letter in last if letter.isprintable()).lstrip(".")
    if len(clean.encode()) > NAME_BYTES:
        stem, dot, ending = clean.rpartition(".")
        ending = (dot + ending)[: _ENDING + 1] if dot else ""
        clean = (stem or clean).encode()[: NAME_BYTES - len(ending.encode())].decode(
            "utf-8", "ignore"
        ) + ending
    return clean or otherwise


def keep(content: bytes) -> str:
    """The sha256 under which the content now lies in the workspace, readable by its owner only."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = stored_path(sha256)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as handle:
            handle.write(content)
        partial.replace(path)
    return sha256


def stored_path(sha256: str) -> Path:
    """Where a file with this content lies in the workspace."""
    return settings.WORKSPACE.files / sha256[:2] / sha256


def refusal(name: str, message: Bilingual, found: str = "", expected: str = "") -> InputError:
    """The refusal of a file, to be raised."""
    place = (Place(file=name),)
    return InputError(
        [Diagnostic("received-file", Severity.ERROR, message, place, found=found, expected=expected)]
    )
