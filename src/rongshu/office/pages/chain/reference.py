"""The reference tables of a plan, read once while the same ones are in force."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rongshu.facts.matrices.region_industry import RegionIndustry
from rongshu.findings.region.complexity import Complexity, complexity_of
from rongshu.findings.region.input_output import Interindustry, analyse
from rongshu.findings.region.location import OutputReference
from rongshu.findings.region.reference_tables import (
    FLOWS,
    OUTPUTS,
    REGIONS,
    Brought,
    read_flows,
    read_outputs,
    read_regions,
    reference_table,
)
from rongshu.findings.region.relatedness import Step, next_steps, presence
from rongshu.terms.diagnostic import InputError

log = logging.getLogger(__name__)


def regions_of(folder: Path) -> tuple[RegionIndustry, Complexity] | None:
    """The table of regions and industries with its complexity.  *Errors*: ``InputError`` with its faults."""
    brought = reference_table(folder, REGIONS)
    return None if brought is None else _regions(brought)


def steps_of(folder: Path, region: str) -> tuple[Step, ...]:
    """Every industry as a region of the table sees it."""
    brought = reference_table(folder, REGIONS)
    return () if brought is None else _steps(brought, region)


def flows_of(folder: Path) -> Interindustry | None:
    """The input–output table, analysed.  *Errors*: ``InputError`` with its faults."""
    brought = reference_table(folder, FLOWS)
    return None if brought is None else _flows(brought)


@dataclass(frozen=True, slots=True)
class Outputs:
    """The reference outputs; ``faulty``: the file is there and cannot be read, so it decides nothing."""

    reference: OutputReference | None = None
    stamp: str = ""
    faulty: bool = False


NOTHING = Outputs()


def outputs_of(folder: Path) -> Outputs:
    """What nodes are held against.  A faulty file must not close the chains' pages: it counts as none."""
    brought = reference_table(folder, OUTPUTS)
    return NOTHING if brought is None else _outputs(brought)


@lru_cache(maxsize=8)
def _outputs(brought: Brought) -> Outputs:
    try:
        return Outputs(read_outputs(brought), brought.stamp)
    except InputError as refused:
        log.warning("%s: %s", brought.path.name, refused)
        return Outputs(None, brought.stamp, faulty=True)


@lru_cache(maxsize=8)
def _regions(brought: Brought) -> tuple[RegionIndustry, Complexity]:
    table = read_regions(brought)
    return table, complexity_of(presence(table.values))


@lru_cache(maxsize=64)
def _steps(brought: Brought, region: str) -> tuple[Step, ...]:
    table, found = _regions(brought)
    return next_steps(table.values, table.regions.index(region), found.industries)


@lru_cache(maxsize=8)
def _flows(brought: Brought) -> Interindustry:
    return analyse(read_flows(brought))
