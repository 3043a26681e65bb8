"""Ids of pack items: readable pinyin, unique within their kind, the same after every recompile."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable

from pypinyin import lazy_pinyin

LONGEST = 60
_NOT_ALLOWED = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """The name as lower-case pinyin joined by hyphens.

    A long name is cut and carries six digits of its own fingerprint, so that two long names with the same
    beginning stay apart without counting.

    >>> slug("工业增加值占GDP比重（%）")
    'gong-ye-zeng-jia-zhi-zhan-gdp-bi-zhong'
    """
    plain = unicodedata.normalize("NFKC", name)
    spelled = "-".join(lazy_pinyin(plain))
    folded = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode().lower()
    written = _NOT_ALLOWED.sub("-", folded).strip("-")
    if len(written) > LONGEST:
        written = f"{written[: LONGEST - 7].rstrip('-')}-{_fingerprint(plain)}"
    return written or _fingerprint(plain)


def _fingerprint(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:6]


def unique_ids(names: Iterable[str], prefix: str = "") -> tuple[str, ...]:
    """One id a name, in order; a name met again gets ``-2``, ``-3`` in reading order.

    >>> unique_ids(["食品", "轻工", "食品"])
    ('shi-pin', 'qing-gong', 'shi-pin-2')
    """
    given: list[str] = []
    taken: set[str] = set()
    count: dict[str, int] = {}
    for name in names:
        stem = prefix + slug(name)
        count[stem] = count.get(stem, 0) + 1
        written = stem if count[stem] == 1 else f"{stem}-{count[stem]}"
        while written in taken:
            count[stem] += 1
            written = f"{stem}-{count[stem]}"
        taken.add(written)
        given.append(written)
    return tuple(given)
