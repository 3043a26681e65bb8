"""What one industry's order means for all others: multipliers, influence and sensitivity of an IO table.

*Source*: W. Leontief, "Quantitative Input and Output Relations in the Economic Systems of the United
States", Review of Economics and Statistics 18 (1936); P. N. Rasmussen, "Studies in Inter-Sectoral Relations"
(1956): power of dispersion (影响力系数) and sensitivity of dispersion (感应度系数), both from the Leontief
inverse, as the National Bureau of Statistics reports them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from rongshu.facts.matrices.input_output_table import InputOutput
from rongshu.findings.region.relatedness import Floats
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity
from rongshu.terms.quantity import written_decimal

SLACK, MOST = Decimal("0.005"), Decimal("0.05")
WORST = 1e12


@dataclass(frozen=True, slots=True)
class Sector:
    """``multiplier``: output of all sectors per unit of final demand for this one; ``influence`` and
    ``sensitivity`` are 1 on average.  ``added``: value added of all sectors per unit, ``None`` where the
    table has none.  All are ``None`` for a sector that makes nothing.
    """

    code: str
    name: str
    output: Decimal
    multiplier: float | None
    influence: float | None
    sensitivity: float | None
    added: float | None


@dataclass(frozen=True, slots=True)
class Effect:
    """What a demand brings in one sector.  *Units*: the table's."""

    code: str
    name: str
    output: Decimal
    added: Decimal | None


@dataclass(frozen=True, slots=True)
class Interindustry:
    """``inverse[from][to]`` over the sectors that make something, ``active`` their places in the table."""

    table: InputOutput
    sectors: tuple[Sector, ...]
    active: tuple[int, ...]
    inverse: Floats
    remarks: tuple[Diagnostic, ...]


def analyse(table: InputOutput) -> Interindustry:
    """The coefficients of a table that balances.

    *Errors*: ``InputError`` with everything that is wrong: rows or columns off by more than 5 %, inputs into
    a sector without output, a matrix that has no inverse or whose sectors use more than they make.
    """
    remarks = [*table.remarks, *_unbalanced(table)]
    active = [at for at, output in enumerate(table.output) if output > 0]
    remarks += _idle(table, set(active))
    if any(each.severity is Severity.ERROR for each in remarks):
        raise InputError(remarks)
    output = np.array([float(table.output[at]) for at in active])
    flows = np.array([[float(table.flows[row][column]) for column in active] for row in active])
    share = flows / output[None, :]
    inverse = _inverse(share, table)
    if table.imports:
        zh = "竞争型投入产出表：流量含进口，乘数按本地生产全部中间品计算，偏大"
        en = "the flows hold imports: multipliers count them as made here and are too large"
        remarks.append(_said("io.imports", Severity.NOTE, Bilingual(zh, en)))
    return Interindustry(table, _sectors(table, active, inverse), tuple(active), inverse, tuple(remarks))


def effects(found: Interindustry, demand: Mapping[str, Decimal]) -> tuple[Effect, ...]:
    """Output and value added in every sector for a final demand by sector code or name, largest first.

    *Units*: the table's.  *Errors*: ``InputError`` for sectors that the table does not have or that make
    nothing.
    """
    table = found.table
    asked = np.zeros(len(found.active))
    wrong = []
    for key, amount in demand.items():
        at = next((at for at in found.active if key in (table.codes[at], table.names[at])), None)
        if at is None:
            known = "、".join(table.codes[:42])
            message = Bilingual(
                f"投入产出表没有部门“{key}”，或它没有产出", f"no sector {key!r} that makes something"
            )
            wrong.append(_said("io.sector", Severity.ERROR, message, found=key, expected=known))
        else:
            asked[found.active.index(at)] += float(amount)
    if wrong:
        raise InputError(wrong)
    needed = found.inverse @ asked
    rows = []
    for at, output in zip(found.active, needed, strict=True):
        made = _money(float(output))
        added = None if table.added is None else _money(float(output) * _rate(table, at))
        rows.append(Effect(table.codes[at], table.names[at], made, added))
    return tuple(sorted(rows, key=lambda row: -row.output))


