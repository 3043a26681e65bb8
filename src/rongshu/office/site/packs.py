"""The packs of a workspace moved to today's schema."""

from __future__ import annotations

from pathlib import Path

from rongshu.pack.renewal.upgrade import upgrade
from rongshu.pack.written.files import ABOUT
from rongshu.terms.diagnostic import InputError


def upgrade_packs(folder: Path) -> list[str]:
    """A line for each pack that was moved or could not be; one that cannot is left as it is."""
    lines = []
    for pack in sorted(path.parent for path in (folder / "plans").glob(f"*/{ABOUT}")):
        try:
            passed = upgrade(pack)
        except InputError as refused:
            lines.append(f"! {pack.name}: {refused}")
        else:
            lines.extend(f"{pack.name}: schema_version {version - 1} → {version}" for version in passed)
    return lines
