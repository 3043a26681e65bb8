"""Invented firms as a stranger writes them: real registrations' wording, labels from knowledge of the trades.

``strangers/firms_<wave>.txt`` and ``pairs_<wave>.csv`` were written before the matching and the maps were
read (the fourth and fifth by one who had); docs/develop/placing.md says how each scored at first sight.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

from rongshu.matching.duplicates import FirmRecord, find_duplicates

HERE = Path(__file__).parent / "strangers"
Spot = tuple[str, str]  # chain, node; no node where the chain alone is known


@dataclass
class Stranger:
    """A firm and where it belongs: ``want`` must be found, ``also`` may be."""

    name: str
    role: str
    want: frozenset[Spot]
    also: frozenset[Spot]
    texts: dict[str, str] = field(default_factory=lambda: dict.fromkeys("SPC", ""))

    def row(self) -> dict[str, str]:
        """The firm as a row of a file."""
        return {
            "name": self.name,
            "products": self.texts["P"],
            "scope": self.texts["S"],
            "codes": self.texts["C"],
        }


@dataclass
class Tally:
    """Rates of one wave, and what was wrong in words."""

    counts: Counter[str]
    faults: list[str]

    def rate(self, right: str, wrong: str) -> float:
        """A share of what was found or wanted."""
        return self.counts[right] / max(1, self.counts[right] + self.counts[wrong])

    def rates(self) -> dict[str, float]:
        """Precision and recall of chains and nodes, roles, and outsiders who were left alone."""
        return {
            "chain_precision": self.rate("chain", "chain+"),
            "chain_recall": self.rate("chain", "chain-"),
            "node_precision": self.rate("node", "node+"),
            "node_recall": self.rate("node", "node-"),
            "role": self.rate("role", "role-"),
            "outsiders_left_alone": self.rate("alone", "alone-"),
        }


def strangers(wave: int) -> Iterator[Stranger]:
    """The firms of a wave."""
    firm: Stranger | None = None
    for line in (HERE / f"firms_{wave}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("==="):
            if firm:
                yield firm
            cells = [cell.strip() for cell in (line[3:] + "|||").split("|")]
            firm = Stranger(cells[0], cells[1], _spots(cells[2]), _spots(cells[3]))
        elif firm and line[:2] in ("S ", "P ", "C "):
            firm.texts[line[0]] = line[2:].strip()
    if firm:
        yield firm


def _spots(written: str) -> frozenset[Spot]:
    return frozenset((chain, node) for chain, _, node in (word.partition("/") for word in written.split()))


def tally(wave: int, placed: Callable[[Stranger], tuple[set[Spot], str]]) -> Tally:
    """How ``placed`` does: it gives the spots of a firm and the role at the first of them."""
    counts: Counter[str] = Counter()
    faults = []
    for firm in strangers(wave):
        found, role = placed(firm)
        wrong = _count(counts, firm, found)
        if firm.want and found:
            right = (role == "trader") == (firm.role == "trader")
            counts["role" if right else "role-"] += 1
        if not firm.want and not firm.also:
            counts["alone-" if found else "alone"] += 1
        if wrong:
            faults.append(f"{firm.name} {wrong}")
    return Tally(counts, faults)


def _count(counts: Counter[str], firm: Stranger, found: set[Spot]) -> str:
    want, also = {s for s in firm.want if s[1]}, firm.also
    nodes, chains = {s for s in found if s[1]}, {chain for chain, _node in found}
    wanted, allowed = {chain for chain, _node in firm.want}, {chain for chain, _node in also}
    parts = {
        "node": nodes & want,
        "node+": nodes - want - also,
        "node-": want - nodes,
        "chain": chains & wanted,
        "chain+": chains - wanted - allowed,
        "chain-": wanted - chains,
    }
    counts.update({name: len(each) for name, each in parts.items()})
    return " ".join(f"{name}{sorted(each)}" for name, each in parts.items() if each and name[-1] in "+-")


def pairs(wave: int) -> tuple[float, float, list[str]]:
    """Precision and recall of the pairs proposed in a wave's list, and those that are wrong or missed."""
    with (HERE / f"pairs_{wave}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    records = [
        FirmRecord(
            *(str(n), row["企业名称"], row["统一社会信用代码"], row["注册地址"]),
            legal_person=row["法定代表人"],
        )
        for n, row in enumerate(rows)
    ]
    found = {frozenset((pair.first.key, pair.second.key)) for pair in find_duplicates(records)}
    same = {
        frozenset((str(one), str(other)))
        for one, other in combinations(range(len(rows)), 2)
        if rows[one]["same"] == rows[other]["same"]
    }
    told = ["/".join(rows[int(n)]["企业名称"] for n in sorted(pair, key=int)) for pair in found ^ same]
    return len(found & same) / len(found), len(found & same) / len(same), told
