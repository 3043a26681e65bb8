"""PDF files: paragraphs joined over lines, columns and pages; tables; furniture dropped."""

from __future__ import annotations

import pytest
from invented_pdf import FLAT, TITLE, PageBreak, printed, ruled, text
from reading import outline, paragraph_texts, read, tables, texts

PROSE = (
    "云江市坚持以海洋装备和绿色化工为主攻方向，推动产业链上下游协同发展，建设一批重点项目，"
    "到2030年全市规上工业总产值达到2000亿元，年均增长10%以上，研发投入强度提高到3%，"
    "形成一批具有较强竞争力的先进制造业集群。"
)
ROWS = [["规模", f"第{number}类企业数（家）", str(100 + number), str(200 + number)] for number in range(60)]


@pytest.fixture(scope="module")
def plan() -> bytes:
    return printed(
        [
            *text("云江市先进制造业", "“十五五”发展规划", style=TITLE),
            *text("一、发展基础", style=FLAT),
            *text(PROSE, PROSE),
            *text("（一）做强主导产业。" + PROSE),
            *text("表1 主要指标", style=FLAT),
            ruled([["类别", "指标", "2025年", "2030年"], *ROWS]),
            *text("注：均为预期数。"),
            *text("二、重点任务", style=FLAT),
            *text(PROSE * 12),
        ]
    )


def test_it_works(tmp_path, plan):
    document = read(tmp_path, plan, "plan.pdf")
    assert document.title == "云江市先进制造业“十五五”发展规划"
    assert outline(document) == [
        (1, "一、", "发展基础"),
        (2, "（一）", "做强主导产业"),
        (1, "二、", "重点任务"),
    ]
    assert paragraph_texts(document)[2:4] == [PROSE, PROSE]


def test_a_sentence_goes_on_over_the_page(tmp_path, plan):
    document = read(tmp_path, plan, "plan.pdf")
    assert paragraph_texts(document)[-1] == PROSE * 12
    assert {passage.page for passage in document.passages} >= {1, 2, 3}


def test_a_table_over_pages_is_one_table(tmp_path, plan):
    (table,) = tables(read(tmp_path, plan, "plan.pdf"))
    assert table.header_rows == 1
    assert texts(table)[1:] == ROWS
    assert table.caption
    assert table.caption.title == "主要指标"
    assert [note.text for note in table.notes] == ["注：均为预期数。"]


def test_running_heads_and_page_numbers_are_dropped(tmp_path, plan):
    document = read(tmp_path, plan, "plan.pdf")
    assert "云江市先进制造业规划" not in document.text
    assert "—" not in document.text


def test_merged_cells_stand_at_every_place(tmp_path):
    rows = [["指标", "规划目标", ""], ["", "2025年", "2030年"], ["总产值（亿元）", "1200", "2000"]]
    spans = [("SPAN", (0, 0), (0, 1)), ("SPAN", (1, 0), (2, 0))]
    (table,) = tables(read(tmp_path, printed([*text(PROSE), ruled(rows, spans)]), "plan.pdf"))
    assert table.headers == ("指标", "规划目标/2025年", "规划目标/2030年")


def test_two_columns_are_read_one_after_the_other(tmp_path):
    marked = [f"第{number}段。{PROSE}" for number in range(14)]
    document = read(tmp_path, printed(text(*marked), columns=2), "plan.pdf")
    assert [words for words in paragraph_texts(document) if words.startswith("第")] == marked


def test_a_box_without_columns_is_a_frame(tmp_path):
    box = ruled([["专栏1 提升工程"], ["标准厂房。新建标准厂房60万平方米。"]])
    document = read(tmp_path, printed([*text(PROSE), box, PageBreak(), *text(PROSE)]), "plan.pdf")
    assert [(block.number, block.title) for block in document.blocks if hasattr(block, "blocks")] == [
        ("专栏1", "提升工程")
    ]


def test_a_table_without_vertical_lines(tmp_path):
    rows = [
        ["指标", "单位", "2025年", "2030年"],
        ["规上工业总产值", "亿元", "1200", "2000"],
        ["规上工业增加值占地区生产总值比重提高幅度", "%", "25.1", "28"],
        ["研发投入强度", "%", "2.1", "3"],
    ]
    caption = text("表1 主要指标", style=FLAT)
    content = printed(
        [*text(PROSE), *caption, ruled(rows, widths=[150, 60, 60, 60], lines=False), *text(PROSE)]
    )
    document = read(tmp_path, content, "plan.pdf")
    assert [texts(table) for table in tables(document)] == [rows]
    assert paragraph_texts(document)[-1] == PROSE
