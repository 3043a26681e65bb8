"""The nine signs that stay when a firm's code changes: those of its old organisation code.

*Source*: GB 32100-2015, 统一社会信用代码 signs 9 to 17 are the organisation code of GB 11714; the tax number
of fifteen signs before it was the district's six figures with the same nine.
"""

from __future__ import annotations

import re

from rongshu.terms.credit_code import folded_code

_OLD = re.compile(r"[0-9A-Z]{8}-?[0-9X]")
_TAX = re.compile(r"\d{6}[0-9A-Z]{8}[0-9X]")
_SINCE_2015 = re.compile(r"[0-9A-Z]{18}")


def legal_body(written: str) -> str:
    """The nine signs, empty where the code has none.

    >>> legal_body("91350100M000100Y43"), legal_body("M000100Y-4")
    ('M000100Y4', 'M000100Y4')
    """
    code = folded_code(written)
    if _SINCE_2015.fullmatch(code):
        return code[8:17]
    if _OLD.fullmatch(code):
        return code.replace("-", "")
    return code[6:] if _TAX.fullmatch(code) else ""
