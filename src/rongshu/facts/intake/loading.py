"""A file taken into the lake: read, judged, and landed only when nothing in it is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rongshu.facts.intake.intake import read_intake
from rongshu.facts.intake.piece import Unfit, is_large
from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.layout.header import ColumnMeaning
from rongshu.facts.layout.mapping import Meant, recalled, remember
from rongshu.facts.words.calendar_words import Span
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

if TYPE_CHECKING:
    from rongshu.facts.intake.bulk import Bulk, Progress
    from rongshu.pack.declared.tables import TableDeclaration


@dataclass(frozen=True, slots=True)
class Origin:
    """Who sends a file, from where, and when its figures were released.

    ``wishes`` say what columns mean (see ``mapping``); with them, or ``confirmed``, it is remembered for the
    source's next file with the same header.
    """

    source: str
    released: date
    by: str
    period: Span | None = None
    wishes: Mapping[str, Meant] = field(default_factory=dict)
    confirmed: bool = False


def load_file(
    lake: Lake, file: Path, origin: Origin, progress: Progress | None = None
) -> tuple[Load, tuple[Diagnostic, ...]]:
    """The load that landed, and what is worth knowing about it.

    *Errors*: ``InputError`` with every problem when one of them is an error: then nothing landed.
    """
    load = _load(file, origin)
    bulk, landed = _in_bulk(lake, file, origin, load, progress)
    if bulk is not None:
        _remember(lake, origin, bulk.columns)
        return landed, tuple(bulk.problems)
    intake = read_intake(file, origin.period, recalled(lake.folder, origin.source, origin.wishes))
    _refuse_errors(intake.problems)
    landed = lake.append(intake.readings, load)
    _remember(lake, origin, intake.columns)
    return landed, tuple(intake.problems)


def load_table(
    lake: Lake,
    file: Path,
    declaration: TableDeclaration,
    origin: Origin,
    progress: Progress | None = None,
) -> tuple[Load, tuple[Diagnostic, ...]]:
    """The load that landed in a declared table, and what is worth knowing about it.

    *Errors*: ``InputError`` with every problem when one of them is an error: then nothing landed.
    """
    if declaration.form == "ledger":
        return load_file(lake, file, origin, progress)
    if declaration.id == "meter":
        from rongshu.facts.intake.meter_intake import load_readings  # few cities have any

        return load_readings(lake, file, _load(file, origin))
    if declaration.form == "files":
        message = Bilingual("这张表由文件组成，不能入库", "this table is made of files and takes no loads")
        raise InputError([Diagnostic("load.table", Severity.ERROR, message, (Place(item=declaration.id),))])
    from rongshu.facts.intake.typed_intake import read_typed  # brings the pack's schema with it

    table, problems = read_typed(file, declaration, origin.released)
    _refuse_errors(problems)
    landed = lake.append_figures(
        table, _load(file, origin), len(table), declaration.id, grain=declaration.grain
    )
    return landed, tuple(problems)


def _in_bulk(
    lake: Lake, file: Path, origin: Origin, load: Load, progress: Progress | None
) -> tuple[Bulk | None, Load]:
    """What a large file gave, landed; nothing where it is small or has to be read cell by cell."""
    if not file.is_file() or not is_large(file):
        return None, load
    from rongshu.facts.intake.bulk import bulk_intake  # a month's workbook does without it

    known = recalled(lake.folder, origin.source, origin.wishes)
    with lake.landing(load) as landing:
        try:
            bulk = bulk_intake(file, landing.write, origin.period, known, progress)
        except Unfit:
            return None, load
        if bulk is not None:
            _refuse_errors(bulk.problems)
            load = lake.landed(landing, load)
    return bulk, load


def _refuse_errors(problems: Sequence[Diagnostic]) -> None:
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise InputError(problems)


def _remember(lake: Lake, origin: Origin, columns: Sequence[tuple[str, ColumnMeaning]]) -> None:
    if origin.confirmed or origin.wishes:
        remember(lake.folder, origin.source, columns, origin.by, date.today().isoformat())


def _load(file: Path, origin: Origin) -> Load:
    digest = file_digest(file)
    return Load(
        *(digest[:12], file.name, digest, origin.source, origin.released, origin.by, 0),
        loaded_at=datetime.now().astimezone().isoformat(timespec="seconds"),
    )


def file_digest(file: Path) -> str:
    """The sha256 of a file, read in pieces."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
