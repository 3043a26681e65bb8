"""Whether two names are of one thing that is built: a base, a project, a park phase."""

from __future__ import annotations

import re

from rongshu.pack.checks.naming import normal

_ENOUGH = 6  # characters that a shorter name must have to be the tail of a longer one
_PHASE = re.compile("[一二三四五]期|首期")
_HEADS = re.compile("(?:建设)?(?:项目|工程)$")


def one_work(one: str, other: str) -> bool:
    """The same name, or the shorter is the tail of the longer; two phases are two works.

    >>> one_work("临江茶叶中试基地项目", "茶叶中试基地"), one_work("船坞一期", "船坞二期")
    (True, False)
    """
    long, short = sorted((normal(one), normal(other)), key=len, reverse=True)
    if _PHASE.findall(long) != _PHASE.findall(short):
        return False
    bare = _HEADS.sub("", short)
    return long == short or (len(bare) >= _ENOUGH and _HEADS.sub("", long).endswith(bare))
