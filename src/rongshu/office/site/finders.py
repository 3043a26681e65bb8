"""Static files of the locked front-end packages, only the few that pages use."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Warning
from django.core.files.storage import FileSystemStorage

from rongshu.office.site.vendor import SERVED, vendor_file


class VendorFinder(BaseFinder):
    """Serves the names in ``SERVED`` and nothing else of ``node_modules``."""

    def check(self, **_options: object) -> list[CheckMessage]:
        """A warning where a package is missing."""
        missing = [inner for inner in SERVED.values() if vendor_file(inner) is None]
        if not missing:
            return []
        return [Warning(f"front-end files missing: {', '.join(missing)}", hint="npm ci", id="office.W001")]

    def find(self, path: str, find_all: bool = False, **_ignored: object) -> str | list[str]:
        """The file behind a served name."""
        inner = SERVED.get(path)
        found = vendor_file(inner) if inner else None
        if found is None:
            return []
        return [str(found)] if find_all else str(found)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        """Every served file with a storage that opens it by its served name."""
        del ignore_patterns
        for name, inner in SERVED.items():
            found = vendor_file(inner)
            if found is not None:
                yield name, _OneFile(found)


class _OneFile(FileSystemStorage):
    """A storage that holds a single file whatever name it is asked for."""

    prefix = ""

    def __init__(self, path: Path) -> None:
        super().__init__(location=str(path.parent))
        self._path = path

    def path(self, name: str) -> str:
        del name
        return str(self._path)
