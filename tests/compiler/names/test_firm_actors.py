"""Firms between the verb that addresses them and the verb of what they do."""

from __future__ import annotations

import pytest

from rongshu.compiler.names.firm_actors import acting_firms, coined_trade
from rongshu.compiler.reading.enumeration import Span


def named(text: str) -> set[str]:
    return {name.text for names, _ in acting_firms(Span(text, 0)) for name in names}


def test_it_works() -> None:
    assert named("支持恒鹭农机、青鹭犁业由单一机具向成套装备转型") == {"恒鹭农机", "青鹭犁业"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("鹭原堂、青鹭本草两家老字号企业要加快二次开发", {"鹭原堂", "青鹭本草"}),
        ("柘鹭型材、晟鹭铝箔分别主打型材和铝箔", {"柘鹭型材", "晟鹭铝箔"}),
        ("支持屿鹭生物提取鱼胶原蛋白肽", {"屿鹭生物"}),
        ("拓鹭隔膜重点向储能领域拓展", {"拓鹭隔膜"}),
        ("拓鹭隔膜则主攻涂覆膜", {"拓鹭隔膜"}),
        ("支持其创办的沐鹭电解液发展添加剂", {"沐鹭电解液"}),
        ("会同拓鹭隔膜、沐鹭电解液组建创新联合体", {"拓鹭隔膜", "沐鹭电解液"}),
        ("加快晟鹭铝箔、柘鹭型材的产品在建筑场景应用", {"晟鹭铝箔", "柘鹭型材"}),
        ("加强与晟鹭铝箔、拓鹭隔膜、沐鹭电解液的就地配套", {"晟鹭铝箔", "拓鹭隔膜", "沐鹭电解液"}),
        ("在鹭鸿集团、海鹭食品引领下", {"鹭鸿集团", "海鹭食品"}),
    ],
)
def test_firms_act(text: str, found: set[str]) -> None:
    assert found <= named(text)


@pytest.mark.parametrize(
    "text",
    [
        "推动产业链上下游协同发展",
        "配套引进石英坩埚、碳碳热场等辅材项目",
        "支持高端钢材品种研发",
        "推动染整向环保方向发展",
        "细鹭纤维、异鹭纤维等关键技术",
    ],
)
def test_industries_and_products_do_not_act(text: str) -> None:
    assert named(text) == set()


def test_a_trade_that_goes_on_as_an_industry_is_no_firm() -> None:
    assert coined_trade(Span("鹭春锂电产业园", 0)) is None
    assert coined_trade(Span("加快发展", 0)) is None
