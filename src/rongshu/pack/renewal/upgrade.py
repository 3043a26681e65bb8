"""Old packs brought to the schema of today: a chain of small functions, one per version.

What the compiler last said (``compiled/``) and what people decided (``curation.yaml``) speak of the same
fields as the pack itself, so every step changes them too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from rongshu.pack.renewal.curation import ABOUT_KIND, CURATION
from rongshu.pack.renewal.renew import COMPILED
from rongshu.pack.schema import SCHEMA_VERSION
from rongshu.pack.written.emit import yaml_text
from rongshu.pack.written.files import ABOUT
from rongshu.pack.written.parse import parse_yaml
from rongshu.pack.written.refusal import refusal
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError

# file name → plain content of every YAML file at the top of the pack
Documents = dict[str, Any]
Fields = dict[str, Any]


def _from_0(documents: Documents) -> Documents:
    """Version 0 wrote the title as bare text and the numeric statements in ``statements.yaml``."""
    changed = dict(documents)
    changed[ABOUT] = _titled(changed[ABOUT])
    changed |= _decisions(documents, ABOUT_KIND, _titled)
    if "statements.yaml" in changed:
        changed["targets.yaml"] = changed.pop("statements.yaml")
    return changed


def _titled(about: Mapping[str, Any]) -> Fields:
    """The plan's description with its title as a name."""
    title = about.get("title")
    return {**about, "title": {"zh": title}} if isinstance(title, str) else dict(about)


def _decisions(documents: Documents, kind: str, change: Callable[[Mapping[str, Any]], Fields]) -> Documents:
    """The curation, where there is one, with the fields that its entries set or saw changed likewise."""
    entries = documents.get(CURATION)
    if not isinstance(entries, list):
        return {}
    return {CURATION: [_decision(entry, kind, change) for entry in entries]}


def _decision(entry: Any, kind: str, change: Callable[[Mapping[str, Any]], Fields]) -> Any:
    if not isinstance(entry, dict) or entry.get("kind") != kind:
        return entry
    said = {side: change(entry[side]) for side in ("set", "was") if isinstance(entry.get(side), dict)}
    return {**entry, **said}


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
    folders = [directory, *([directory / COMPILED] if (directory / COMPILED / ABOUT).is_file() else [])]
    before = [_read(folder) for folder in folders]
    after = [upgraded(dict(documents)) for documents in before]
    for folder, old, (new, passed) in zip(folders, before, after, strict=True):
        if passed:
            _write(folder, old, new)
    return max((passed for _, passed in after), key=len)


def _write(folder: Path, before: Documents, after: Documents) -> None:
    for name in before.keys() - after.keys():
        (folder / name).unlink()
    for name, content in after.items():
        if before.get(name) != content:
            (folder / name).write_text(yaml_text(content), encoding="utf-8", newline="\n")


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
