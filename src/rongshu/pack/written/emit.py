"""Plain values as YAML that a planner reads and ``git diff`` shows line by line.

Own writer, because the look is the point: small maps on one line, one field a line, no aliases, stable order,
and numbers in the digits they were given.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

from rongshu.terms.quantity import written_decimal

WIDTH = 112
_PLAIN = re.compile(
    r"[A-Za-z\u00b7\u2e80-\u9fff\uff08“‘《]"
    r"(?:[^\x00-\x20:#,\[\]{}&*!|>'\"%@`\\\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
    r"\ud800-\udfff\ufff0-\uffff\U00010000-\U0010ffff]| (?=[^\s#]))*"
)
_CITATION = re.compile(r"p\d+(?::\d+-\d+)?")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null"])
_ESCAPED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def yaml_text(value: Any) -> str:
    """The whole file for a list of mappings or one mapping."""
    lines: list[str] = []
    _block(value, 0, lines)
    return "\n".join(lines) + "\n"


def scalar_text(value: Any) -> str:
    """One scalar as YAML; text that any reader could take for something else is quoted."""
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        return value if _is_plain(value) else _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return written_decimal(value)
    if isinstance(value, date):
        return value.isoformat()
    return "null" if value is None else repr(value)


def _is_plain(text: str) -> bool:
    if _CITATION.fullmatch(text):
        return True
    return bool(_PLAIN.fullmatch(text)) and text.lower() not in _WORDS


def _quoted(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", written)


def _width(text: str) -> int:
    return len(text) + sum(char > "\u2e7f" for char in text)


def _flow(value: Any) -> str | None:
    """The one-line form, or ``None`` when the value holds a list of mappings."""
    if isinstance(value, Mapping):
        parts = [(key, _flow(entry)) for key, entry in value.items()]
        if any(text is None for _, text in parts):
            return None
        return "{" + ", ".join(f"{key}: {text}" for key, text in parts) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        if any(isinstance(entry, Mapping) for entry in value):
            return None
        return "[" + ", ".join(_flow(entry) or "" for entry in value) + "]"
    return scalar_text(value)


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str) or not isinstance(value, (Mapping, Sequence))


def _block(value: Any, indent: int, lines: list[str]) -> None:
    if isinstance(value, Mapping):
        _mapping(value, indent, lines)
    else:
        _sequence(value, indent, lines)


def _mapping(value: Mapping[str, Any], indent: int, lines: list[str]) -> None:
    pad = " " * indent
    for key, entry in value.items():
        flow = _flow(entry)
        if flow is not None and (
            not entry or _is_scalar(entry) or _width(flow) + indent + len(key) + 2 <= WIDTH
        ):
            lines.append(f"{pad}{key}: {flow}")
        else:
            lines.append(f"{pad}{key}:")
            _block(entry, indent + 2, lines)


def _sequence(value: Sequence[Any], indent: int, lines: list[str]) -> None:
    pad = " " * indent
    for entry in value:
        flow = _flow(entry) if indent or _is_scalar(entry) else None
        if flow is not None and (not entry or _is_scalar(entry) or _width(flow) + indent + 2 <= WIDTH):
            lines.append(f"{pad}- {flow}")
            continue
        start = len(lines)
        _block(entry, indent + 2, lines)
        lines[start] = f"{pad}- {lines[start][indent + 2 :]}"
