"""Excel out: the template to fill in, the annotated copy of a refused file, and a list of any length."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from rongshu.office.registry.kinds import Field, Kind
from rongshu.terms.bilingual import Bilingual

DEMONSTRATION = Bilingual("演示数据", "Demonstration data")
SAFE = {"strings_to_formulas": False, "strings_to_urls": False}
LAST = 5000
_LISTS = "代码表"


def template_bytes(
    kind: Kind,
    lists: Mapping[str, Sequence[str]],
    language: str,
    demonstration: bool,
    rows: Iterable[Sequence[Any]] = (),
    beside: Sequence[Bilingual] = (),
) -> bytes:
    """A table with headings, checks on its columns, code lists and notes; empty but for ``rows``.

    ``beside`` are columns to read by, which nobody takes in when the file comes back.
    """
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {**SAFE, "in_memory": True}) as book:
        sheet = book.add_worksheet(kind.name.in_language(language)[:31])
        places = _write_lists(book, {**lists, **_choices(kind, language)})
        top = _badge(book, sheet, language, demonstration)
        bold, must = _heads(book)
        for column, field in enumerate(kind.fields):
            title = field.title.in_language(language) + ("*" if field.required else "")
            sheet.write_string(top, column, title, must if field.required else bold)
            sheet.set_column(column, column, _width(field))
            note = field.note.in_language(language)
            if note:
                sheet.write_comment(top, column, note)
            rule = _rule(field, places)
            if rule:
                sheet.data_validation(top + 1, column, LAST, column, rule)
        for column, title in enumerate(beside, len(kind.fields)):
            sheet.write_string(top, column, title.in_language(language), bold)
            sheet.set_column(column, column, 32)
        for line, row in enumerate(rows, top + 1):
            _write_row(sheet, line, row)
        sheet.freeze_panes(top + 1, 1)
        _write_notes(book, kind, language)
        book.worksheets()[1].set_first_sheet()
        sheet.activate()
    return stream.getvalue()


def _heads(book: xlsxwriter.Workbook) -> tuple[Format, Format]:
    looks = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E5EEFB"}
    return book.add_format(looks), book.add_format({**looks, "bg_color": "#FFF0D4"})


def _badge(book: xlsxwriter.Workbook, sheet: Worksheet, language: str, demonstration: bool) -> int:
    if not demonstration:
        return 0
    sheet.write_string(0, 0, DEMONSTRATION.in_language(language), book.add_format({"bold": True}))
    return 1


def _choices(kind: Kind, language: str) -> dict[str, Sequence[str]]:
    return {
        field.name: [name.in_language(language) for _code, name in field.choices]
        for field in kind.fields
        if field.choices
    }


def _write_lists(book: xlsxwriter.Workbook, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """A sheet with one column a list; the answer says where each lies, for the columns' checks."""
    sheet = book.add_worksheet(_LISTS)
    places = {}
    for column, (name, values) in enumerate(sorted(lists.items())):
        sheet.write_string(0, column, name)
        sheet.write_column(1, column, list(values))
        letter = xlsxwriter.utility.xl_col_to_name(column)
        if values:
            places[name] = f"='{_LISTS}'!${letter}$2:${letter}${len(values) + 1}"
    return places


def _rule(field: Field, places: Mapping[str, str]) -> dict[str, Any] | None:
    source = places.get(field.name) or places.get(field.form)
    if source:
        return {"validate": "list", "source": source, "error_type": "warning"}
    if field.form == "flag":
        return {"validate": "list", "source": ["是", "否"]}
    if field.form == "number":
        return {"validate": "decimal", "criteria": ">=", "value": 0}
    if field.form == "whole":
        return {"validate": "integer", "criteria": ">=", "value": 0}
    if field.form in {"date", "month"}:
        return {"validate": "date", "criteria": ">=", "value": date(1949, 1, 1), "error_type": "warning"}
    if field.form == "credit":
        return {"validate": "length", "criteria": "==", "value": 18}
    return None


