"""A file taken into the lake: read, judged, and landed only when nothing in it is wrong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from rongshu.facts.calendar_words import Span
from rongshu.facts.intake import read_intake
from rongshu.facts.lake import Lake, Load
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity


@dataclass(frozen=True, slots=True)
class Origin:
    """Who sends a file, from where, and when its figures were released."""

    source: str
    released: date
    by: str
    period: Span | None = None


def load_file(lake: Lake, file: Path, origin: Origin) -> tuple[Load, tuple[Diagnostic, ...]]:
    """The load that landed, and what is worth knowing about it.

    *Errors*: ``InputError`` with every problem when one of them is an error: then nothing landed.
    """
    intake = read_intake(file, origin.period)
    if any(problem.severity is Severity.ERROR for problem in intake.problems):
        raise InputError(intake.problems)
    digest = file_digest(file)
    load = Load(
        *(digest[:12], file.name, digest, origin.source, origin.released, origin.by, 0),
        loaded_at=datetime.now().astimezone().isoformat(timespec="seconds"),
    )
    return lake.append(intake.readings, load), tuple(intake.problems)


def file_digest(file: Path) -> str:
    """The sha256 of a file, read in pieces."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
