"""One number for the whole content of a pack."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rongshu.pack.folder.load import load_pack
from rongshu.pack.folder.write import render
from rongshu.pack.schema import Pack
from rongshu.pack.written.files import other_files


def fingerprint(pack: Pack | Path) -> str:
    """SHA-256 over the canonical files: spacing, comments and the order of keys do not matter.

    Of a folder it also covers what lies in geo, metrics, rules, lists, cases and reference, byte for byte;
    without such files a folder and the pack loaded from it have the same fingerprint.
    """
    content = {
        name: text.encode()
        for name, text in render(pack if isinstance(pack, Pack) else load_pack(pack)).items()
    }
    if isinstance(pack, Path):
        content.update({path.relative_to(pack).as_posix(): path.read_bytes() for path in other_files(pack)})
    total = hashlib.sha256()
    for name in sorted(content):
        total.update(f"{name}\0{len(content[name])}\0".encode())
        total.update(content[name])
    return total.hexdigest()