def _write_notes(book: xlsxwriter.Workbook, kind: Kind, language: str) -> None:
    sheet = book.add_worksheet(Bilingual("填报说明", "Notes").in_language(language))
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 70)
    general = Bilingual(
        "一行一条。空格表示不改；写“清空”则清除原值。带 * 的列必填。同一代码（或名称、编号）即同一条。",
        "One row each. A blank changes nothing; write “clear” to empty a field. Columns with * are required. "
        "The same code (or name, number) means the same row.",
    )
    sheet.write_string(0, 0, kind.name.in_language(language))
    sheet.write_string(1, 0, general.in_language(language))
    for line, field in enumerate(kind.fields, 3):
        sheet.write_string(line, 0, field.title.in_language(language))
        sheet.write_string(line, 1, field.note.in_language(language))


def _width(field: Field) -> int:
    return {"text": 20, "names": 22, "credit": 22, "titles": 26, "node": 28}.get(field.form, 14)


def annotated_bytes(
    kind: Kind, columns: Sequence[str], rows: Iterable[tuple[dict[str, str], dict[str, str]]], language: str
) -> bytes:
    """The rows as received, wrong cells red with a comment that says why, and the reasons at the end."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {**SAFE, "in_memory": True}) as book:
        sheet = book.add_worksheet(kind.name.in_language(language)[:31])
        bold, _must = _heads(book)
        red = book.add_format({"bg_color": "#FDEAE9", "font_color": "#B42A24", "border": 1})
        titles = [_title(kind, name, language) for name in columns]
        why = Bilingual("问题", "What is wrong").in_language(language)
        for column, title in enumerate([*titles, why]):
            sheet.write_string(0, column, title, bold)
        for line, (cells, wrong) in enumerate(rows, 1):
            for column, name in enumerate(columns):
                bad = wrong.get(name)
                sheet.write_string(line, column, cells.get(name, ""), red if bad else None)
                if bad:
                    sheet.write_comment(line, column, bad)
            said = "；".join(f"{_title(kind, name, language)}：{text}" for name, text in wrong.items())
            sheet.write_string(line, len(columns), said)
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(columns) - 1, 18)
        sheet.set_column(len(columns), len(columns), 60)
    return stream.getvalue()


def _title(kind: Kind, name: str, language: str) -> str:
    field = kind.field(name)
    return field.title.in_language(language) if field else name


def write_list(
    target: str,
    titles: Sequence[str],
    rows: Iterable[Sequence[Any]],
    about: Sequence[str],
    say: Callable[[int], None],
    demonstration: str = "",
) -> int:
    """A workbook with every row, written as they come; the answer is how many.

    *Cost*: constant memory; about 100 000 rows of ten columns in ten seconds.
    """
    count = 0
    with xlsxwriter.Workbook(target, {**SAFE, "constant_memory": True}) as book:
        sheet = book.add_worksheet("1")
        top = 0
        if demonstration:
            sheet.write_string(0, 0, demonstration, book.add_format({"bold": True}))
            top = 1
        sheet.set_column(0, len(titles) - 1, 18)
        sheet.freeze_panes(top + 1, 1)
        for column, title in enumerate(titles):
            sheet.write_string(top, column, title, _heads(book)[0])
        for row in rows:
            count += 1
            _write_row(sheet, top + count, row)
            if count % 2000 == 0:
                say(count)
        notes = book.add_worksheet(Bilingual("说明", "About").in_language("zh"))
        for line, text in enumerate([*about, *([demonstration] if demonstration else [])]):
            notes.write_string(line, 0, text)
    return count


def _write_row(sheet: Worksheet, line: int, row: Sequence[Any]) -> None:
    for column, value in enumerate(row):
        if value is None or value == "":
            continue
        if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
            sheet.write_number(line, column, float(value))
        else:
            sheet.write_string(line, column, str(value))
