"""The outline and the boxes."""

from __future__ import annotations

from compiler.writing import rows, written
from rongshu.compiler.reading.boxes import find_boxes
from rongshu.compiler.reading.outline import find_outline

TEXT = (
    "一、发展基础\n（一）主要成绩\n总量提升。工业总产值持续增长，企业梯队不断壮大，结构更加合理。\n"
    "二、主要任务\n表2-1 主要指标\n" + rows("指标|2025年|2030年", "产值|1|2")
)


def test_it_works() -> None:
    sections = find_outline(written(TEXT))
    headings = [
        (section.number, section.title, section.level) for section in sections if section.kind == "heading"
    ]
    assert headings == [("一、", "发展基础", 1), ("（一）", "主要成绩", 2), ("二、", "主要任务", 1)]


def test_what_stands_below_a_heading_names_it() -> None:
    sections = find_outline(written(TEXT))
    by_title = {section.title: section for section in sections}
    assert by_title["主要成绩"].parent == by_title["发展基础"].id
    assert by_title["主要指标"].kind == "table"
    assert by_title["主要指标"].parent == by_title["主要任务"].id


def test_ids_are_unique() -> None:
    sections = find_outline(written(TEXT + "三、主要任务\n"))
    assert len({section.id for section in sections}) == len(sections)


def test_a_box_has_number_title_and_leads() -> None:
    text = (
        "一、任务\n\t专栏1  智改数转工程\n\t设备更新。推动企业更新设备，提高效率。\n"
        "\t平台建设。建设公共平台。\n二、保障\n"
    )
    (box,) = find_boxes(written(text))
    assert (box.number, box.title) == ("专栏1", "智改数转工程")


def test_no_box_no_entry() -> None:
    assert find_boxes(written("一、任务\n推动企业更新设备。\n")) == ()
