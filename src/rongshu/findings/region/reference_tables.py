"""The tables that a user brings beside a plan, as they are in force for its pack.

A workspace keeps what was sent to it in ``reference/<pack>/``: each table under a name of its own content
and, beside them, one small file a kind that names the one in force and says what its sender said of it.
Writing that file is the only switch.  Where it names none, the pack's own ``reference/`` counts.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from rongshu.facts.matrices.input_output_table import InputOutput, read_input_output
from rongshu.facts.matrices.matrix import About
from rongshu.facts.matrices.region_industry import RegionIndustry, read_region_industry
from rongshu.findings.region.location import OutputReference, read_output_reference

FOLDER = "reference"
OUTPUTS, REGIONS, FLOWS = "node-output", "region-industry", "input-output"
ENDINGS = ("csv", "xlsx", "xls", "html")


@dataclass(frozen=True, slots=True)
class Said:
    """What the sender says of a table where the table itself does not."""

    unit: str = ""
    period: str = ""
    source: str = ""
    area: str = ""

    @property
    def about(self) -> About:
        """The same for the readers of matrices."""
        return About(self.unit, self.period, self.source)


@dataclass(frozen=True, slots=True)
class Brought:
    """A table in force; ``sent``: it came to the workspace, else it lies in the pack.

    ``stamp`` changes whenever another table or another saying is in force.
    """

    path: Path
    said: Said
    stamp: str
    sent: bool


def reference_table(pack: Path, kind: str) -> Brought | None:
    """The table of this kind that counts for the pack; ``None`` where none was brought."""
    sent = _sent(pack, kind)
    if sent is not None:
        return sent
    own = (pack / FOLDER / f"{kind}.{ending}" for ending in ENDINGS)
    path = next((path for path in own if path.is_file()), None)
    return None if path is None else Brought(path, Said(), f"{path.name}:{path.stat().st_mtime_ns}", False)


def read_outputs(brought: Brought) -> OutputReference:
    """The reference outputs.  *Errors*: ``InputError`` with everything that is wrong."""
    found = read_output_reference(brought.path)
    said, own = brought.said, brought.path.stem  # what a file of one sheet without a name is called by
    return replace(
        found,
        rows=tuple(replace(row, sheet="") if row.sheet == own else row for row in found.rows),
        area=found.area or said.area,
        period=found.period or said.period,
        source=found.source or said.source,
    )


def read_regions(brought: Brought) -> RegionIndustry:
    """The table of regions and industries.  *Errors*: ``InputError`` with everything that is wrong."""
    return read_region_industry(brought.path, about=brought.said.about)


def read_flows(brought: Brought) -> InputOutput:
    """The input–output table.  *Errors*: ``InputError`` with everything that is wrong."""
    return read_input_output(brought.path, brought.said.about)


def store(pack: Path, kind: str, content: bytes, ending: str) -> str:
    """The name under which the content now lies beside the pack; nothing is in force by it."""
    name = f"{kind}-{hashlib.sha256(content).hexdigest()[:16]}.{ending}"
    path = sent_folder(pack) / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)
    return name


def put_in_force(pack: Path, kind: str, name: str, said: Said) -> None:
    """From here on the stored file of this name counts, at once and whole."""
    about = {"file": name, "unit": said.unit, "period": said.period, "source": said.source, "area": said.area}
    text = json.dumps(about, ensure_ascii=False, indent=1) + "\n"
    _write(_switch(pack, kind), text.encode())


def take_out(pack: Path, kind: str) -> None:
    """No sent table of this kind counts any more; the pack's own does, where it has one."""
    _switch(pack, kind).unlink(missing_ok=True)


def in_force(pack: Path, kind: str) -> str:
    """The name of the sent file that counts; empty for none."""
    return str(_told(pack, kind).get("file", ""))


def sent_folder(pack: Path) -> Path:
    """Where the tables sent for a pack of a workspace lie."""
    whole = pack.resolve()
    return whole.parent.parent / FOLDER / whole.name


def _sent(pack: Path, kind: str) -> Brought | None:
    told = _told(pack, kind)
    path = sent_folder(pack) / Path(str(told.get("file", ""))).name
    if not told.get("file") or not path.is_file():
        return None
    said = Said(*(str(told.get(name, "")) for name in ("unit", "period", "source", "area")))
    return Brought(path, said, f"{path.name}:{_switch(pack, kind).stat().st_mtime_ns}", True)


def _told(pack: Path, kind: str) -> Mapping[str, object]:
    """What the switch says; nothing where there is none."""
    switch = _switch(pack, kind)
    if not switch.is_file():
        return {}
    try:
        told = json.loads(switch.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _switch(pack: Path, kind: str) -> Path:
    return sent_folder(pack) / f"{kind}.json"


def _write(path: Path, content: bytes) -> None:
    """Whole or not at all."""
    partial = path.with_name(f"{path.name}.{secrets.token_hex(4)}.part")
    partial.write_bytes(content)
    partial.replace(path)
