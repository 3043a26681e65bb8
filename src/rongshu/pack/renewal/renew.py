"""A pack on disk renewed: what the compiler says now, with people's edits kept.

In the folder, the files on top are the pack everybody reads; ``compiled/`` is what the compiler last
said, in the same format; ``curation.yaml`` is what people decided; ``conflicts.yaml`` is where the two
disagree today.  Edits made directly in the files on top are found and moved into ``curation.yaml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rongshu.pack.folder.load import load_pack
from rongshu.pack.folder.order import ordered
from rongshu.pack.folder.write import write_pack
from rongshu.pack.maps.shared import shared_maps
from rongshu.pack.renewal.beside import undeclared, with_declared
from rongshu.pack.renewal.chosen import with_chosen_maps
from rongshu.pack.renewal.curation import (
    CHAINS_KIND,
    CURATION,
    Edit,
    appended_text,
    fold,
    read_curation,
    refused_edits,
)
from rongshu.pack.renewal.mend import mended, with_own_ids
from rongshu.pack.renewal.merge import Conflict, absorbed, apply_curation, kept
from rongshu.pack.schema import Pack
from rongshu.pack.written.emit import yaml_text
from rongshu.pack.written.exchange import alone, rewriting
from rongshu.pack.written.files import ABOUT, CHAINS, NAMES
from rongshu.pack.written.refusal import refusal
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import InputError

COMPILED = "compiled"
CONFLICTS = "conflicts.yaml"


@dataclass(frozen=True, slots=True)
class Draft:
    """The pack as written, where people and compiler disagree, and the hand edits that were found."""

    pack: Pack
    conflicts: tuple[Conflict, ...] = ()
    absorbed: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Before:
    """What lay in the folder."""

    compiled: Pack
    current: Pack
    edits: tuple[Edit, ...]
    written: str


def renew_pack(compiled: Pack, directory: Path, *, now: str = "") -> Draft:
    """Put what was ``compiled`` into the pack in ``directory``, made or renewed; again changes nothing.

    ``now`` is the time written beside hand edits found on the way (the clock's where it is empty).
    *Errors*: ``InputError`` when the folder holds something else or its files cannot be read; then
    nothing has changed.
    """
    _refuse_strangers(directory)
    with alone(directory):
        # a document nobody has seen may bring the compiler to say something that does not hold together
        return _rebuild(directory, mended(ordered(with_own_ids(compiled)), {})[0], (), now)


def save_edits(edits: Sequence[Edit], directory: Path, *, now: str = "") -> Draft:
    """Add people's decisions to the pack in ``directory`` without compiling anew.

    *Errors*: ``InputError`` when an entry names an unknown kind or field or a value does not fit.
    """
    wrong = refused_edits(edits)
    if wrong:
        raise InputError(wrong)
    with alone(directory):
        return _rebuild(directory, None, edits, now)


def _rebuild(directory: Path, compiled: Pack | None, more: Sequence[Edit], now: str) -> Draft:
    before = _before(directory, compiled)
    after = compiled or before.compiled
    now = now or datetime.now().astimezone().isoformat(timespec="seconds")
    merged, _ = apply_curation(before.compiled, before.edits)
    found = absorbed(before.compiled, before.edits, undeclared(before.current, merged), now)
    edits = (*before.edits, *found, *more)
    edits += kept(before.compiled, after, edits)
    pack, conflicts = apply_curation(after, edits)
    standings = fold(edits)
    pack, lost = with_declared(pack, before.current, merged, standings)
    shared = shared_maps(pack.about, directory)
    pack = with_chosen_maps(pack, before.current, standings, shared)
    pack = ordered(mended(pack, {})[0])
    conflicts += tuple(Conflict(CHAINS_KIND, chain.id, chain.name.zh, "gone") for chain in lost)
    unchanged = (directory / ABOUT).is_file() and pack == before.current
    with rewriting(directory, lambda inside: _carried(inside, unchanged)) as folder:
        if not unchanged:
            write_pack(pack, folder)
        write_pack(after, folder / COMPILED)
        written = appended_text(before.written, before.edits, edits[len(before.edits) :])
        for name, text in ((CURATION, written), (CONFLICTS, _conflicts_text(conflicts))):
            if text:
                (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return Draft(pack, conflicts, found)


def _before(directory: Path, compiled: Pack | None) -> _Before:
    """What the folder holds; a new folder holds what the compiler says."""
    if not (directory / ABOUT).is_file():
        if compiled is None:
            load_pack(directory)  # says what is missing
            raise AssertionError("a folder without pack.yaml does not load")
        return _Before(compiled, compiled, (), "")
    current = load_pack(directory)
    beside = [directory.resolve().parent]
    last = (
        load_pack(directory / COMPILED, beside=beside) if (directory / COMPILED / ABOUT).is_file() else None
    )
    curation = directory / CURATION
    return _Before(
        last or compiled or current,
        current,
        read_curation(directory),
        curation.read_text(encoding="utf-8-sig") if curation.is_file() else "",
    )


def _carried(inside: Path, unchanged: bool) -> bool:
    """Whether a file of the old folder stays: everything that is not written here."""
    if (
        inside.parts[0] == COMPILED
        or inside.name.endswith(".writing")
        or str(inside) in (CURATION, CONFLICTS)
    ):
        return False
    ours = str(inside) in NAMES or inside.parts[0] == CHAINS
    return unchanged or not ours


def _conflicts_text(conflicts: Sequence[Conflict]) -> str:
    return yaml_text([conflict.as_json() for conflict in conflicts]) if conflicts else ""


def _refuse_strangers(directory: Path) -> None:
    """A folder that holds other things is not overwritten."""
    if directory.is_dir() and not (directory / ABOUT).is_file() and any(directory.iterdir()):
        raise InputError(
            [
                refusal(
                    "not-a-pack",
                    str(directory),
                    0,
                    Bilingual(
                        "目录里有别的东西，没有 pack.yaml", "the folder holds other things and no pack.yaml"
                    ),
                    expected=ABOUT,
                    remedy=Bilingual("换一个空目录", "choose an empty folder"),
                )
            ]
        )
    if directory.exists() and not directory.is_dir():
        message = Bilingual("这是一个文件，不是目录", "this is a file, not a folder")
        raise InputError([refusal("not-a-pack", str(directory), 0, message)])
