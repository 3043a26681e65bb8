"""A reference table for a command: the file that was named, or the one in force for the pack that was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

if TYPE_CHECKING:
    from rongshu.facts.matrices.matrix import About


def table_named(given: Path, kind: str, about: About) -> tuple[Path, About]:
    """The table's file and what is said of it beside it; ``given`` is a file, or a pack's folder.

    *Errors*: ``InputError`` for a folder with no such table.
    """
    from rongshu.findings.region.reference_tables import reference_table

    if not given.is_dir():
        return given, about
    brought = reference_table(given, kind)
    if brought is None:
        message = Bilingual(f"没有参照表 {kind}", f"no reference table {kind}")
        remedy = Bilingual(
            "在网页“参照表”上传，或放进规划包的 reference/", "upload it, or put it into the pack's reference/"
        )
        place = Place(file=given.name)
        raise InputError([Diagnostic("reference", Severity.ERROR, message, (place,), remedy=remedy)])
    return brought.path, about.filled(brought.said.about)