def _money(value: float) -> Decimal:
    return Decimal(repr(round(value, 6)))


def _rate(table: InputOutput, at: int) -> float:
    assert table.added is not None
    return float(table.added[at] / table.output[at])


def _sectors(table: InputOutput, active: Sequence[int], inverse: Floats) -> tuple[Sector, ...]:
    backward, forward = inverse.sum(axis=0), inverse.sum(axis=1)
    mean = float(inverse.sum()) / len(active)
    rates = None if table.added is None else np.array([_rate(table, at) for at in active])
    added = None if rates is None else rates @ inverse
    found = []
    for at, code in enumerate(table.codes):
        if at not in active:
            found.append(Sector(code, table.names[at], table.output[at], None, None, None, None))
            continue
        here = active.index(at)
        figures = float(backward[here]), float(backward[here]) / mean, float(forward[here]) / mean
        worth = None if added is None else float(added[here])
        found.append(Sector(code, table.names[at], table.output[at], *figures, worth))
    return tuple(found)


def _inverse(share: Floats, table: InputOutput) -> Floats:
    left = np.eye(len(share)) - share
    if np.linalg.cond(left) > WORST:
        zh, en = "矩阵 I−A 不可逆", "the matrix I−A has no inverse"
        raise InputError([_said("io.singular", Severity.ERROR, Bilingual(zh, en), place=table.codes)])
    inverse = np.linalg.inv(left)
    if float(np.max(np.abs(np.linalg.eigvals(share)))) >= 1 or inverse.min() < -1e-9:
        zh = "各部门消耗超过产出（谱半径不小于1），乘数没有意义"
        en = "sectors use more than they make (spectral radius of 1 and more): multipliers mean nothing"
        raise InputError([_said("io.unproductive", Severity.ERROR, Bilingual(zh, en))])
    return np.asarray(inverse, dtype=np.float64)


def _unbalanced(table: InputOutput) -> list[Diagnostic]:
    """Rows whose uses and columns whose inputs do not make up the output."""
    found = []
    for at, code in enumerate(table.codes):
        row = sum(table.flows[at], Decimal(0))
        column = sum((line[at] for line in table.flows), Decimal(0))
        for side, part, rest in (("行 row", row, table.final), ("列 column", column, table.added)):
            if rest is None:
                continue
            gap = part + rest[at] - table.output[at]
            scale = max(abs(table.output[at]), Decimal("1e-9"))
            if abs(gap) / scale > SLACK:
                level = Severity.ERROR if abs(gap) / scale > MOST else Severity.WARNING
                sums = " + ".join(map(written_decimal, (part, rest[at])))
                message = Bilingual(
                    f"部门“{code}”{side[:1]}不平衡，相差 {written_decimal(gap)}",
                    f"the {side[2:]} of {code!r} does not balance: off by {written_decimal(gap)}",
                )
                found.append(
                    Diagnostic(
                        "io.balance", level, message, (Place(item=code),),
                        arithmetic=f"{sums} ≠ {written_decimal(table.output[at])}",
                    )
                )  # fmt: skip
    return found


def _idle(table: InputOutput, active: set[int]) -> list[Diagnostic]:
    """Sectors without output: left out where nothing flows into them, refused where something does."""
    found = []
    for at, code in enumerate(table.codes):
        if at in active:
            continue
        used = any(line[at] for line in table.flows) or any(table.flows[at])
        level = Severity.ERROR if used or table.output[at] < 0 else Severity.NOTE
        message = Bilingual(f"部门“{code}”没有产出", f"the sector {code!r} makes nothing")
        found.append(_said("io.idle", level, message, place=(code,)))
    return found


def _said(
    rule: str,
    level: Severity,
    message: Bilingual,
    found: str = "",
    expected: str = "",
    place: Sequence[str] = (),
) -> Diagnostic:
    places = tuple(Place(item=code) for code in place[:1])
    return Diagnostic(rule, level, message, places, found=found, expected=expected)
