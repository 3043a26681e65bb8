"""Where the locked front-end packages lie: ``node_modules`` in a checkout, beside the code in a wheel."""

from __future__ import annotations

import os
from pathlib import Path

SITE = Path(__file__).resolve().parent
VENDORED = SITE / "vendored"

# Served name → file in the package.  Only these are exposed.
SERVED = {
    "vendor/tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
    "vendor/tabler/tabler.min.js": "@tabler/core/dist/js/tabler.min.js",
    "vendor/echarts/echarts.min.js": "echarts/dist/echarts.min.js",
}
ICONS = "@tabler/icons/icons"


def vendor_folders() -> list[Path]:
    """Folders searched, first wins: ``RONGSHU_NODE_MODULES``, the checkout's own, the copy in a wheel."""
    named = os.environ.get("RONGSHU_NODE_MODULES")
    folders = [Path(named)] if named else []
    folders.extend(parent / "node_modules" for parent in SITE.parents if (parent / "package.json").is_file())
    folders.append(VENDORED)
    return [folder for folder in folders if folder.is_dir()]


def vendor_file(inner: str) -> Path | None:
    """The file of a package, ``None`` where the packages are not installed (run ``npm ci``)."""
    for folder in vendor_folders():
        path = folder / inner
        if path.is_file():
            return path
    return None
