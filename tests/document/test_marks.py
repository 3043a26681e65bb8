"""Numbers that open a line."""

from __future__ import annotations

import pytest

from rongshu.document.line.marks import annex_mark, han_value, list_mark, opening_mark


@pytest.mark.parametrize(
    ("text", "system", "value", "printed", "title"),
    [
        ("第一篇 发展环境", "part", 1, "第一篇", "发展环境"),
        ("第十二章　重点任务", "chapter", 12, "第十二章", "重点任务"),
        ("第三节：空间布局", "section", 3, "第三节：", "空间布局"),
        ("二、主要目标", "han", 2, "二、", "主要目标"),
        ("(三)园区", "han-bracket", 3, "(三)", "园区"),
        ("（二十一）园区", "han-bracket", 21, "（二十一）", "园区"),
        ("4.精品轻工", "arabic", 4, "4.", "精品轻工"),
        ("4、精品轻工", "arabic", 4, "4、", "精品轻工"),
        ("1.5G网络", "arabic", 1, "1.", "5G网络"),
        ("2.1 培育企业", "decimal-2", 1, "2.1", "培育企业"),
        ("2.1.3培育企业", "decimal-3", 3, "2.1.3", "培育企业"),
        ("（1）建库", "arabic-bracket", 1, "（1）", "建库"),
        ("2）建库", "arabic-half", 2, "2）", "建库"),
        ("③建库", "circled", 3, "③", "建库"),
    ],
)
def test_it_works(text, system, value, printed, title):
    mark = opening_mark(text)
    assert mark
    assert (mark.system, mark.value, mark.printed, text[mark.end :]) == (system, value, printed, title)


@pytest.mark.parametrize(
    "text",
    [
        "1.07万亿元",
        "2025年",
        "3.5%左右",
        "12家企业",
        "一批企业",
        "第一产业",
        "第二，加强",
        "十大工程",
        "1 总则",
        "图1",
    ],
)
def test_what_only_looks_like_a_number(text):
    assert opening_mark(text) is None


def test_bare_digits_count_where_the_document_numbers_so():
    mark = opening_mark("1 总则", bare=True)
    assert mark
    assert (mark.system, mark.end) == ("arabic", 2)


@pytest.mark.parametrize(
    ("text", "printed"),
    [("附件2：清单", "附件2"), ("附件", "附件"), ("附表3 项目", "附表3"), ("附近企业", "")],
)
def test_annexes(text, printed):
    mark = annex_mark(text)
    assert (mark.printed if mark else "") == printed


@pytest.mark.parametrize(
    ("text", "mark"),
    [("——竹木加工。", "——"), ("一是推进", "一是"), ("①建库", "①"), ("• 建库", "•"), ("普通段落", "")],
)
def test_list_marks(text, mark):
    assert list_mark(text) == mark


def test_han_values():
    written = ("十", "十五", "二十", "三十二", "一百零五", "〇", "7")
    assert [han_value(text) for text in written] == [10, 15, 20, 32, 105, 0, 7]
