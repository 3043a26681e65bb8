"""Names and products against the maps of the library."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.maps.fit import Said, fits
from rongshu.compiler.maps.vocabulary import Vocabulary, bare, core, folded
from rongshu.pack.schema import Chain, ChainNode, Name, Stage


def drawn(identifier: str, name: str, *aliases: str, **nodes: str) -> Chain:
    return Chain(
        id=identifier,
        name=Name(zh=name),
        aliases=aliases,
        stages=(Stage(id="s", name=Name(zh="段")),),
        nodes=tuple(ChainNode(id=n, name=Name(zh=zh), stage="s") for n, zh in nodes.items()),
    )


WORDS = Vocabulary(
    {
        "tea": drawn("tea", "茶叶产业链", "茶饮", leaf="绿茶", bag="袋泡茶", paste="茶浓缩液"),
        "wood": drawn("wood", "竹木产业链", "竹木家居", board="竹地板", chair="竹椅"),
    }
)


def best(name: str, *products: str) -> tuple[str, list[str]]:
    found = fits(name, [Said(product, "p1") for product in products], {}, WORDS)
    return (found[0].library, found[0].rules) if found else ("", [])


@pytest.mark.parametrize(
    ("name", "library", "rule"),
    [
        ("茶叶产业链", "tea", "name"),
        ("“竹木家居”产业集群", "wood", "name"),
        ("现代绿色茶饮产业", "tea", "name-core"),
        ("茶叶和粮油产业链", "tea", "name-piece"),
        ("茶饮料产业链", "tea", "name-part"),
    ],
)
def test_names_decide_by_a_rule_that_is_told(name: str, library: str, rule: str) -> None:
    assert best(name) == (library, [rule])


def test_products_find_a_map_where_no_name_does() -> None:
    assert best("山货产业链", "炭焙绿茶", "冷泡袋泡茶", "茶浓缩液") == ("tea", ["products"])


def test_a_product_counts_for_what_it_ends_in() -> None:
    assert best("山货产业链", "绿茶包装盒用瓦楞纸板", "袋泡茶包装机械设备", "竹椅用脚轮配件") == ("", [])


def test_a_name_that_nothing_made_there_bears_out_is_less_sure() -> None:
    plain = fits("茶饮机械产业链", [], {}, WORDS)[0].confidence
    doubted = fits("茶饮机械产业链", [Said(p, "p1") for p in ("轴承", "齿轮", "机床", "模具")], {}, WORDS)
    assert not doubted or doubted[0].confidence < plain


def test_nothing_fits_what_is_not_there() -> None:
    assert fits("工程机械产业链", [], {}, WORDS) == ()


def test_the_text_alone_proposes_nothing() -> None:
    assert fits("工程机械产业链", [], {"tea": 9}, WORDS) == ()


def test_a_latin_word_is_not_found_inside_another() -> None:
    words = Vocabulary({"x": drawn("x", "甲产业链", pet="PET膜")})
    assert [word.text for word in words.words_in("高端PET膜和CPET膜")] == ["PET膜"]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(text=TEXT)
def test_folding_keeps_every_position(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(name=TEXT, products=st.lists(TEXT, max_size=6))
def test_every_answer_is_explained_and_no_name_breaks_it(name: str, products: list[str]) -> None:
    for fit in fits(name, [Said(product, "p1") for product in products], {}, WORDS):
        assert 0 < fit.confidence < 1
        assert fit.rules
        assert fit.evidence


@given(name=TEXT)
def test_a_name_without_praise_is_part_of_the_name(name: str) -> None:
    assert core(name) in bare(name)
