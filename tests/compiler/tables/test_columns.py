"""Columns told by their headings, in any order and wording."""

from __future__ import annotations

import pytest

from rongshu.compiler.reading.periods import PlanYears
from rongshu.compiler.tables.columns import Columns, Kind, Role, Tense, read_columns
from rongshu.compiler.tables.found_tables import aligned
from rongshu.document.blocks import Caption, Cell, Passage, Table

YEARS = PlanYears(2026, 2030)


def columns(*headings: str, below: tuple[str, ...] = ()) -> Columns:
    """The columns of a table with these headings and one row."""
    cells = below or tuple("甲" for _heading in headings)
    rows_of_cells = tuple(tuple(Cell(text) for text in row) for row in (headings, cells))
    return read_columns(Table(None, rows_of_cells), YEARS)


def test_it_works() -> None:
    found = columns("序号", "指标名称", "单位", "2025年", "2030年", "年均增速（%）", "属性")
    assert found.kind is Kind.INDICATORS
    assert [column.role for column in found.columns] == [
        Role.ORDINAL, Role.INDICATOR, Role.UNIT, Role.VALUE, Role.VALUE, Role.GROWTH, Role.ATTRIBUTE,
    ]  # fmt: skip
    assert [column.tense for column in found.every(Role.VALUE)] == [Tense.BASE, Tense.TARGET]


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("类别", "主要指标", "基期", "目标值"), Kind.INDICATORS),
        (("2030年目标", "2027年", "2025年实际", "具体指标"), Kind.INDICATORS),
        (("园区名称", "级别", "主导产业", "规划面积（平方公里）"), Kind.PARKS),
        (("园区", "主导方向", "级别", "面积/平方公里"), Kind.PARKS),
        (("产业链", "链长", "牵头单位", "链主企业"), Kind.CHAINS),
        (("项目名称", "建设单位", "建设内容", "总投资（万元）", "建设起止年限"), Kind.PROJECTS),
        (("重点任务", "责任单位", "完成时限"), Kind.TASKS),
        (("产品", "单位", "2025年产能", "2025年产量", "2030年产能", "2030年产量"), Kind.CAPACITIES),
        (("序号", "千亿产业集群", "重点产业链"), Kind.CLUSTERS),
        (("序号", "平台名称", "企业名称"), Kind.OTHER),
    ],
)
def test_kinds(headings: tuple[str, ...], kind: Kind) -> None:
    assert columns(*headings).kind is kind


@pytest.mark.parametrize(
    ("heading", "tense", "year"),
    [
        ("基期", Tense.BASE, 2025),
        ("“十四五”末", Tense.BASE, 2025),
        ("2025年完成值", Tense.BASE, 2025),
        ("目标值", Tense.TARGET, 2030),
        ("2027年预期", Tense.MIDDLE, 2027),
        ("2035年", Tense.MIDDLE, 2035),
    ],
)
def test_tenses(heading: str, tense: Tense, year: int) -> None:
    column = columns("指标", heading, "2030年").columns[1]
    assert (column.role, column.tense, column.year) == (Role.VALUE, tense, year)


def test_units_of_columns() -> None:
    found = columns("园区", "级别", "面积/平方公里", "亩均税收（万元/亩）")
    assert [column.unit for column in found.columns[2:]] == ["平方公里", "万元/亩"]


def test_content_tells_an_attribute_without_its_heading() -> None:
    assert columns("指标", "2030年", "类型", below=("甲", "3", "约束性")).columns[2].role is Role.ATTRIBUTE


def test_years_are_shared_out_where_their_width_was_lost() -> None:
    heads = (("产品", "2025年", "2030年", "2030年", "2030年"), ("产品", "产能", "产量", "产能", "产量"))
    cells = tuple(tuple(Cell(text) for text in row) for row in (*heads, ("甲", "1", "2", "3", "4")))
    found = read_columns(Table(None, cells, header_rows=2), YEARS)
    assert [column.year for column in found.columns[1:]] == [2025, 2025, 2030, 2030]


def test_a_row_with_a_second_category_is_moved_under_its_headings() -> None:
    found = columns("类别", "指标", "单位", "2030年", "备注", below=("质效", "规模", "产值", "亿元", "7"))
    row = tuple(Cell(text) for text in ("质效", "规模", "产值", "亿元", "7"))
    assert [cell.text for cell in aligned(row, found)][:4] == ["质效", "产值", "亿元", "7"]


def test_a_caption_gives_the_unit() -> None:
    caption = Caption(Passage(1, "表1 产量", 0), "表1", "主要产品产能（单位：万吨）")
    heads = ("产品", "2025年产能", "2030年产能")
    table = Table(caption, tuple(tuple(Cell(text) for text in row) for row in (heads, ("钢材", "3", "4"))))
    assert read_columns(table, YEARS).unit == "万吨"


def test_an_empty_heading_goes_on_with_the_one_to_its_left() -> None:
    def cell(text: str) -> Cell:
        return Cell(text, (Passage(1, text, 0),) if text else ())

    heads = [["园区名称", "亩均税收", ""], ["", "现状", "目标"], ["鹭江园", "12", "18"]]
    table = Table(None, tuple(tuple(cell(text) for text in row) for row in heads), header_rows=2)
    assert [column.role for column in read_columns(table).columns] == [Role.PARK, Role.TAX, Role.TAX]
