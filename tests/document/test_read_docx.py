"""Word files: automatic numbers, styles, merged cells, frames, tracked changes, notes."""

from __future__ import annotations

import docx
import invented_docx as word
from docx.enum.style import WD_STYLE_TYPE
from reading import boxes, leads, outline, paragraph_texts, read, tables, texts

from rongshu.document.word.numbering import number_in


def test_it_works(tmp_path):
    document = read(tmp_path, word.plan(), "plan.docx")
    assert document.title == "云江市“十五五”先进制造业发展规划"
    assert outline(document) == [
        (1, "一、", "发展基础"),
        (1, "二、", "总体要求"),
        (2, "（一）", "指导思想"),
        (2, "（二）", "主要目标"),
        (1, "三、", "重点任务"),
        (2, "（一）", "做强主导产业"),
        (3, "1.", "海洋装备"),
        (3, "2.", "绿色化工"),
        (2, "（二）", "做优园区载体"),
    ]
    assert document.source.kind == "docx"


def test_merged_cells_stand_at_every_place(tmp_path):
    (table,) = tables(read(tmp_path, word.plan(), "plan.docx"))
    assert table.caption
    assert (table.caption.number, table.caption.title) == ("表1", "主要指标")
    assert table.headers == ("类别", "指标", "规划目标/2025年", "规划目标/2030年", "属性")
    assert texts(table)[2:4] == [
        ["规模", "规上工业总产值（亿元）", "1200", "2000", "预期性"],
        ["规模^", "规上工业企业数（家）", "860", "1100", "预期性"],
    ]
    assert table.body[0][0].passages == table.body[1][0].passages
    assert [note.text for note in table.notes] == ["注：规上工业总产值为当年价。"]


def test_text_box_and_one_cell_table_are_boxes_read_once(tmp_path):
    document = read(tmp_path, word.plan(), "plan.docx")
    assert [(box.number, box.title) for box in boxes(document)] == [
        ("专栏1", "产业链提升工程"),
        ("专栏2", "园区提升工程"),
    ]
    assert document.text.count("由云江重工牵头") == 1


def test_bold_opening_is_the_lead(tmp_path):
    assert ("", "海工平台") in leads(read(tmp_path, word.plan(), "plan.docx"))


def test_insertions_are_kept_and_deletions_dropped(tmp_path):
    text = read(tmp_path, word.plan(), "plan.docx").text
    assert "到2030年产值达到320亿元。" in text
    assert "250" not in text


def test_headers_and_footers_are_left_out(tmp_path):
    text = read(tmp_path, word.plan(), "plan.docx").text
    assert "页眉" not in text
    assert "第 1 页" not in text


def test_heading_styles_win_over_the_words(tmp_path):
    document = docx.Document()
    word.centred_title(document, "河口县产业发展规划")
    word.heading_style(document, "发展现状", 1)
    document.add_paragraph("1.这是正文里的一条，说明现状，不是标题。")
    word.heading_style(document, "产业结构", 2)
    document.add_paragraph("全县产业结构不断优化，工业占比稳步提高。")
    word.heading_style(document, "总体要求", 1)
    document.add_paragraph("坚持稳中求进。")
    assert outline(read(tmp_path, word.saved(document), "plan.docx")) == [
        (1, "", "发展现状"),
        (2, "", "产业结构"),
        (1, "", "总体要求"),
    ]


def test_unstyled_numbers_nest_below_styled_headings(tmp_path):
    document = docx.Document()
    word.heading_style(document, "第一章 总体要求", 2)  # level 1 was spent on the cover
    document.add_paragraph("一、指导思想")
    document.add_paragraph("坚持新发展理念，推动高质量发展。")
    document.add_paragraph("二、主要目标")
    document.add_paragraph("到2030年产值达到500亿元。")
    word.heading_style(document, "第二章 重点任务", 2)
    document.add_paragraph("一、做强产业")
    document.add_paragraph("发展海洋装备产业。")
    assert [
        (level, number) for level, number, _ in outline(read(tmp_path, word.saved(document), "a.docx"))
    ] == [
        (1, "第一章"),
        (2, "一、"),
        (2, "二、"),
        (1, "第二章"),
        (2, "一、"),
    ]


def test_nested_tables_lose_no_text(tmp_path):
    document = docx.Document()
    document.add_paragraph("表1 项目清单")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(1, 0).text = "项目", "内容", "海工平台"
    inner = table.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "一期", "二期"
    document.add_paragraph("以上项目按季调度。")
    found = read(tmp_path, word.saved(document), "plan.docx")
    assert texts(tables(found)[0])[1] == ["海工平台", "一期二期"]


