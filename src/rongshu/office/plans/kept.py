"""What is worked out once per pack and kept while the pack stays the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar

from rongshu.pack.check import check_pack
from rongshu.pack.schema import Pack

KEPT = 16
Answer = TypeVar("Answer")


def once_per_pack(work: Callable[[Pack], Answer]) -> Callable[[Pack], Answer]:
    """``work``, done once for each pack object: the shelf gives the same one while no file changes."""
    known: OrderedDict[int, tuple[Pack, Answer]] = OrderedDict()

    def remembered(pack: Pack) -> Answer:
        entry = known.get(id(pack))
        # the pack is kept beside its answer, so that its id cannot be given to another
        if entry is None or entry[0] is not pack:
            entry = known[id(pack)] = (pack, work(pack))
            while len(known) > KEPT:
                known.popitem(last=False)
        return entry[1]

    return remembered


findings_of = once_per_pack(lambda pack: tuple(check_pack(pack)))
