"""Firms find their place in the chains by what they make; sellers and describing words do not mislead."""

from __future__ import annotations

import pytest

from rongshu.matching.lexicon import Lexicon
from rongshu.matching.placement import FirmText, place, place_all
from rongshu.pack.schema import Chain

WIND = Chain.model_validate(
    {
        "id": "wind",
        "name": {"zh": "风电装备"},
        "stages": [{"id": "parts", "name": {"zh": "零部件"}}],
        "nodes": [
            {
                "id": "blade",
                "name": {"zh": "叶片"},
                "stage": "parts",
                "products": ["风电叶片", "叶片"],
                "gbt4754": ["3415"],
            },
            {"id": "generator", "name": {"zh": "发电机"}, "stage": "parts", "products": ["风力发电机"]},
            {"id": "resin", "name": {"zh": "环氧树脂"}, "stage": "parts", "aliases": ["环氧"]},
        ],
    }
)
LEXICON = Lexicon([WIND])


def nodes(**firm: object) -> dict[str, str]:
    return {p.node: p.role for p in place(FirmText("1", str(firm.pop("name", "某公司")), **firm), LEXICON)}


def test_it_works() -> None:
    found = place(FirmText("1", "某公司", "风电叶片", "风电叶片制造；货物进出口", ("3415",)), LEXICON)
    assert [(p.node, p.role) for p in found] == [("blade", "producer")]
    assert found[0].score == pytest.approx(min(1, sum(e.weight for e in found[0].evidence)))
    assert {e.source for e in found[0].evidence} == {"products", "scope", "gbt4754"}


@pytest.mark.parametrize(
    ("firm", "expected"),
    [
        ({"products": "风力发电机叶片"}, {"blade": "producer"}),
        ({"scope": "环氧树脂生产"}, {"resin": "producer"}),
        ({"products": "环氧树脂销售"}, {"resin": "trader"}),
        ({"name": "某某贸易有限公司", "products": "环氧树脂"}, {"resin": "trader"}),
        ({"scope": "化工产品制造（不含环氧树脂）"}, {}),
        ({"scope": "除风电叶片以外的玻璃钢制品制造"}, {}),
        ({"codes": ("3415",)}, {}),
        ({"products": "　风电 叶片 "}, {"blade": "producer"}),
        ({}, {}),
    ],
)
def test_judged_by_what_it_makes(firm: dict[str, object], expected: dict[str, str]) -> None:
    assert nodes(**firm) == expected


def test_many_firms_stream() -> None:
    firms = (FirmText(str(number), "某公司", "风电叶片") for number in range(1000))
    assert sum(1 for _placement in place_all(firms, LEXICON)) == 1000


def test_an_empty_lexicon_places_nothing() -> None:
    assert place(FirmText("1", "某公司", "风电叶片"), Lexicon([])) == ()


def test_each_clause_of_the_products_says_what_is_done() -> None:
    found = {
        p.node: p.role
        for p in place(FirmText("1", "某公司", "风电叶片；环氧树脂贸易", "", ("3415",)), LEXICON)
    }
    assert found == {"blade": "producer", "resin": "trader"}
