"""The chain maps of the packs that a pack uses: the library that cities take their maps from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from rongshu.pack.amount import Model
from rongshu.pack.schema import About, Chain, Crosslink
from rongshu.pack.written.files import CHAINS, CROSSLINKS, chain_files, used_folders
from rongshu.pack.written.parse import line_at, parse_yaml, text_of
from rongshu.pack.written.validate import validated
from rongshu.terms.diagnostic import InputError

LIBRARY_PACK = "cn-standards"
_CROSSLINKS = f"{CROSSLINKS}.yaml"


@dataclass(frozen=True, slots=True)
class Shared:
    """Id → map of the library, and what flows between its maps."""

    chains: Mapping[str, Chain] = field(default_factory=dict)
    crosslinks: tuple[Crosslink, ...] = ()


def shared_maps(about: About, directory: Path | None = None, beside: Sequence[Path] = ()) -> Shared:
    """The maps that the pack in ``directory`` may name; of two with one id the nearer one.

    A shared map is whole: it takes nothing from another.
    *Errors*: ``InputError`` with what is wrong in the shared pack.
    """
    chains: dict[str, Chain] = {}
    crosslinks: dict[Crosslink, None] = {}
    for used in about.uses:
        for folder in used_folders(used, directory, beside):
            held = _kept(folder, _stamp(folder))
            chains = {**held.chains, **chains}
            crosslinks |= dict.fromkeys(held.crosslinks)
    return Shared(chains, tuple(crosslinks))


def _files(folder: Path) -> Iterable[Path]:
    return [path for path in (*chain_files(folder), folder / _CROSSLINKS) if path.is_file()]


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    facts = ((path.name, path.stat()) for path in _files(folder))
    return tuple((name, about.st_mtime_ns, about.st_size) for name, about in facts)


@lru_cache(maxsize=32)
def _kept(folder: Path, _stamped: tuple[tuple[str, int, int], ...]) -> Shared:
    chains = [_read(folder, f"{CHAINS}/{path.name}", Chain) for path in chain_files(folder)]
    crosslinks = _read(folder, _CROSSLINKS, Crosslink) if (folder / _CROSSLINKS).is_file() else ()
    return Shared({chain.id: chain for (chain,) in chains}, crosslinks)


def _read(folder: Path, name: str, model: type[Model]) -> tuple[Any, ...]:
    shown = f"{folder.name}/{name}"
    parsed = parse_yaml(shown, text_of(folder / name, shown))
    one = model is Chain
    values = [parsed.value] if one else (parsed.value or [])

    def locate(path: Sequence[int | str]) -> tuple[int, str]:
        return line_at(parsed.node, path[1:] if one else path), ""

    items, wrong = validated(model, values, shown, locate)
    if parsed.diagnostics or wrong:
        raise InputError([*parsed.diagnostics, *wrong])
    return items
