"""How well firms find their nodes, on labelled firms and the chain maps as they are: precision and recall."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from matching.labelled import Labelled, labelled_firms
from rongshu.matching.lexicon import Lexicon
from rongshu.matching.placement import place
from rongshu.pack.folder.load import load_pack

PACK = Path(__file__).resolve().parents[2] / "packs" / "fuzhou-2021-2025"
PRECISION, RECALL, ROLES = 0.95, 0.95, 0.97


@dataclass(frozen=True)
class Score:
    """What was found, wrong and missed over all firms."""

    precision: float
    recall: float
    roles: float
    wrong: tuple[str, ...]
    missed: tuple[str, ...]


@pytest.fixture(scope="module")
def judged() -> Score:
    return score(labelled_firms())


def score(firms: tuple[Labelled, ...]) -> Score:
    """A firm's places are compared by the names of the nodes: one product stands in several chains."""
    chains = load_pack(PACK).chains
    lexicon = Lexicon(chains)
    names = {(chain.id, node.id): node.name.zh for chain in chains for node in chain.nodes}
    count: Counter[str] = Counter()
    wrong, missed = [], []
    for each in firms:
        found = {names[p.chain, p.node]: p.role for p in place(each.firm, lexicon)}
        wanted = each.makes | each.trades
        for name, role in found.items():
            right = name in wanted | each.also
            count["right" if right else "wrong"] += 1
            wrong += [] if right else [f"{each.firm.key} {each.firm.products}{each.firm.scope[:30]} → {name}"]
            if name in wanted:
                count["role" if (role == "trader") == (name in each.trades) else "role wrong"] += 1
        count["hit"] += bool(wanted & set(found)) if wanted else 0
        count["wanted"] += bool(wanted)
        if wanted and not wanted & set(found):
            missed.append(f"{each.firm.key} {each.firm.products}{each.firm.scope[:60]}")
    return Score(
        count["right"] / max(1, count["right"] + count["wrong"]),
        count["hit"] / max(1, count["wanted"]),
        count["role"] / max(1, count["role"] + count["role wrong"]),
        tuple(wrong),
        tuple(missed),
    )


def test_it_works(judged: Score) -> None:
    assert len(labelled_firms()) >= 200
    assert judged.precision >= PRECISION, "\n".join(judged.wrong)


def test_most_are_found(judged: Score) -> None:
    assert judged.recall >= RECALL, "\n".join(judged.missed)


def test_makers_and_traders_are_told_apart(judged: Score) -> None:
    assert judged.roles >= ROLES
