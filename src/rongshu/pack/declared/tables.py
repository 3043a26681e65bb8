"""The tables of facts that a pack declares: ``tables/*.yaml``, one a file, with grain, units and meaning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from pydantic import model_validator
from yaml import Node

from rongshu.pack.amount import Model
from rongshu.pack.schema import Name
from rongshu.pack.written.parse import line_at, parse_yaml, text_of
from rongshu.pack.written.refusal import refusal
from rongshu.pack.written.validate import validated
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError

NOTHING = Name(zh="")


class ColumnDeclaration(Model):
    """A column: what it holds, in which unit, what it means, and under which titles files send it.

    ``signed`` numbers may be negative; ``required`` cells must not be empty.
    """

    name: str
    kind: Literal["number", "whole", "text", "date", "flag", "month"]
    unit: str = ""
    label: Name
    meaning: Name = NOTHING
    titles: tuple[str, ...] = ()
    signed: bool = False
    required: bool = False


class TableDeclaration(Model):
    """A table.  ``form`` says how it is kept: figures in the ledger, rows of its own, snapshots, or files.

    A snapshot's rows are valid from a day on (``valid_from``, the day of release where it is empty) until
    ``valid_to`` or the next row of the same grain.  ``grain`` names what makes a row unique.
    """

    id: str
    name: Name
    meaning: Name
    form: Literal["ledger", "rows", "snapshot", "files"]
    grain: tuple[str, ...]
    columns: tuple[ColumnDeclaration, ...]
    source: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> TableDeclaration:
        names = [column.name for column in self.columns]
        if len(set(names)) < len(names):
            raise ValueError("a column stands twice")
        missing = sorted(set(self.grain) - set(names) - {"at"})
        if missing or not self.grain:
            raise ValueError(f"grain names no column: {', '.join(missing) or '-'}")
        if self.form == "snapshot" and not {"valid_from", "valid_to"} <= set(names):
            raise ValueError("a snapshot needs valid_from and valid_to")
        return self


def _placed(node: Node, place: Sequence[int | str]) -> tuple[int, str]:
    return line_at(node, place[1:]), ""


def load_tables(directory: Path) -> tuple[TableDeclaration, ...]:
    """The declared tables of a pack, by file name.

    *Errors*: ``InputError`` with file and line of everything that is wrong, ids that stand twice included.
    """
    found: list[TableDeclaration] = []
    wrong: list[Diagnostic] = []
    for path in sorted((directory / "tables").glob("*.yaml")):
        file = f"tables/{path.name}"
        parsed = parse_yaml(file, text_of(path, file))
        wrong += parsed.diagnostics
        if parsed.node is None:
            continue
        tables, refused = validated(TableDeclaration, [parsed.value], file, partial(_placed, parsed.node))
        found += tables
        wrong += refused
    names = [table.id for table in found]
    for name in sorted({name for name in names if names.count(name) > 1}):
        message = Bilingual(f"数据表 {name} 重复", f"the table {name} stands twice")
        wrong.append(refusal("duplicate-id", "tables", 0, message))
    if wrong:
        raise InputError(wrong)
    return tuple(found)
