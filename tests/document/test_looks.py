"""Headings without styles and numbers are told by size, weight and typeface."""

from __future__ import annotations

import docx
from docx.oxml.ns import qn
from docx.shared import Pt
from hypothesis import given
from hypothesis import strategies as st
from invented_docx import saved
from reading import outline, read

from rongshu.document.line.pieces import Grid, GridCell, Line
from rongshu.document.structure.looks import tell_levels

BODY = (
    "重点发展数控机床、精密轴承等产品，依托云江重工等企业，建设高端装备产业基地，推动产业链上下游协同发展。"
)
TITLE = "云江市工业高质量发展规划"
PLAN = (
    ("发展基础", 1),
    ("主要任务", 1),
    ("壮大支柱产业", 2),
    ("高端装备", 3),
    ("新型材料", 3),
    ("培育新兴产业", 2),
    ("组织实施", 1),
)


def word(looks: dict[int, tuple[float, bool, str]]) -> bytes:
    """The plan with each level in its size, weight and face; the body is 仿宋 of 14 points."""
    document = docx.Document()

    def line(text: str, size: float, bold: bool, face: str) -> None:
        run = document.add_paragraph().add_run(text)
        run.font.size, run.bold = Pt(size), bold
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)

    line(TITLE, 22, True, "黑体")
    for title, level in PLAN:
        line(title, *looks[level])
        line(BODY, 14, False, "仿宋_GB2312")
    return saved(document)


def test_it_works(tmp_path):
    sizes = {1: (18, True, "仿宋"), 2: (16, True, "仿宋"), 3: (14, True, "仿宋")}
    document = read(tmp_path, word(sizes), "plan.docx")
    assert [(level, title) for level, _, title in outline(document)] == [(n, name) for name, n in PLAN]


def test_typefaces_of_one_size(tmp_path):
    faces = {1: (14, False, "黑体"), 2: (14, False, "楷体_GB2312"), 3: (14, True, "仿宋_GB2312")}
    levels = {title: level for level, _, title in outline(read(tmp_path, word(faces), "plan.docx"))}
    assert levels["发展基础"] < levels["壮大支柱产业"]
    assert levels["发展基础"] < levels["高端装备"]


def test_numbers_rule_where_there_are_any():
    lines = [Line(text, bold=len(text), size=16) for text in ("一、发展基础", "二、主要任务", "三、组织实施")]
    pieces = [piece for line in lines for piece in (line, Line(BODY, size=14))]
    assert tell_levels(pieces) == pieces


def test_what_names_a_table_is_no_heading():
    grid = Grid(((GridCell(("指标",)), GridCell(("数值",))), (GridCell(("产值",)), GridCell(("3",)))))
    named = [Line("重点指标", bold=4, size=14), grid, Line("重点项目", bold=4, size=14), grid]
    pieces = [Line(BODY, size=14), *named, Line(BODY, size=14)]
    assert not any(piece.outline for piece in tell_levels(pieces) if isinstance(piece, Line))


@given(
    st.lists(
        st.builds(
            lambda text, size, bold: Line(text, size=size, bold=len(text) * bold),
            st.text("云江市工业发展规划目标任务。，1", min_size=1, max_size=60),
            st.sampled_from([10.5, 12.0, 14.0, 16.0, 22.0]),
            st.booleans(),
        ),
        max_size=30,
    )
)
def test_a_more_prominent_look_never_stands_deeper(lines):
    told = [piece for piece in tell_levels(lines) if isinstance(piece, Line)]
    assert [line.text for line in told] == [line.text for line in lines]
    marked = [line for line in told if line.outline]
    for one in marked:
        assert all(one.outline <= other.outline for other in marked if one.size > other.size)
