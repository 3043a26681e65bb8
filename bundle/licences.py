"""The licences of packages, read from their own metadata, and which of them the house takes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from email.parser import Parser
from importlib.metadata import distribution
from pathlib import Path

# permissive, or weak copyleft that stays with the package's own files
TAKEN = (
    "0BSD", "AFL", "Apache", "Artistic", "BSD", "BSL-1.0", "HPND", "ISC", "LGPL", "MIT", "MPL", "PSF",
    "Python", "Unlicense", "Zlib", "ZPL",
)  # fmt: skip
REFUSED = re.compile(r"(?<!L)(?<!Lesser )(?:\bA?GPL|GNU (?:Affero )?General Public)", re.IGNORECASE)
_INFO = re.compile(r"[^/]+\.dist-info/")
_TEXT = re.compile(r"(?i)(?:^|/)(?:licen[cs]e|copying)[^/]*$")
_PHRASES = {"Permission is hereby granted, free of charge": "MIT", "Apache License": "Apache-2.0"}
_LONG = {
    "GNU Lesser General Public License": "LGPL",
    "Mozilla Public License": "MPL",
    "Apache Software License": "Apache-2.0",
    "Historical Permission Notice": "HPND",
    "The Unlicense": "Unlicense",
    "Zope Public License": "ZPL",
}


@dataclass(frozen=True, slots=True)
class Package:
    """A package's metadata and the texts of its licence files."""

    metadata: Message
    texts: tuple[str, ...] = ()


def of_wheel(wheel: Path) -> Package:
    """The package in a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        inside = {name: name.split("/", 1)[1] for name in archive.namelist() if _INFO.match(name)}
        files = {short: archive.read(name).decode("utf-8", "replace") for name, short in inside.items()}
    return Package(Parser().parsestr(files["METADATA"]), _licence_texts(files))


def installed(name: str) -> Package:
    """The package in this environment.  *Errors*: ``PackageNotFoundError``."""
    found = distribution(name)
    inside = [path for path in found.files or () if _INFO.match(path.as_posix())]
    files = {path.as_posix().split("/", 1)[1]: path for path in inside}
    texts = {short: path.read_text() for short, path in files.items() if _TEXT.search(short)}
    return Package(Parser().parsestr(found.read_text("METADATA") or ""), _licence_texts(texts))


def _licence_texts(files: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(text for name, text in sorted(files.items()) if _TEXT.search(name))


def licence(package: Package) -> str:
    """What it says of itself: an SPDX expression, its classifiers, its licence field, or its licence file."""
    metadata = package.metadata
    said = metadata.get("License-Expression")
    if said:
        return str(said)
    classifiers = metadata.get_all("Classifier") or []
    found = [line.rsplit(" :: ", 1)[1] for line in classifiers if line.startswith("License ::")]
    named = [_short(name) for name in found if name != "OSI Approved"]
    field = _short(str(metadata.get("License") or "").strip().split("\n")[0])
    known = [name for text in package.texts for phrase, name in _PHRASES.items() if phrase in text]
    return "; ".join(named) or field or "; ".join(dict.fromkeys(known))


def _short(name: str) -> str:
    return next((short for long, short in _LONG.items() if name.startswith(long)), name)


def is_taken(said: str) -> bool:
    """Whether the house ships a package under this licence: one of the alternatives must do."""
    choices = re.split(r"\s+OR\s+|;", said) if said else []
    return any(_good(choice) for choice in choices)


def _good(choice: str) -> bool:
    return not REFUSED.search(choice) and any(
        re.search(rf"\b{re.escape(name)}", choice, re.IGNORECASE) for name in TAKEN
    )


def page(wheels: Path) -> str:
    """The list that lies in the bundle.  *Errors*: ``ValueError`` for a licence that is not taken."""
    lines = [
        "# 随附软件包的许可 Licences of the bundled packages",
        "",
        "| package | version | licence |",
        "|---|---|---|",
    ]
    refused = []
    for wheel in sorted(wheels.glob("*.whl")):
        package = of_wheel(wheel)
        metadata, said = package.metadata, licence(package)
        refused += [] if is_taken(said) else [f"{metadata['Name']}: {said or 'says none'}"]
        lines.append(f"| {metadata['Name']} | {metadata['Version']} | {said} |")
    if refused:
        raise ValueError(f"licences that the house does not take: {', '.join(refused)}")
    lines += ["", "前端文件（Tabler、Tabler Icons：MIT；ECharts：Apache-2.0）的许可在安装包内。"]
    lines += [
        "Those of the front-end files (Tabler, Tabler Icons: MIT; ECharts: Apache-2.0) are in the wheel."
    ]
    return "\n".join(lines) + "\n"
