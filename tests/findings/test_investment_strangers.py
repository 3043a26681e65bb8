"""Six nodes with two dozen candidates each, ranked as an investment office would defend it.

The order was written down before it was computed: makers before anyone else, the larger before the smaller of
the same fit, what is unknown neither zero nor best.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from rongshu.findings.investment.candidate import Candidate, Demand
from rongshu.findings.investment.ranking import Ranked, rank_candidates
from rongshu.matching.lexicon import Lexicon
from rongshu.pack.declared.weights import load_weights
from rongshu.pack.folder.load import load_pack

STANDARDS = Path(__file__).resolve().parents[2] / "packs" / "cn-standards"
WEIGHTS = load_weights(STANDARDS)
# node: what makers say they make, what a trader sells, what others do who only sound alike
NODES = {
    "new-energy-vehicles/动力电芯": (
        ("磷酸铁锂动力电芯", "三元锂动力电池电芯", "方形铝壳动力电芯", "大圆柱动力电芯4695"),
        "动力电芯",
        ("锂电池涂布机", "电池极片模切设备", "动力电池检测服务", "酒店餐饮"),
    ),
    "wind-power-equipment/叶片": (
        ("风电叶片", "风力发电机叶片", "海上风电叶片", "风机叶片制造"),
        "风电叶片",
        ("水泵叶片", "叶片模具", "风电叶片检测服务", "叶片运输车"),
    ),
    "new-display/偏光片": (
        ("偏光片", "TFT-LCD偏光片", "OLED用偏光片", "超薄偏光片"),
        "偏光片",
        ("偏光片检测设备", "偏光太阳镜", "偏光显微镜", "保护膜分切机"),
    ),
    "new-energy/核级阀门与仪控": (
        ("核级阀门", "核电站用核级闸阀", "核二级截止阀", "核级安全阀"),
        "核级阀门",
        ("水暖阀门", "汽车气门", "阀门维修", "核桃加工"),
    ),
    "green-food/速冻与方便食品": (
        ("速冻水饺、汤圆", "速冻调理食品", "方便面", "自热米饭、方便粉丝"),
        "速冻食品",
        ("速冻机", "食品包装机", "食品检测", "冷库租赁"),
    ),
    "integrated-circuits/EDA工具与IP核": (
        ("EDA软件", "芯片设计IP核", "集成电路版图EDA工具", "半导体IP授权"),
        "EDA软件",
        ("会计软件", "芯片销售", "动漫IP运营", "PCB打样"),
    ),
}
SIZES = {
    "large": Decimal(860_000),
    "middle": Decimal(52_000),
    "small": Decimal(1_200),
    "zero": Decimal(0),
    "unknown": None,
}


@cache
def lexicon() -> Lexicon:
    return Lexicon(load_pack(STANDARDS).chains)


def candidates(node: str) -> list[Candidate]:
    makes, sold, others = NODES[node]
    found = [
        Candidate(f"{size}{n}", f"甲川{n}某某有限公司", each, revenue=revenue, growth=Decimal("0.12"))
        for (n, each), (size, revenue) in product(enumerate(makes), SIZES.items())
    ]
    found += [
        Candidate(
            "trader", "乙川某某贸易有限公司", scope=f"{sold}销售；国内贸易代理", revenue=Decimal(900_000)
        ),
        *(
            Candidate(f"other{n}", f"丙川{n}某某有限公司", each, revenue=Decimal(900_000))
            for n, each in enumerate(others)
        ),
    ]
    return found


def ranked(node: str, rows: list[Candidate]) -> dict[str, Ranked]:
    chain = node.partition("/")[0]
    there = next(c for c in load_pack(STANDARDS).chains if c.id == chain)
    name = node.partition("/")[2]
    found = next(n for n in there.nodes if n.name.zh == name)
    answer = rank_candidates(rows, Demand(chain, found.id), lexicon(), WEIGHTS)
    return {each.candidate.key: each for each in answer}


@pytest.mark.parametrize("node", NODES)
def test_it_works(node: str) -> None:
    rows = candidates(node)
    assert len(rows) == 25
    places = ranked(node, rows)
    assert {key for key in places if key.startswith(("trader", "other"))} == set()
    assert len(places) == 20
    for n in range(4):
        order = [places[f"{size}{n}"].rank for size in ("large", "middle", "small", "zero")]
        assert order == sorted(order)
        assert places[f"large{n}"].rank < places[f"unknown{n}"].rank < places[f"zero{n}"].rank


@pytest.mark.parametrize("node", NODES)
def test_what_is_unknown_says_so_and_counts_half(node: str) -> None:
    row = ranked(node, candidates(node))["unknown0"]
    bars = {each.name: each for each in row.components}
    assert (bars["size"].value, bars["size"].counted) == (None, 0.5)
    assert (bars["ties"].value, bars["ties"].counted) == (None, None)  # nobody's ties are known
    counted = [each for each in row.components if each.counted is not None]
    mean = sum(e.weight * (e.counted or 0) for e in counted) / sum(e.weight for e in counted)
    assert row.score == pytest.approx(100 * mean, abs=0.01)


def test_a_firm_more_moves_nobody_past_another() -> None:
    node = "new-display/偏光片"
    rows = candidates(node)
    before, after = ranked(node, rows[:10]), ranked(node, rows)
    assert sorted(before, key=lambda key: before[key].rank) == sorted(before, key=lambda key: after[key].rank)
