"""A file of firms read for a command: rows, each with a key of its own, and what is wrong, said at once."""

from __future__ import annotations

import gc
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from rongshu.cli.printing import language, print_diagnostics, print_json, said

if TYPE_CHECKING:
    from rongshu.matching.duplicates import Duplicate, FirmRecord
    from rongshu.matching.placement import FirmText
    from rongshu.terms.diagnostic import Diagnostic

Row = dict[str, str]
SHOWN, LAID_OUT = 100, 1000


def read_rows(file: Path, names: dict[str, str], *, texts: bool) -> list[tuple[Row, list[dict[str, Any]]]]:
    """Each row with its faults; all faults of the file go to standard error in one list.

    ``names`` are the classes of GB/T 4754 by code, empty where the standards are not installed; ``texts``
    says whether products, scope or codes are wanted.
    *Errors*: ``InputError`` where the file cannot be read at all.
    """
    from rongshu.facts.workbook.workbook_size import refuse_oversized
    from rongshu.matching.firm_check import check_firms
    from rongshu.matching.firm_file import read_firm_table

    if file.is_file():
        refuse_oversized(file, file.name)
    table = read_firm_table(file)
    problems = check_firms(file, table, lambda code: not names or code in names)
    told = [each for each in problems if texts or each.places[0].line]
    print_diagnostics(told[:SHOWN], error=True)
    if len(told) > SHOWN:
        more = len(told) - SHOWN
        rest = said(f"另有 {more} 条，见 JSON 的 problems", f"{more} more, see the JSON's problems")
        typer.echo(rest, err=True)
    faults: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for each in problems:
        faults[each.places[0].line].append(_plain(each))
    seen: set[str] = set()
    rows = []
    for line, row in table.rows:
        key = row["key"] if row["key"] not in seen else f"{row['key']}#{line}"
        seen.add(key)
        rows.append(({**row, "key": key, "line": str(line)}, faults[line]))
    return rows


def print_rows(answer: Iterable[dict[str, Any]], count: int) -> None:
    """Write a list as JSON: laid out for the eye where it is short, one element a line where it is long.

    *Cost*: a long list is written as it comes and never held.
    """
    if count <= LAID_OUT:
        print_json(list(answer))
        return
    gc.freeze()  # what was loaded stays: the collector need not look through it a hundred times
    write = json.JSONEncoder(ensure_ascii=False).encode
    sys.stdout.write("[\n")
    for number, each in enumerate(answer):
        sys.stdout.write((",\n" if number else "") + write(each))
    sys.stdout.write("\n]\n")


def _plain(problem: Diagnostic) -> dict[str, Any]:
    place = problem.places[0]
    return {
        "line": place.line,
        "column": place.item,
        "found": problem.found,
        "expected": problem.expected,
        "message": problem.message.in_language(language()),
    }


def text_of(row: Row) -> FirmText:
    """What the matching reads of a row."""
    from rongshu.matching.firm_check import codes_in, known
    from rongshu.matching.placement import FirmText

    products, scope = known(row.get("products", "")), known(row.get("scope", ""))
    return FirmText(row["key"], row["name"], products, scope, codes_in(row.get("codes", "")))


def record_of(row: Row) -> FirmRecord:
    """What is compared of a row."""
    from rongshu.matching.duplicates import FirmRecord
    from rongshu.matching.firm_check import known

    former = tuple(name for name in re.split("[、;；,，]", known(row.get("former_names", ""))) if name)
    return FirmRecord(
        *(row["key"], row["name"], known(row.get("code", "")), known(row.get("address", "")), former),
        known(row.get("legal_person", "")),
    )


def pairs_of(found: Sequence[Duplicate], lines: dict[str, int]) -> list[dict[str, Any]]:
    """Pairs as an answer: both firms with their lines, the score and the reasons."""

    def end(record: FirmRecord) -> dict[str, Any]:
        return {
            "key": record.key,
            "line": lines[record.key],
            "name": record.name,
            "code": record.code,
            "address": record.address,
        }

    return [
        {
            "first": end(pair.first),
            "second": end(pair.second),
            "score": pair.score,
            "reason": "；".join(reason.in_language(language()) for reason in pair.reasons),
            "reasons": [reason.in_language(language()) for reason in pair.reasons],
        }
        for pair in found
    ]


def pair_heads() -> tuple[str, ...]:
    """Titles of the table of pairs."""
    return (said("企业", "firm"), said("可能与之重复", "probably the same as"), said("得分", "score"),
            said("理由", "reasons"))  # fmt: skip


def pair_line(pair: dict[str, Any]) -> tuple[str, ...]:
    """One pair for people: who they are, by row where the names tell nothing apart."""
    first, second = pair["first"], pair["second"]
    ends = (f"{end['name']} ({end['line']})" for end in (first, second))
    return (*ends, str(pair["score"]), "；".join(pair["reasons"]))
