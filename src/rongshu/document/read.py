"""An official file in, a document out: the one entrance to this package."""

from __future__ import annotations

import hashlib
from pathlib import Path

from rongshu.document.blocks import Document, Source
from rongshu.document.read_txt import read_txt
from rongshu.document.structure import structure


def read_document(path: Path) -> Document:
    """The blocks, passages and title of the file at ``path``."""
    content = path.read_bytes()
    source = Source(path.name, hashlib.sha256(content).hexdigest(), "txt", len(content))
    return structure(read_txt(content.decode("utf-8-sig")), source)
