"""``python docs/make_reference.py``: writes docs/reference/*.md from the code; ``--check`` only compares."""

from __future__ import annotations

import sys
from pathlib import Path

from reference_pages import checks, command, pack, settings

FOLDER = Path(__file__).resolve().parent / "reference"
PAGES = {"command": command.page, "pack": pack.page, "checks": checks.page, "settings": settings.page}


def stale() -> list[str]:
    """The pages that differ from what the code says now."""
    return [
        name
        for name, page in PAGES.items()
        if not (FOLDER / f"{name}.md").is_file()
        or (FOLDER / f"{name}.md").read_text(encoding="utf-8") != page()
    ]


def write() -> list[str]:
    """The names of the pages that were written anew."""
    changed = stale()
    for name in changed:
        (FOLDER / f"{name}.md").write_text(PAGES[name](), encoding="utf-8")
    return changed


def main(arguments: list[str]) -> int:
    """Write, or with ``--check`` only compare; 1 when a page was stale."""
    names = stale() if "--check" in arguments else write()
    sys.stdout.write("".join(f"{name}\n" for name in names))
    return int(bool(names) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
