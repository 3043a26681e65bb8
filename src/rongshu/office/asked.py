"""What an address or a form asks for, as a value that a database takes."""

from __future__ import annotations

_DIGITS = 18  # what every database holds in a number of a row


def row_number(text: str) -> int:
    """The number of a row; 0, which no row has, for whatever is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0
