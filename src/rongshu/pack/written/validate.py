"""Plain values as models; what the schema refuses becomes a diagnostic with a line and a remedy."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from rongshu.pack.amount import Model
from rongshu.pack.written.refusal import refusal
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic

Checked = TypeVar("Checked", bound=Model)
Locate = Callable[[Sequence[int | str]], tuple[int, str]]
_EXPECTED: dict[str, Bilingual] = {
    "missing": Bilingual("必填", "a required field"),
    "string_type": Bilingual("文字", "text"),
    "decimal_parsing": Bilingual("数字，如 10700 或 2.5", "a number such as 10700 or 2.5"),
    "decimal_type": Bilingual("数字，如 10700 或 2.5", "a number such as 10700 or 2.5"),
    "finite_number": Bilingual("有限的数字", "a finite number"),
    "int_parsing": Bilingual("整数", "a whole number"),
    "int_type": Bilingual("整数", "a whole number"),
    "float_parsing": Bilingual("0 到 1 之间的数", "a number from 0 to 1"),
    "bool_parsing": Bilingual("true 或 false", "true or false"),
    "tuple_type": Bilingual("列表", "a list"),
    "model_type": Bilingual("若干字段", "a map of fields"),
    "model_attributes_type": Bilingual("若干字段", "a map of fields"),
    "string_pattern_mismatch": Bilingual(
        "期间：2025、2025H1、2025Q3 或 2025-06", "a period: 2025, 2025H1, 2025Q3 or 2025-06"
    ),
    "date_from_datetime_parsing": Bilingual("日期，如 2025-06-30", "a date such as 2025-06-30"),
    "date_parsing": Bilingual("日期，如 2025-06-30", "a date such as 2025-06-30"),
}


@cache
def _adapter(kind: type[Model]) -> TypeAdapter[tuple[Any, ...]]:
    return TypeAdapter(tuple[kind, ...])  # type: ignore[valid-type]


def validated(
    kind: type[Checked], values: list[Any], file: str, locate: Locate
) -> tuple[tuple[Checked, ...], list[Diagnostic]]:
    """All the models, or none and every reason why not."""
    try:
        return _adapter(kind).validate_python(values), []
    except ValidationError as error:
        return (), [
            _diagnostic(kind, dict(detail), file, locate) for detail in error.errors(include_url=False)
        ]


def _diagnostic(kind: type[Model], detail: dict[str, Any], file: str, locate: Locate) -> Diagnostic:
    path: tuple[int | str, ...] = detail["loc"]
    line, item = locate(path)
    field = ".".join(str(step) for step in path[1:]) or "·"
    message, rule, expected = _reading(kind, detail, field)
    found = "" if detail["type"] in ("missing", "extra_forbidden") else str(detail.get("input"))
    return refusal(
        rule, file, line, message, found=found, expected=expected, item=item, remedy=_remedy(detail)
    )


def _reading(kind: type[Model], detail: dict[str, Any], field: str) -> tuple[Bilingual, str, str]:
    reason = detail["type"]
    if reason == "extra_forbidden":
        close = difflib.get_close_matches(field.split(".")[-1], kind.model_fields, 1)
        hint = close[0] if close else ", ".join(kind.model_fields)
        return Bilingual(f"不认识的键“{field}”", f"unknown key {field!r}"), "unknown-key", hint
    if reason == "missing":
        return Bilingual(f"缺少“{field}”", f"{field!r} is missing"), "missing-key", field.split(".")[-1]
    known = _EXPECTED.get(reason)
    if known:
        message = Bilingual(f"“{field}”应为{known.zh}", f"{field!r} must be {known.en}")
        return message, "wrong-type", known.en
    if reason == "value_error":
        cause = str(detail["ctx"]["error"])
        return (
            Bilingual(f"“{field}”不成立：{cause}", f"{field!r} does not hold: {cause}"),
            "wrong-value",
            cause,
        )
    allowed = str(detail.get("ctx", {}).get("expected", "")) or detail["msg"]
    return Bilingual(f"“{field}”应为{allowed}", f"{field!r} must be {allowed}"), "wrong-value", allowed


def _remedy(detail: dict[str, Any]) -> Bilingual:
    if detail["type"] == "extra_forbidden":
        return Bilingual("改正键名，或删去这一行", "correct the key or delete the line")
    if detail["type"] == "missing":
        return Bilingual("补上这一项", "add it")
    return Bilingual("改正这个值", "correct the value")
