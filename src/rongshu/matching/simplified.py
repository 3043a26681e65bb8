"""Traditional characters read as the simplified ones."""

from __future__ import annotations

from functools import cache

import opencc


def simplified(text: str) -> str:
    """``text`` in simplified characters.

    >>> simplified("龍騰紡織")
    '龙腾纺织'
    """
    try:
        text.encode("gb2312")  # where every character is of the simplified standard nothing is to be done
    except UnicodeEncodeError:
        return str(_converter().convert(text))
    return text


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")
