"""A delivered file read by the engine: what a load of it would bring, and the load itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from rongshu.facts.intake.intake import Intake, read_intake
from rongshu.facts.intake.loading import Origin, load_file
from rongshu.facts.intake.preview import answer
from rongshu.facts.lake.lake import Lake, Load
from rongshu.facts.layout.mapping import Mappings, Meant, recalled
from rongshu.facts.words.calendar_words import Span, find_span
from rongshu.office.loads.flow import bounded
from rongshu.office.loads.models import Delivery
from rongshu.office.loads.receiving import under_its_name


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Who says that a file is right, and on which day."""

    by: str
    on: date


def span_of(delivery: Delivery) -> Span | None:
    """The month that the sender gave for a file which names none."""
    return find_span(delivery.period) if delivery.period else None


def wishes_of(delivery: Delivery) -> dict[str, Meant]:
    """What somebody said about columns of this file, by title."""
    return {title: Meant(**meant) for title, meant in delivery.mapping.items()}


def mappings_of(delivery: Delivery, lake: Lake) -> Mappings:
    """What was confirmed for this sender before, with what was said about this file."""
    return recalled(lake.folder, delivery.source, wishes_of(delivery))


def understood(delivery: Delivery, lake: Lake) -> tuple[Intake, dict[str, object]]:
    """The reading and what is kept of it for the page.  *Errors*: ``InputError`` when it cannot be read."""
    with under_its_name(delivery) as path:
        intake = read_intake(path, span_of(delivery), mappings_of(delivery, lake))
        return intake, bounded(answer(path, intake))


def landed(delivery: Delivery, lake: Lake, confirmed: Confirmed) -> Load:
    """The load that landed; how its columns were understood is remembered for the sender.

    *Errors*: ``InputError`` with every problem when one is an error; then nothing landed.
    """
    day = delivery.released or confirmed.on
    origin = Origin(
        delivery.source, day, confirmed.by, span_of(delivery), wishes_of(delivery), confirmed=True
    )
    with under_its_name(delivery) as path:
        load, _remarks = load_file(lake, path, origin)
    return load


def annotated(delivery: Delivery, lake: Lake) -> bytes:
    """The sender's own workbook with every problem at its cell.  *Errors*: ``InputError``."""
    # a copy with notes is asked for seldom, and its library is large
    from rongshu.facts.workbook.annotate import annotated_copy

    with under_its_name(delivery) as path, TemporaryDirectory(prefix="rongshu-copy-") as aside:
        intake = read_intake(path, span_of(delivery), mappings_of(delivery, lake))
        # in a folder of its own: beside the file it could bear its name and be written over it
        return annotated_copy(path, intake.problems, Path(aside) / "copy.xlsx").read_bytes()
