"""Numbers as pages write them: the whole digits in groups of three."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?P<sign>[-−]?)(?P<whole>0|[1-9][0-9]*)(?P<rest>(?:\.[0-9]+)?)")


def in_groups(written: str) -> str:
    """``-12345.60`` as ``-12,345.60``; whatever is no plain number stays as it is."""
    found = _NUMBER.fullmatch(written)
    return f"{found['sign']}{int(found['whole']):,}{found['rest']}" if found else written
