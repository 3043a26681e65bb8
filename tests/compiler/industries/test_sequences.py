"""Chains of products as the text writes them."""

from __future__ import annotations

import pytest

from compiler.writing import written
from rongshu.compiler.industries.sequences import find_sequences, stages


def steps(text: str) -> list[tuple[str, ...]]:
    return [sequence.steps for sequence in find_sequences(written(text + "\n"), ())]


def test_it_works() -> None:
    assert steps("支持鹭达新材打造环己酮-己内酰胺-聚酰胺-纺丝-织造全产业链，做大规模。") == [
        ("环己酮", "己内酰胺", "聚酰胺", "纺丝", "织造")
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("沿“电解铝—铝合金扁锭—汽车板—车身部件”一线延链。", ("电解铝", "铝合金扁锭", "汽车板", "车身部件")),
        ("发挥“炼油—乙烯—聚烯烃”一体化优势。", ("炼油", "乙烯", "聚烯烃")),
        ("构建硅料→硅片→电池→组件产业链。", ("硅料", "硅片", "电池", "组件")),
    ],
)
def test_any_dash_or_arrow(text: str, found: tuple[str, ...]) -> None:
    assert steps(text) == [found]


def test_streams_are_three_steps() -> None:
    found = steps("形成上游原料、中游部件、下游整机的产业链。")
    assert len(found) == 1
    assert len(found[0]) == 3
    assert stages("硅料、硅片") == ("硅料", "硅片")


@pytest.mark.parametrize(
    "text",
    [
        "完善市—县区—园区多级财政支持体系。",
        "构建创新型中小企业—专精特新—小巨人—单项冠军梯队。",
        "2026—2028年。",
    ],
)
def test_levels_of_offices_and_firms_are_no_chains(text: str) -> None:
    assert steps(text) == []
