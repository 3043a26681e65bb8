"""Invented firms written as registrations are, before anyone looked at the matching: places decided by hand.

A line of ``blind/*.txt``: name | products | business scope | GB/T 4754 code | expected | role (p, t or -).
*Expected* lists CHAIN/node; ``a,b`` either will do, ``*`` any node, ``-`` no node of the chain, ``?`` may be
found and need not be; ``none`` no chain at all.  The scope is dressed in what every registration says.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent / "blind"
CHAINS = {
    "TEX": "纺织功能新材料",
    "WIN": "风电装备",
    "CHE": "高端精细化工",
    "OPT": "光电信息",
    "IC": "集成电路",
    "LIG": "精品轻工",
    "FOO": "绿色食品",
    "MET": "绿色冶金新材料",
    "SOF": "软件信息与工业互联网",
    "BIO": "生物医药",
    "MAR": "现代海洋工程装备",
    "NEN": "新能源",
    "NEV": "新能源汽车",
    "BLD": "新型建材",
    "DSP": "新型显示",
    "NIT": "新一代信息技术",
}
_HEADS = ("一般项目：", "许可项目：", "一般项目：", "", "经营范围：")
_SERVICES = "技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广"
_TRADE = ("货物进出口；技术进出口", "货物进出口", "技术进出口；进出口代理")
_OTHER = (
    "住房租赁",
    "非居住房地产租赁",
    "普通货物仓储服务（不含危险化学品等需许可审批的项目）",
    "道路货物运输（不含危险货物）",
    "信息咨询服务（不含许可类信息咨询服务）",
)
_TAILS = (
    "（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）",
    "（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
    "。",
    "",
)


@dataclass(frozen=True)
class Blind:
    """A firm with the places it must be found at, those it may be found at, and its role (p, t or -)."""

    name: str
    products: str
    scope: str
    code: str
    need: tuple[str, ...]
    may: tuple[str, ...]
    role: str

    @property
    def chains(self) -> frozenset[str]:
        """The chains where the firm must be found."""
        return frozenset(each.partition("/")[0] for each in self.need)

    @property
    def allowed(self) -> frozenset[str]:
        """The chains where finding it is no fault."""
        return self.chains | {each.partition("/")[0] for each in self.may}


def blind_firms(wave: str) -> tuple[Blind, ...]:
    """The firms of a wave: ``first``, ``second``, ``third``."""
    dice, firms = random.Random(20), []
    for line in (HERE / f"{wave}.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, products, scope, code, expected, role = (cell.strip() for cell in line.split("|"))
            tokens = [token for token in expected.split() if token.strip("?") != "none"]
            need = tuple(token for token in tokens if "?" not in (token[0], token[-1]))
            may = tuple(token.strip("?") for token in tokens if "?" in (token[0], token[-1]))
            firms.append(Blind(name, products, _dressed(scope, dice), code, need, may, role))
    return tuple(firms)


def _dressed(scope: str, dice: random.Random) -> str:
    if not scope:
        return ""
    parts = [scope]
    if dice.random() < 0.6:
        parts.insert(dice.choice([0, 1]), _SERVICES)
    if dice.random() < 0.5:
        parts.append(dice.choice(_TRADE))
    if dice.random() < 0.3:
        parts.append(dice.choice(_OTHER))
    return dice.choice(_HEADS) + "；".join(parts) + dice.choice(_TAILS)


@dataclass
class BlindScore:
    """Counts over all firms; a chain or node found counts once a firm."""

    chain_right: int = 0
    chain_wrong: int = 0
    chain_hit: int = 0
    chain_missed: int = 0
    node_right: int = 0
    node_wrong: int = 0
    node_hit: int = 0
    node_missed: int = 0
    role_right: int = 0
    role_wrong: int = 0
    outsiders: int = 0
    outsiders_alone: int = 0

    def rates(self) -> dict[str, float]:
        """Precision and recall of chains and nodes, share of roles right, of outsiders left alone."""
        return {
            "chain_precision": _share(self.chain_right, self.chain_wrong),
            "chain_recall": _share(self.chain_hit, self.chain_missed),
            "node_precision": _share(self.node_right, self.node_wrong),
            "node_recall": _share(self.node_hit, self.node_missed),
            "role": _share(self.role_right, self.role_wrong),
            "outsiders_left_alone": _share(self.outsiders_alone, self.outsiders - self.outsiders_alone),
        }


Found = tuple[str, str | None, str]  # short chain, node, role


def score(pairs: Iterable[tuple[Blind, Sequence[Found]]]) -> tuple[BlindScore, list[str]]:
    """The counts, and what is wrong in words."""
    total, faults = BlindScore(), []
    for firm, found in pairs:
        said = [*_chains(total, firm, found), *_nodes(total, firm, found), *_role(total, firm, found)]
        if not firm.need:
            total.outsiders += 1
            total.outsiders_alone += {each[0] for each in found} <= firm.allowed
        if said:
            faults.append(f"{' '.join(said)} <= {firm.name} {firm.products} {firm.scope[:60]} {firm.code}")
    return total, faults


def _chains(total: BlindScore, firm: Blind, found: Sequence[Found]) -> list[str]:
    chains = {each[0] for each in found}
    wrong, missed = chains - firm.allowed, firm.chains - chains
    total.chain_right += len(chains) - len(wrong)
    total.chain_wrong += len(wrong)
    total.chain_hit += len(firm.chains) - len(missed)
    total.chain_missed += len(missed)
    return [f"+{each}" for each in sorted(wrong)] + [f"-{each}" for each in sorted(missed)]


def _nodes(total: BlindScore, firm: Blind, found: Sequence[Found]) -> list[str]:
    faults = []
    for chain, node, _role in found:
        if node is not None:
            right = any(_fits(label, chain, node) for label in (*firm.need, *firm.may))
            total.node_right += right
            total.node_wrong += not right
            faults += [] if right else [f"+{chain}/{node}"]
    for label in firm.need:
        if not label.endswith(("/*", "/-")):
            hit = any(_fits(label, chain, node) for chain, node, _role in found)
            total.node_hit += hit
            total.node_missed += not hit
            faults += [] if hit else [f"-{label}"]
    return faults


def _role(total: BlindScore, firm: Blind, found: Sequence[Found]) -> list[str]:
    here = [role for chain, _node, role in found if chain in firm.allowed]
    if firm.role == "-" or not here:
        return []
    right = (here[0] == "trader") == (firm.role == "t")
    total.role_right += right
    total.role_wrong += not right
    return [] if right else [f"role {here[0]}"]


def _fits(label: str, chain: str, node: str | None) -> bool:
    wanted, _, nodes = label.partition("/")
    return wanted == chain and any(each in ("*", node or "-") for each in nodes.split(","))


def _share(one: int, other: int) -> float:
    return round(one / max(1, one + other), 4)
