"""Captions of tables, figures and boxes; notes and unit lines."""

from __future__ import annotations

import pytest

from rongshu.document.line.captions import (
    Naming,
    is_bare_title,
    is_note,
    is_unit_line,
    read_box,
    read_caption,
)


@pytest.mark.parametrize(
    ("text", "naming"),
    [
        ("表3-1 主要指标", Naming("表", "表3-1", "主要指标")),
        ("表 2：园区名单", Naming("表", "表2", "园区名单")),
        ("续表2 园区名单", Naming("表", "表2", "园区名单")),
        ("附表1 项目清单", Naming("表", "附表1", "项目清单")),
        ("图一 空间布局", Naming("图", "图一", "空间布局")),
        ("专栏表2 园区名单", Naming("表", "专栏表2", "园区名单")),
    ],
)
def test_it_works(text, naming):
    assert read_caption(text) == naming


@pytest.mark.parametrize(
    "text", ["表1所示的指标", "表2中列出", "图3是空间布局", "表现突出", "图书馆", "表1显示，产值增长。"]
)
def test_sentences_that_mention_a_table(text):
    assert read_caption(text) is None


def test_boxes():
    assert read_box("专栏6-1 提升工程", framed=False) == Naming("专栏", "专栏6-1", "提升工程")
    assert read_box("专栏：提升工程", framed=True) == Naming("专栏", "专栏", "提升工程")
    assert read_box("专栏：提升工程", framed=False) is None
    assert read_box("专栏1列出了重点工程。", framed=False) is None
    assert read_box("专栏表2 园区名单", framed=True) is None


def test_notes_units_and_bare_titles():
    assert is_note("注：当年价")
    assert is_note("资料来源：统计局")
    assert not is_note("注重统筹")
    assert is_unit_line("（单位：亿元）")
    assert is_unit_line("单位：万吨、亿元")
    assert not is_unit_line("单位要加强协作")
    assert is_bare_title("云江市重点项目清单")
    assert is_bare_title("主要经济指标（2025—2030年）")
    assert not is_bare_title("到2030年完成目标。")
