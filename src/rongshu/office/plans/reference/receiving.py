"""A reference table that somebody sends: bounded, read whole, kept beside the pack until it is confirmed."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile

from rongshu.findings.region.reference_tables import Brought, Said, store
from rongshu.office.files.keeping import MEBIBYTE, content_of, refusal, shown_name
from rongshu.office.loads.sniff import sniff_statistics
from rongshu.office.people.models import User
from rongshu.office.plans.models import Plan, ReferenceTable
from rongshu.office.plans.reference.kinds import WORDS, Read, TableKind
from rongshu.office.plans.reference.versions import discard
from rongshu.office.plans.shelf import pack_folder
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

LARGEST = 8 * MEBIBYTE
ENDINGS = ("csv", "xlsx", "xls", "html")
UNSAID = "matrix.unsaid"


@dataclass(frozen=True, slots=True)
class Sent:
    """A file and what its sender says of it."""

    upload: UploadedFile
    said: Said


def receive(plan: Plan, kind: TableKind, sent: Sent, user: User) -> ReferenceTable:
    """The table, waiting to be confirmed; an earlier one that waits is put away.

    *Errors*: ``InputError`` with everything that is wrong with the file, and with what nobody says of it.
    """
    content = content_of(sent.upload, LARGEST)
    name = shown_name(sent.upload.name or "", "table")
    ending = sniff_statistics(content, name)
    if ending not in ENDINGS:
        raise refusal(name, Bilingual("不是表格文件", "this is no table"), ending, ", ".join(ENDINGS))
    read = _read(content, name, kind, sent.said)
    for waiting in ReferenceTable.objects.filter(
        plan=plan, kind=kind.key, state=ReferenceTable.State.PREVIEW
    ):
        discard(waiting, user)
    return ReferenceTable.objects.create(
        plan=plan,
        kind=kind.key,
        file_name=name,
        stored=store(pack_folder(plan), kind.key, content, ending),
        rows=read.size[0],
        columns=read.size[1],
        unit=read.said.unit[:60],
        period=read.said.period[:60],
        source=read.said.source[:300],
        area=read.said.area[:120],
        by=user,
    )


def _read(content: bytes, name: str, kind: TableKind, said: Said) -> Read:
    """Read under the name it was sent with, so that faults name the file as its sender knows it."""
    with tempfile.TemporaryDirectory(prefix="rongshu-table-") as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        read = kind.read(Brought(path, said, "", True))
    missing = [each for each in kind.needs if not getattr(read.said, each)]
    if missing:
        raise InputError([_unsaid(each, name) for each in missing])
    return read


def _unsaid(what: str, name: str) -> Diagnostic:
    word = WORDS[what]
    message = Bilingual(f"没有写明{word.zh}", f"the {word.en.lower()} is not said")
    remedy = Bilingual("写在表里，或填在下面", "write it into the table, or fill it in below")
    return Diagnostic(UNSAID, Severity.ERROR, message, (Place(file=name),), remedy=remedy)
