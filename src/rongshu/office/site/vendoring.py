"""``python -m rongshu.office.site.vendoring``: copies what pages use of the front-end packages into a wheel.

A built wheel carries the copy, so that an intranet machine needs no Node and no registry.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

from rongshu.office.site.catalog import OFFICE, compile_catalogs
from rongshu.office.site.vendor import ICONS, SERVED, VENDORED, vendor_file

_QUOTED = re.compile(r"""["']([a-z0-9]+(?:-[a-z0-9]+)*)["']""")
_LICENCES = ("@tabler/core/LICENSE", "@tabler/icons/LICENSE", "echarts/LICENSE", "echarts/NOTICE")


def named_icons() -> set[str]:
    """Every quoted word of the templates and modules that an icon is called by."""
    sources = [path for kind in ("*.html", "*.py") for path in OFFICE.rglob(kind)]
    words = {word for path in sources for word in _QUOTED.findall(path.read_text(encoding="utf-8"))}
    return {word for word in words if vendor_file(f"{ICONS}/outline/{word}.svg")}


def wanted_files() -> list[str]:
    """The files to copy, as paths inside the packages.  *Errors*: ``FileNotFoundError``."""
    drawn = [
        f"{ICONS}/{style}/{name}.svg" for name in sorted(named_icons()) for style in ("outline", "filled")
    ]
    present = [inner for inner in (*drawn, *_LICENCES) if vendor_file(inner)]
    missing = [inner for inner in SERVED.values() if vendor_file(inner) is None]
    if missing:
        raise FileNotFoundError(f"run npm ci first: {', '.join(missing)}")
    return [*SERVED.values(), *present]


def copy_vendor(target: Path = VENDORED) -> int:
    """How many files now lie in ``target``, which is made anew."""
    files = [(inner, vendor_file(inner)) for inner in wanted_files()]
    partial = target.with_name(f"{target.name}.part")
    shutil.rmtree(partial, ignore_errors=True)
    for inner, source in files:
        if source is not None:
            path = partial / inner
            path.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, path)
    shutil.rmtree(target, ignore_errors=True)
    partial.rename(target)
    return len(files)


if __name__ == "__main__":
    compile_catalogs()
    sys.stdout.write(f"{copy_vendor()} files\n")
