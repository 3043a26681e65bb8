"""Normalised text: the one spelling of a line that citations point into."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = "％＋－＝＜＞＆＃＠／．＊＿＾｜＄＇＂＼｛｝［］"
_BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_NOTHING = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff\ufffe"
_RUN = re.compile(r"\s+")


def _table() -> dict[int, str]:
    """Character → its folded form; full-width comma, colon, brackets and the like are left alone."""
    letters = [*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B)]
    # PDF fonts often map ideographs to the radicals block or the compatibility block
    radicals = [*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF)]
    folded = {code: unicodedata.normalize("NFKC", chr(code)) for code in letters + radicals}
    folded |= {ord(sign): unicodedata.normalize("NFKC", sign) for sign in _SIGNS}
    folded |= {ord(blank): " " for blank in _BLANKS}
    folded |= {ord(mark): "" for mark in _NOTHING}
    folded |= {code: "" for code in range(0x20) if chr(code) not in "\t\n\r\x0b\x0c"}
    folded |= {code: "" for code in range(0x7F, 0xA0) if code != 0x85}
    return folded


_TABLE = _table()


def fold(text: str) -> str:
    """``text`` with full-width digits, letters and signs folded and runs of blanks made one.

    >>> fold("　２０２５年，占比 ３５．６％ ")
    '2025年，占比 35.6%'
    """
    return _RUN.sub(" ", text.translate(_TABLE)).strip()
