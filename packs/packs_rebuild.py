"""Rebuild the shipped plan packs, or compare them: pack = compile(document) + curation + what is declared.

The document itself is not shipped.  It is found by the sha256 in ``pack.yaml``, in ``../shared/seeds`` beside
the project or as ``--doc FILE``.  Where it is absent nothing is rebuilt, and the command says so.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from rongshu.compiler.draft import write_draft
from rongshu.document.blocks import Document
from rongshu.document.read import read_document
from rongshu.pack.folder.load import load_pack
from rongshu.pack.schema import SourceDocument
from rongshu.pack.written.files import ABOUT

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent.parent / "shared" / "seeds"
DIFFERENT, ABSENT = 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every pack is as document and curation make it, 1 where one differs, 2 where it cannot."""
    parser = argparse.ArgumentParser(prog="./run packs", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare, byte by byte")
    parser.add_argument("--doc", type=Path, action="append", default=[], help="the official document")
    parser.add_argument("packs", nargs="*", type=Path, help="pack folders (default: all plan packs here)")
    chosen = parser.parse_args(arguments)
    offered = [*chosen.doc, *sorted(SEEDS.glob("*.txt"))]
    statuses = [handle(folder, offered, check=chosen.check) for folder in chosen.packs or plan_packs()]
    return max(statuses, default=0)


def plan_packs() -> list[Path]:
    """The packs of this folder that were compiled from a document."""
    folders = (path.parent for path in sorted(HERE.glob(f"*/{ABOUT}")))
    return [folder for folder in folders if load_pack(folder).about.source]


def handle(folder: Path, offered: Iterable[Path], *, check: bool) -> int:
    """Rebuild or compare one pack and say what happened."""
    source = load_pack(folder).about.source
    document = find_document(source, offered) if source else None
    if document is None:
        wanted = source.sha256 if source else "-"
        print(f"{folder.name}: not {'compared' if check else 'rebuilt'}: the document is not here")
        print(f"  sha256 {wanted}; give it with --doc FILE or lay it in {SEEDS}")
        return 0 if check else ABSENT
    if not check:
        draft = write_draft(document, folder)
        print(
            f"{folder.name}: rebuilt, {len(draft.absorbed)} hand edits kept, {len(draft.conflicts)} conflicts"
        )
        return 0
    wrong = differing(folder, document)
    for name in wrong:
        print(f"{folder.name}/{name} differs from what the document and the curation make")
    print(f"{folder.name}: {'differs' if wrong else 'same, byte by byte'}")
    return DIFFERENT if wrong else 0


def find_document(source: SourceDocument, offered: Iterable[Path]) -> Document | None:
    """The document with the recorded sha256 among ``offered``, under the recorded name."""
    for path in offered:
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == source.sha256:
            document = read_document(path)
            return dataclasses.replace(
                document, source=dataclasses.replace(document.source, name=source.name)
            )
    return None


def differing(folder: Path, document: Document) -> list[str]:
    """Names of the files that a rebuild in another place makes otherwise."""
    with tempfile.TemporaryDirectory() as place:
        again = Path(place) / folder.name
        shutil.copytree(folder, again)
        write_draft(document, again)
        before, after = contents(folder), contents(again)
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def contents(folder: Path) -> dict[str, bytes]:
    """Path inside the folder → bytes of every file."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


if __name__ == "__main__":
    sys.exit(main())
