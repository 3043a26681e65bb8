"""The words and ruled tables of each page of a PDF, as plain data.

Runs as a process of its own (``python -m rongshu.document.pdf.pages < file > json``), so that a
hostile or enormous file can be ended from outside whatever the parser is doing with it.
"""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pdfplumber

from rongshu.document.guard import limits

try:
    import resource
except ImportError:  # pragma: no cover - not on every system
    resource = None  # type: ignore[assignment]

_EDGE = 2.5  # points within which two ruling lines are one


def read_pages(content: bytes) -> dict[str, Any]:
    """``{"pages": [...]}``, or ``{"error": kind, "detail": text}`` where the file cannot be read."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as pdf:
            if len(pdf.pages) > limits.PDF_PAGES:
                return {"error": "pages", "detail": str(len(pdf.pages))}
            pages = []
            for page in pdf.pages:
                pages.append(_page(page))
                page.close()
            return {"pages": pages}
    except Exception as error:  # any failure of the parser is a damaged file
        return {"error": _kind(error), "detail": f"{type(error).__name__}: {error}"[:200]}


def _kind(error: BaseException) -> str:
    causes = f"{error!r} {error.__cause__!r} {error.__context__!r} {error.args!r}"
    return "encrypted" if "Password" in causes or "Encryption" in causes else "damaged"


def _page(page: Any) -> dict[str, Any]:
    """Words as ``[x0, x1, top, bottom, size, font, text]``; tables as boxes of cells."""
    clean = page.dedupe_chars(tolerance=1)
    words = clean.extract_words(
        x_tolerance=1.5, y_tolerance=2, keep_blank_chars=False, extra_attrs=["fontname", "size"]
    )
    return {
        "width": float(page.width),
        "height": float(page.height),
        "words": [
            [
                round(float(word["x0"]), 1),
                round(float(word["x1"]), 1),
                round(float(word["top"]), 1),
                round(float(word["bottom"]), 1),
                round(float(word["size"]), 1),
                word["fontname"],
                word["text"],
            ]
            for word in words
        ],
        "tables": [[list(map(float, cell)) for cell in table.cells] for table in _tables(page)],
        "pictures": len(page.images),
    }


def _tables(page: Any) -> list[Any]:
    """Tables that ruling lines enclose; a single box around text is a frame with one cell."""
    if len(page.lines) + len(page.rects) + len(page.curves) < 2:
        return []
    settings = {"snap_tolerance": _EDGE, "join_tolerance": _EDGE, "intersection_tolerance": _EDGE}
    return list(page.find_tables(settings))


def main() -> None:  # pragma: no cover - runs in its own process
    """Read a PDF from the standard input, write its pages to the standard output."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.PDF_MEMORY_BYTES, limits.PDF_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (limits.PDF_SECONDS, limits.PDF_SECONDS + 5))
    json.dump(read_pages(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":  # pragma: no cover
    main()
