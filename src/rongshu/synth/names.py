"""Names of firms that do not exist: an invented city before them, so that none passes for a real one."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

_FIRST = "恒瑞启铭澄岳朗霁沐衡翊昕珩煜皓竣铄霖骏璟栩宸曜湛澜颢胤旻聿祺"
_SECOND = "达源川泽帆锐图岚峰渡舟原启程越朴石禾田木林泉溪谷屿湾桥舒宁安"
_FORMS = ("有限公司", "科技有限公司", "实业有限公司", "股份有限公司", "集团有限公司")


def firm_names(
    place: str, trades: list[str], seed: int, taken: frozenset[str] = frozenset()
) -> Iterator[str]:
    """One new name after the other, one for each entry of ``trades``; cores in ``taken`` are avoided.

    The first few thousand have two characters before the trade, later ones three or four.
    """
    random = Random(seed)  # noqa: S311 - names are no secret
    cores = _cores(random, taken)
    for trade in trades:
        form = random.choices(_FORMS, (60, 20, 10, 7, 3))[0]
        yield f"{place}{next(cores)}{trade}{form}"


def _cores(random: Random, taken: frozenset[str]) -> Iterator[str]:
    short = [a + b for a in _FIRST for b in _SECOND]
    random.shuffle(short)
    yield from (core for core in short if core not in taken)
    middle = [a + b + c for a in _FIRST for b in _SECOND for c in _SECOND if b != c]
    random.shuffle(middle)
    yield from (core for core in middle if core not in taken)
    for first in middle:
        for last in short:
            yield first[:2] + last
