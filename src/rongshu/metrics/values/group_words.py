"""What to call a group of which nothing is stated: outside every park is not without a name."""

from __future__ import annotations

from rongshu.terms.bilingual import Bilingual

NOT_STATED = Bilingual("未注明", "not stated")
_UNASSIGNED = {
    "park": Bilingual("未归入园区", "not in a park"),
    "chain": Bilingual("未归入产业链", "not in a chain"),
}


def unassigned(by: str) -> Bilingual:
    """The words for the empty member of a column.

    >>> unassigned("park").zh
    '未归入园区'
    """
    return _UNASSIGNED.get(by, NOT_STATED)
