"""The names of groups as people read them: sectors by the national classification, the unstated said so."""

from __future__ import annotations

from functools import cache

from rongshu.metrics.values.group_words import unassigned
from rongshu.pack.declared.standards import load_standards
from rongshu.terms.bilingual import Bilingual


def group_name(by: str, value: str) -> Bilingual:
    """What to call the group ``value`` of the column ``by``."""
    if not value:
        return unassigned(by)
    return Bilingual(_sector(value)) if by == "sector" else Bilingual(value)


@cache
def _sector(code: str) -> str:
    """``26 化学原料和化学制品制造业``; the code alone where the classification does not know it."""
    found = load_standards().industry(code)
    return f"{code} {found.name}" if found else code
