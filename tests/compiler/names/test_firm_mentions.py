"""A firm once introduced is found again: in full, in short, never inside something else."""

from __future__ import annotations

from rongshu.compiler.names.firm_lists import Sighting
from rongshu.compiler.names.firm_mentions import known_mentions
from rongshu.document.blocks import Passage


def again(text: str, *known: str, regions: tuple[str, ...] = ()) -> list[str]:
    sightings = [Sighting(name, 9, 0, "enterprises:表格", 0.9) for name in known]
    found = known_mentions([Passage(1, text, 0)], sightings, frozenset(), frozenset(regions))
    return list(dict.fromkeys(seen.name for seen in found))


def test_it_works() -> None:
    assert again("推动鹭达集团加快转型。", "鹭达集团") == ["鹭达集团"]


def test_a_short_name_counts_where_it_stands_alone() -> None:
    assert again("推动鹭达加快转型。", "鹭达集团") == ["鹭达"]
    assert again("山海鹭达标准。", "鹭达集团") == []


def test_a_longer_firm_hides_the_shorter_one_inside_it() -> None:
    assert again("以金鹭鼎、旭鹭光电为龙头。", "鹭鼎", "金鹭鼎", "旭鹭光电", "鹭光") == ["金鹭鼎", "旭鹭光电"]


def test_an_institute_named_after_a_firm_is_no_mention() -> None:
    assert again("推进鹭东方创新中心落地。", "鹭东方") == []


def test_a_region_before_the_name_belongs_to_it() -> None:
    assert again("支持临溪鹭瑞微开展攻关。", "鹭瑞微", regions=("临溪",)) == ["临溪鹭瑞微"]


def test_a_trade_after_a_short_name_makes_the_name() -> None:
    assert again("鹭达玻璃、鹭申获评百强。", "鹭达集团", "鹭申股份") == ["鹭达玻璃", "鹭申"]


def test_without_known_firms_there_is_nothing_to_find() -> None:
    assert again("推动鹭达集团加快转型。") == []
