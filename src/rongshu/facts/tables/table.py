"""What a table of facts is: its columns with type, unit and meaning, and its grain."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from rongshu.terms.bilingual import Bilingual


class Kind(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    WHOLE = "whole"
    TEXT = "text"
    DATE = "date"
    FLAG = "flag"
    MONTH = "month"  # months since year 0, so that differences are whole months


@dataclass(frozen=True, slots=True)
class Column:
    """One column.  ``unit`` is empty for names, codes and counts of nothing in particular."""

    name: str
    kind: Kind
    unit: str = ""
    label: Bilingual = field(default_factory=lambda: Bilingual(""))
    meaning: Bilingual = field(default_factory=lambda: Bilingual(""))


@dataclass(frozen=True, slots=True)
class Table:
    """A declared table: ``grain`` names the columns that make a row unique."""

    name: str
    columns: tuple[Column, ...]
    grain: tuple[str, ...] = ()
    label: Bilingual = field(default_factory=lambda: Bilingual(""))
    meaning: Bilingual = field(default_factory=lambda: Bilingual(""))

    def column(self, name: str) -> Column | None:
        """The column of this name, whatever its case."""
        return next((column for column in self.columns if column.name.lower() == name.lower()), None)
