"""What printed names of quantities mean."""

import pytest

from rongshu.pack.checks.naming import falls, meaning, share_of


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("全市规模以上工业总产值", "规上工业总产值"),
        ("省级“专精特新”中小企业（家）", "省级专精特新中小企业数量"),
        ("全社会研究与试验发展经费投入强度", "全社会R&D投入强度"),
        ("产值超百亿元的工业企业", "百亿级企业"),
        ("国家高新技术企业总数", "国家级高新技术企业"),
        ("战略性新兴产业增加值占规上工业增加值的比重", "战略性新兴产业占规上工业增加值比重"),
        ("国家级专精特新“小巨人”企业", "国家级“小巨人”企业"),
        ("高企总量", "高新技术企业数"),
        ("省级专精特新企业", "省级专精特新中小企业"),
        ("汽车配件产业链产值", "汽车配件产值"),
        ("万元工业增加值能耗", "单位工业增加值能源消耗"),
        ("研发投入强度", "R&D经费支出占地区生产总值比重"),
        ("境内外上市公司", "境内外上市企业"),
    ],
)
def test_it_works(one, other):
    assert meaning(one) == meaning(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("省级重点实验室", "省级以上重点实验室"),
        ("规上工业企业", "新增规上工业企业"),
        ("规上工业增加值", "规上工业增加值增速"),
        ("营收超百亿元企业", "产值超百亿元企业"),
        ("工业企业技术中心", "企业技术中心"),
        ("重点实验室及工程研究中心", "重点实验室"),
    ],
)
def test_what_is_not_the_same(one, other):
    assert meaning(one) != meaning(other)


def test_shares_have_a_part_and_a_whole():
    assert share_of("制造业增加值占地区生产总值的比重") == ("制造业增加值", "GDP")
    assert share_of("R&D投入强度") == ("R&D经费", "GDP")
    assert share_of("亩均税收") is None


def test_less_is_better_for_some():
    assert falls("单位工业增加值能耗")
    assert not falls("高新技术企业")
