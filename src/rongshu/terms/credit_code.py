"""The unified social credit code: its form and its check character.

*Source*: GB 32100-2015, 法人和其他组织统一社会信用代码编码规则: 18 characters without I, O, S, V, Z; the last
is 31 − (Σ value × 3^i mod 31) mod 31.
"""

from __future__ import annotations

import unicodedata

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
LENGTH = 18


def folded_code(written: str) -> str:
    """The code in capitals without blanks and full-width forms."""
    return "".join(unicodedata.normalize("NFKC", written).split()).upper()


def check_character(first: str) -> str:
    """The check character of the first seventeen.  *Errors*: ``ValueError`` for anything else."""
    if len(first) != LENGTH - 1 or any(sign not in ALPHABET for sign in first):
        raise ValueError(f"{first!r} is not the beginning of a credit code")
    total = sum(ALPHABET.index(sign) * weight for sign, weight in zip(first, _WEIGHTS, strict=True))
    return ALPHABET[(31 - total % 31) % 31]


def is_valid(written: str) -> bool:
    """Whether the code has the right form and check character.

    >>> is_valid("91350100M000100Y43")
    True
    >>> is_valid("91350100M000100Y44")
    False
    """
    code = folded_code(written)
    if len(code) != LENGTH or any(sign not in ALPHABET for sign in code):
        return False
    return check_character(code[:-1]) == code[-1]
