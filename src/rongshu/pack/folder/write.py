"""A pack as files: canonical, so that the same content is always the same bytes."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rongshu.pack.folder.order import ordered
from rongshu.pack.folder.tree import nested
from rongshu.pack.maps.library import MAP, changes_of, crosslink_ends, inherited_crosslinks
from rongshu.pack.maps.shared import Shared, shared_maps
from rongshu.pack.schema import Chain, Pack
from rongshu.pack.written.cells import mentions_text, table_text
from rongshu.pack.written.emit import yaml_text
from rongshu.pack.written.files import ABOUT, CHAINS, MENTIONS, NAMES, PARTS, Part, chain_file
from rongshu.pack.written.plain import PROVENANCE, plain


def write_pack(pack: Pack, directory: Path, beside: Sequence[Path] = ()) -> None:
    """Write the files of ``pack``; files of the layout that it no longer needs are removed.

    Of a map taken from the library the file says what differs.  Comments in earlier files are not kept.
    Folders beside the plan (geo, metrics, …) are left alone.
    """
    files = render(pack, shared_maps(pack.about, directory, beside))
    directory.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        _replace(directory / name, text)
    for path in (*(directory / name for name in NAMES), *(directory / CHAINS).glob("*.yaml")):
        if path.is_file() and path.relative_to(directory).as_posix() not in files:
            path.unlink()


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    waiting = path.with_name(path.name + ".writing")
    waiting.write_text(text, encoding="utf-8", newline="\n")
    os.replace(waiting, path)


def render(pack: Pack, shared: Shared | None = None) -> dict[str, str]:
    """File name → text of every file the pack needs (empty parts have no file).

    Without the ``shared`` maps all of every map is written out.
    """
    shared = shared or Shared()
    pack = ordered(pack)
    files = {ABOUT: yaml_text(plain(pack.about))}
    for chain in pack.chains:
        files[chain_file(chain.id)] = yaml_text(_chain(chain, shared))
    inherited = inherited_crosslinks(pack.chains, shared.crosslinks)
    said = {crosslink_ends(link): link for link in inherited}
    own = tuple(link for link in pack.crosslinks if said.get(crosslink_ends(link)) != link)
    for part in PARTS:
        files.update(_part_files(part, own if part.field == "crosslinks" else getattr(pack, part.field)))
    if any(firm.mentions for firm in pack.enterprises):
        files[MENTIONS] = mentions_text(pack.enterprises)
    return files


def _chain(chain: Chain, shared: Shared) -> dict[str, Any]:
    values = plain(chain)
    if not chain.library:
        return values
    last = {name: values.pop(name) for name in PROVENANCE if name in values}
    values = {name: value for name, value in values.items() if name not in MAP}
    return {**values, **changes_of(chain, shared.chains.get(chain.library)), **last}


def _part_files(part: Part, items: tuple[Any, ...]) -> dict[str, str]:
    if part.form == "folder" or not items:
        return {}
    if part.form == "table":
        return {part.file: table_text(part.model, items)}
    values = [plain(item) for item in items]
    return {part.file: yaml_text(nested(values) if part.form == "tree" else values)}
