"""How a sender's columns were understood once, confirmed by somebody, and remembered for the next file.

A mapping belongs to a sender and to a header (its fingerprint: the titles in their order).  It lives in
``lake/mappings.json``, one entry a header, readable and editable by hand.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rongshu.facts.layout.header import ColumnMeaning, Header
from rongshu.facts.words.vocabulary import ATTRIBUTES, MEASURES
from rongshu.facts.workbook.grid import Grid, address
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity
from rongshu.terms.unit import Unit

FILE = "mappings.json"
SKIP = "skip"
ASPECT_NAMES = ("", "month", "ytd", "last_year", "ytd_last_year")
_UNITS = {word.name: word.unit for word in MEASURES}
_NAMES = {word.name for word in ATTRIBUTES}
_WISH = re.compile(r"(?P<title>.+)=(?P<name>\w+)(?:@(?P<aspect>\w+))?(?::(?P<unit>.*))?")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a column was confirmed to mean: a measure with unit and aspect, an attribute, or ``skip``."""

    name: str
    unit: str = ""
    aspect: str = ""

    def as_json(self) -> dict[str, str]:
        """A plain dictionary without what is empty."""
        return {key: text for key in ("name", "unit", "aspect") if (text := getattr(self, key))}


@dataclass(frozen=True, slots=True)
class Mappings:
    """What goes before the words of a header: remembered for a sender, and ``wishes`` for this file."""

    remembered: Mapping[str, Mapping[str, Meant]] = field(default_factory=dict)
    wishes: Mapping[str, Meant] = field(default_factory=dict)


def read_wishes(texts: Iterable[str]) -> dict[str, Meant]:
    """``COLUMN=measure:unit``, ``COLUMN=measure@ytd:unit``, ``COLUMN=firm`` or ``COLUMN=skip`` by title.

    *Errors*: ``InputError`` with every wish that names no measure or attribute, or a unit that does not fit.
    """
    found: dict[str, Meant] = {}
    wrong: list[Diagnostic] = []
    for text in texts:
        match = _WISH.fullmatch(text.strip())
        if match is None or _misfit(match["name"], match["unit"] or "", match["aspect"] or ""):
            wrong.append(_not_a_wish(text))
            continue
        found[match["title"].strip()] = Meant(match["name"], match["unit"] or "", match["aspect"] or "")
    if wrong:
        raise InputError(wrong)
    return found


def _misfit(name: str, unit: str, aspect: str) -> bool:
    if name == SKIP or name in _NAMES:
        return bool(unit or aspect)
    fits = name in _UNITS and (not unit or Unit.parse(unit).comparable_with(Unit.parse(_UNITS[name])))
    return not fits or aspect not in ASPECT_NAMES


def _not_a_wish(text: str) -> Diagnostic:
    names = ", ".join([*_UNITS, *sorted(_NAMES), SKIP])
    return Diagnostic(
        "load.mapping",
        Severity.ERROR,
        Bilingual("列的指定不成立", "this says nothing about a column"),
        (Place(item=text),),
        found=text,
        expected=f"列名=output:万元 ({names})",
        remedy=Bilingual(
            "写成 列名=指标:单位、列名=属性 或 列名=skip",
            "write COLUMN=measure:unit, COLUMN=attribute or COLUMN=skip",
        ),
    )


# --- applied ---------------------------------------------------------------------------------------


def fingerprint(columns: Sequence[ColumnMeaning]) -> str:
    """A header's fingerprint: its titles in their order."""
    titles = "\n".join("/".join(column.path) for column in columns).rstrip()
    return hashlib.sha256(titles.encode()).hexdigest()[:16]


def mapped(
    header: Header, grid: Grid, file: str, known: Mappings | None
) -> tuple[Header, tuple[Diagnostic, ...]]:
    """The header with what was confirmed in place of what its words say, and the remark that it was so."""
    if known is None:
        return header, ()
    meant = {**known.remembered.get(fingerprint(header.columns), {}), **known.wishes}
    columns = tuple(_meant(column, meant) for column in header.columns)
    changed = [new for new, old in zip(columns, header.columns, strict=True) if new != old]
    if not changed:
        return header, ()
    places = tuple(Place(file=file, sheet=grid.name, cell=address(header.last, c.column)) for c in changed)
    shown = ", ".join(f"{'/'.join(c.path)} = {c.name or SKIP}" for c in changed)
    message = Bilingual("按已确认的对应读入", "read as it was confirmed")
    remark = Diagnostic("load.mapping", Severity.NOTE, message, places, found=shown)
    return replace(header, columns=columns), (remark,)


def _meant(column: ColumnMeaning, meant: Mapping[str, Meant]) -> ColumnMeaning:
    wish = meant.get("/".join(column.path)) or (meant.get(column.path[-1]) if column.path else None)
    if wish is None:
        return column
    if wish.name == SKIP:
        return replace(column, role="skipped", name="", aspect="", unit="")
    if wish.name in _NAMES:
        return replace(column, role="attribute", name=wish.name, aspect="", unit="")
    aspect = wish.aspect or ("" if column.aspect == "growth" else column.aspect)
    return replace(column, role="measure", name=wish.name, aspect=aspect, unit=wish.unit or column.unit)


# --- remembered ------------------------------------------------------------------------------------


def recalled(folder: Path, sender: str, wishes: Mapping[str, Meant] | None = None) -> Mappings:
    """What was confirmed for a sender's files, with the wishes for this one."""
    kept = _read(folder).get(sender, {})
    remembered = {
        header: {title: Meant(**meant) for title, meant in entry["columns"].items()}
        for header, entry in kept.items()
    }
    return Mappings(remembered, wishes or {})


def remember(
    folder: Path, sender: str, columns: Sequence[tuple[str, ColumnMeaning]], by: str, day: str
) -> int:
    """Keep how the columns of a file were understood, by sheet; gives how many headers were kept."""
    kept = _read(folder)
    sheets: dict[str, list[ColumnMeaning]] = {}
    for sheet, column in columns:
        sheets.setdefault(sheet, []).append(column)
    for found in sheets.values():
        entry = {"/".join(c.path): _said(c).as_json() for c in found if _tells(c)}
        kept.setdefault(sender, {})[_whole(found)] = {"by": by, "on": day, "columns": entry}
    _write(folder, kept)
    return len(sheets)


def _whole(columns: Sequence[ColumnMeaning]) -> str:
    """The fingerprint with the empty columns between, which are not listed."""
    width = max(column.column for column in columns) + 1
    by_place = {column.column: column for column in columns}
    return fingerprint([by_place.get(n, ColumnMeaning(n, (), "empty")) for n in range(width)])


def _tells(column: ColumnMeaning) -> bool:
    """Growth is never loaded; a column that leaves its name to the row or the title goes on doing so."""
    return column.role != "growth" and not (column.role == "measure" and not column.name)


def _said(column: ColumnMeaning) -> Meant:
    if column.role == "measure":
        return Meant(column.name, column.unit, column.aspect)
    return Meant(column.name) if column.role == "attribute" else Meant(SKIP)


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    file = folder / FILE
    found: dict[str, dict[str, Any]] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return found


def _write(folder: Path, kept: Mapping[str, Any]) -> None:
    """In one step, so that nobody reads half of it."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        json.dump(kept, opened, ensure_ascii=False, indent=1, sort_keys=True)
    Path(name).replace(folder / FILE)
