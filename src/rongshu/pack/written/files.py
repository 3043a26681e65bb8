"""Where everything in a pack lies: the layout of the folder, its limits, and the packs it may use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import rongshu
from rongshu.pack import schema
from rongshu.pack.amount import Model

ABOUT = "pack.yaml"
CHAINS = "chains"
CROSSLINKS = "crosslinks"
MENTIONS = "enterprise_mentions.csv"
FILE_LIMIT = 16 * 1024 * 1024
CHAIN_LIMIT = 2000
# what lies beside the plan's own items: read by other packages, part of the fingerprint
FOLDERS = ("geo", "metrics", "rules", "tables", "lists", "cases", "reference")


@dataclass(frozen=True, slots=True)
class Part:
    """One field of the pack, the file it is written in, and the model of an entry."""

    field: str
    file: str
    model: type[Model]
    form: Literal["list", "tree", "table", "folder"] = "list"


PARTS: tuple[Part, ...] = (
    Part("outline", "outline.yaml", schema.Section),
    Part("boxes", "boxes.yaml", schema.Framed),
    Part("indicators", "indicators.yaml", schema.Indicator),
    Part("statements", "targets.yaml", schema.Statement),
    Part("claims", "claims.yaml", schema.Claim),
    Part("industries", "industries.yaml", schema.Industry, "tree"),
    Part("enterprises", "enterprises.csv", schema.Enterprise, "table"),
    Part("projects", "projects.csv", schema.Project, "table"),
    Part("parks", "parks.yaml", schema.Park),
    Part("clusters", "clusters.yaml", schema.Cluster),
    Part("chains", CHAINS, schema.Chain, "folder"),
    Part(CROSSLINKS, f"{CROSSLINKS}.yaml", schema.Crosslink),
    Part("sequences", "sequences.yaml", schema.Sequence),
    Part("capacities", "capacities.yaml", schema.Capacity),
    Part("tasks", "tasks.yaml", schema.Task, "tree"),
    Part("mechanisms", "mechanisms.yaml", schema.Mechanism),
    Part("remarks", "remarks.yaml", schema.Remark),
    Part("actuals", "actuals.csv", schema.Actual, "table"),
)
# typed in or loaded, never compiled: there is nothing to merge them with
DECLARED = (CROSSLINKS, "actuals")
NAMES = frozenset({ABOUT, MENTIONS} | {part.file for part in PARTS if part.form != "folder"})


def chain_file(identifier: str) -> str:
    """The file of a chain; what no file system takes in a name is percent-encoded."""
    name = quote(identifier, safe="".join(c for c in identifier if c.isalnum() or c in "-_"))
    return f"{CHAINS}/{name.replace('.', '%2E')}.yaml"


def chain_files(directory: Path) -> list[Path]:
    """The chain files in name order."""
    return sorted((directory / CHAINS).glob("*.yaml"))


def geo_files(directory: Path) -> tuple[Path, ...]:
    """The borders and positions that lie in the pack, in name order."""
    return tuple(sorted((directory / "geo").glob("*.geojson")))


def other_files(directory: Path) -> list[Path]:
    """The files of the declared folders (``FOLDERS``), in path order."""
    found: Iterable[Path] = (path for name in FOLDERS for path in (directory / name).rglob("*"))
    return sorted(path for path in found if path.is_file() and not path.name.startswith("."))


def shelves(directory: Path | None = None, more: Sequence[Path] = ()) -> list[Path]:
    """Folders where a used pack may lie: beside the pack, those given, and what is installed."""
    package = Path(rongshu.__file__).resolve().parent
    installed = [package / "_packs", package.parent.parent / "packs"]
    beside = [directory.resolve().parent] if directory is not None else []
    return [*beside, *more, *installed]


def find_used(identifier: str, directory: Path | None = None, more: Sequence[Path] = ()) -> Path | None:
    """The folder of the pack that ``uses:`` names; ``None`` when it lies nowhere."""
    return next(iter(used_folders(identifier, directory, more)), None)


def used_folders(
    identifier: str, directory: Path | None = None, more: Sequence[Path] = ()
) -> tuple[Path, ...]:
    """Every folder that holds the pack of this name, the nearest first: an old copy may lack what is new."""
    if not identifier or "/" in identifier or "\\" in identifier or identifier.startswith("."):
        return ()
    found = (shelf / identifier for shelf in shelves(directory, more))
    return tuple(dict.fromkeys(folder for folder in found if (folder / ABOUT).is_file()))