def test_title_and_note_rows_inside_a_table(tmp_path):
    document = docx.Document()
    document.add_paragraph("主要指标如下。")
    table = document.add_table(rows=4, cols=3)
    rows = [
        ["表2 主要指标", "", ""],
        ["指标", "2025年", "2030年"],
        ["产值", "12", "20"],
        ["注：当年价。", "", ""],
    ]
    for row, words in enumerate(rows):
        for column, text in enumerate(words):
            table.cell(row, column).text = text
    for row in (0, 3):
        table.cell(row, 0).merge(table.cell(row, 2)).text = rows[row][0]
    (found,) = tables(read(tmp_path, word.saved(document), "plan.docx"))
    assert found.caption
    assert (found.caption.number, found.headers) == ("表2", ("指标", "2025年", "2030年"))
    assert [note.text for note in found.notes] == ["注：当年价。"]


def test_a_box_drawn_as_a_table_with_columns(tmp_path):
    document = docx.Document()
    document.add_paragraph("一、重点工程")
    table = document.add_table(rows=3, cols=2)
    rows = [["专栏3 重点平台", ""], ["平台", "牵头单位"], ["检测平台", "云江重工"]]
    for row, words in enumerate(rows):
        for column, text in enumerate(words):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(0, 1)).text = "专栏3 重点平台"
    document.add_paragraph("各平台按季调度。")
    (box,) = boxes(read(tmp_path, word.saved(document), "plan.docx"))
    assert (box.number, box.title) == ("专栏3", "重点平台")
    assert texts(box.blocks[0]) == rows[1:]


def test_footnotes_follow_the_text(tmp_path):
    document = docx.Document()
    document.add_paragraph("打造“双十”产业体系。")
    content = word.saved(document)
    reference = '</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
    with_reference = word.member(content, "word/document.xml").replace("</w:t></w:r>", reference, 1)
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="2"><w:p><w:r><w:t>“双十”指十条链、十个园。</w:t></w:r></w:p></w:footnote>'
        "</w:footnotes>"
    )
    changed = word.with_parts(content, {"word/document.xml": with_reference, "word/footnotes.xml": notes})
    assert paragraph_texts(read(tmp_path, changed, "plan.docx"))[-1] == "“双十”指十条链、十个园。"


def test_numbers_are_written_as_word_does():
    assert [number_in("chineseCounting", n) for n in (1, 10, 11, 20, 21, 100, 105)] == [
        "一", "十", "十一", "二十", "二十一", "一百", "一百零五",
    ]  # fmt: skip
    assert number_in("upperRoman", 14) == "XIV"
    assert number_in("chineseLegalSimplified", 12) == "壹拾贰"
    assert number_in("ideographDigital", 20) == "二〇"
    assert number_in("lowerLetter", 28) == "bb"
    assert number_in("anything", 7) == "7"


def test_contents_styles_make_no_headings_and_the_title_style_names_the_document(tmp_path):
    document = docx.Document()
    document.add_paragraph("云江蓝图", style="Title")
    style = document.styles.add_style("toc 1", WD_STYLE_TYPE.PARAGRAPH)
    for entry in ("第一章 总体要求\t1", "第二章 重点任务\t6"):
        document.add_paragraph(entry, style=style)
    for chapter, words in (("第一章 总体要求", "坚持高质量发展。"), ("第二章 重点任务", "做强主导产业。")):
        word.heading_style(document, chapter, 1)
        document.add_paragraph(words)
    found = read(tmp_path, word.saved(document), "plan.docx")
    assert found.title == "云江蓝图"
    assert outline(found) == [(1, "第一章", "总体要求"), (1, "第二章", "重点任务")]


def test_a_list_restarts_where_word_says_so(tmp_path):
    document = docx.Document()
    number = word.automatic_numbers(document)
    for title in ("发展海洋装备", "发展绿色化工"):
        number(title, 0)
        for item in ("建设基地", "培育企业"):
            number(item, 1)
            document.add_paragraph("扎实推进各项重点工作，确保取得实效。")
    assert [number for _, number, _ in outline(read(tmp_path, word.saved(document), "plan.docx"))] == [
        "一、", "（一）", "（二）", "二、", "（一）", "（二）",
    ]  # fmt: skip


def test_a_heading_printed_again_after_a_page_break_is_no_row(tmp_path):
    document = docx.Document()
    document.add_paragraph("表1 园区一览")
    table = document.add_table(rows=0, cols=2)
    for row in (("园区", "面积"), ("东园", "3"), ("园区", "面积"), ("西园", "4")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("各园区按规划建设。")
    found = read(tmp_path, word.saved(document), "plan.docx")
    assert [[cell.text for cell in row] for row in tables(found)[0].body] == [["东园", "3"], ["西园", "4"]]
    assert len(found.passages) == 10  # every cell keeps its number
