"""Names cut out of the words around a figure."""

from __future__ import annotations

import pytest

from rongshu.compiler.targets.subjects import (
    bare_subject,
    following_object,
    needs_owner,
    with_level,
    with_metric,
)


def test_it_works() -> None:
    subject = bare_subject("到2030年，力争全市规上工业总产值")
    assert (subject.name, subject.scope) == ("规上工业总产值", "全市")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("列入省级“专精特新”中小企业", "省级“专精特新”中小企业"),
        ("五年累计新增规上工业企业", "新增规上工业企业"),
        ("其中装备制造领域", "装备制造领域"),
        ("区财政每年安排专项资金", "每年专项资金"),
        ("对外贸易总额", "对外贸易总额"),
        ("中小企业", "中小企业"),
        ("超高清显示企业", "超高清显示企业"),
        ("超五百亿元园区", "超五百亿元园区"),
        ("共性技术平台", "共性技术平台"),
        ("以", ""),
    ],
)
def test_what_is_taken_off_and_what_stays(written: str, name: str) -> None:
    assert bare_subject(written).name == name


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ("链主企业，推动", "链主企业"),
        ("“卡脖子”技术。", "“卡脖子”技术"),
        ("的产业基金", "产业基金"),
        ("，", ""),
    ],
)
def test_objects_behind_a_number(after: str, expected: str) -> None:
    assert following_object(after) == expected


def test_what_a_list_leaves_unsaid() -> None:
    assert with_level("省级", "国家级企业技术中心") == "省级企业技术中心"
    assert with_metric("先进材料", "高端装备产值") == "先进材料产值"
    assert needs_owner("产业规模")
    assert not needs_owner("汽车产业规模")


def test_the_number_of_a_list_item_is_no_part_of_a_name() -> None:
    assert bare_subject("（4）规上企业").name == "规上企业"
    assert with_level("超亿元企业", "产值超10亿元企业") == "产值超亿元企业"
