"""Old packs brought to the schema of today: a chain of small functions, one per version."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rongshu.pack.emit import yaml_text
from rongshu.pack.files import ABOUT
from rongshu.pack.parse import parse_yaml
from rongshu.pack.refusal import refusal
from rongshu.pack.schema import SCHEMA_VERSION
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError

# file name → plain content of every YAML file at the top of the pack
Documents = dict[str, Any]


def _from_0(documents: Documents) -> Documents:
    """Version 0 wrote the title as bare text and the numeric statements in ``statements.yaml``."""
    changed = dict(documents)
    about = dict(changed[ABOUT])
    if isinstance(about.get("title"), str):
        about["title"] = {"zh": about["title"]}
    changed[ABOUT] = about
    if "statements.yaml" in changed:
        changed["targets.yaml"] = changed.pop("statements.yaml")
    return changed


STEPS: Mapping[int, Callable[[Documents], Documents]] = {0: _from_0}


def upgraded(documents: Documents) -> tuple[Documents, tuple[int, ...]]:
    """The documents in today's schema, and the versions passed through (empty when nothing was to do).

    *Errors*: ``InputError`` for a version that is newer than this software or no number.
    """
    version, passed = _version(documents[ABOUT]), []
    while version < SCHEMA_VERSION:
        documents = STEPS[version](documents)
        version += 1
        passed.append(version)
    documents[ABOUT] = {"schema_version": SCHEMA_VERSION} | {
        key: value for key, value in documents[ABOUT].items() if key != "schema_version"
    }
    return documents, tuple(passed)


def upgrade(directory: Path) -> tuple[int, ...]:
    """Bring the pack in ``directory`` to today's schema, in place; the versions passed through.

    *Errors*: ``InputError``; then nothing was written.
    """
    before = _read(directory)
    after, passed = upgraded(dict(before))
    if passed:
        for name in before.keys() - after.keys():
            (directory / name).unlink()
        for name, content in after.items():
            if before.get(name) != content:
                (directory / name).write_text(yaml_text(content), encoding="utf-8", newline="\n")
    return passed


def _read(directory: Path) -> Documents:
    documents: Documents = {}
    found: list[Diagnostic] = []
    for path in sorted(directory.glob("*.yaml")):
        parsed = parse_yaml(path.name, path.read_text(encoding="utf-8-sig"))
        found += parsed.diagnostics
        documents[path.name] = parsed.value
    if not isinstance(documents.get(ABOUT), dict):
        message = Bilingual("这里没有规划包：找不到 pack.yaml", "no pack here: there is no pack.yaml")
        found.append(refusal("no-pack", ABOUT, 0, message, found=str(directory), expected=ABOUT))
    if found:
        raise InputError(found)
    return documents


def _version(about: Mapping[str, Any]) -> int:
    written = str(about.get("schema_version", "0"))
    if written.isdigit() and int(written) <= SCHEMA_VERSION:
        return int(written)
    message = Bilingual(
        f"规划包的格式版本是 {written}，本软件只到 {SCHEMA_VERSION}",
        f"the pack has schema version {written}; this software knows versions up to {SCHEMA_VERSION}",
    )
    remedy = Bilingual("请升级榕树软件", "upgrade Rongshu")
    expected = f"≤ {SCHEMA_VERSION}"
    raise InputError([refusal("version", ABOUT, 1, message, found=written, expected=expected, remedy=remedy)])
