"""The tables that a user brings beside the plan: ``reference/`` of the pack, read once while they stay."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rongshu.facts.matrices.input_output_table import read_input_output
from rongshu.facts.matrices.region_industry import RegionIndustry, read_region_industry
from rongshu.findings.complexity import Complexity, complexity_of
from rongshu.findings.input_output import Interindustry, analyse
from rongshu.findings.location import OutputReference, read_output_reference
from rongshu.findings.relatedness import Step, next_steps, presence
from rongshu.terms.diagnostic import InputError

log = logging.getLogger(__name__)
FOLDER = "reference"
REGIONS, FLOWS, OUTPUTS = "region-industry", "input-output", "node-output"
ENDINGS = (".csv", ".xlsx", ".xls")


def reference_file(folder: Path, name: str) -> Path | None:
    """The file of this name in any of the forms that are read; ``None`` where there is none."""
    found = (folder / FOLDER / f"{name}{ending}" for ending in ENDINGS)
    return next((path for path in found if path.is_file()), None)


def moment(path: Path) -> int:
    """What changes when the file does."""
    return path.stat().st_mtime_ns


def regions_of(folder: Path) -> tuple[RegionIndustry, Complexity] | None:
    """The table of regions and industries with its complexity.  *Errors*: ``InputError`` with its faults."""
    path = reference_file(folder, REGIONS)
    return None if path is None else _regions(path, moment(path))


def steps_of(folder: Path, region: str) -> tuple[Step, ...]:
    """Every industry as a region of the table sees it."""
    path = reference_file(folder, REGIONS)
    return () if path is None else _steps(path, moment(path), region)


def flows_of(folder: Path) -> Interindustry | None:
    """The input–output table, analysed.  *Errors*: ``InputError`` with its faults."""
    path = reference_file(folder, FLOWS)
    return None if path is None else _flows(path, moment(path))


@dataclass(frozen=True, slots=True)
class Outputs:
    """The reference outputs; ``faulty``: the file is there and cannot be read, so it decides nothing."""

    reference: OutputReference | None = None
    moment: int = 0
    faulty: bool = False


NOTHING = Outputs()


def outputs_of(folder: Path) -> Outputs:
    """What nodes are held against.  A faulty file must not close the chains' pages: it counts as none."""
    path = reference_file(folder, OUTPUTS)
    return NOTHING if path is None else _outputs(path, moment(path))


@lru_cache(maxsize=8)
def _outputs(path: Path, moment_: int) -> Outputs:
    try:
        return Outputs(read_output_reference(path), moment_)
    except InputError as refused:
        log.warning("%s: %s", path.name, refused)
        return Outputs(None, moment_, faulty=True)


@lru_cache(maxsize=8)
def _regions(path: Path, _moment: int) -> tuple[RegionIndustry, Complexity]:
    table = read_region_industry(path)
    return table, complexity_of(presence(table.values))


@lru_cache(maxsize=64)
def _steps(path: Path, moment_: int, region: str) -> tuple[Step, ...]:
    table, found = _regions(path, moment_)
    return next_steps(table.values, table.regions.index(region), found.industries)


@lru_cache(maxsize=8)
def _flows(path: Path, _moment: int) -> Interindustry:
    return analyse(read_input_output(path))
