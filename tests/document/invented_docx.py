"""Word files of invented cities, built piece by piece as an office's own Word would."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

_LEVEL = (
    '<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="{pattern}"/></w:lvl>'
)
_LEVELS = (("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."))
_TEXTBOX = """
<w:r {ns} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>
<w:txbxContent>{inside}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></w:pict></mc:Fallback>
</mc:AlternateContent></w:r>
"""


def saved(document: WordDocument) -> bytes:
    """The file's bytes."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def automatic_numbers(document: WordDocument) -> Callable[[str, int, str], None]:
    """Add a three-level list 一、（一）1. and give back a function that adds one numbered paragraph."""
    root = document.part.numbering_part.element
    levels = "".join(
        _LEVEL.format(depth=depth, form=form, pattern=pattern)
        for depth, (form, pattern) in enumerate(_LEVELS)
    )
    definition = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90">{levels}</w:abstractNum>'
    root.insert(0, parse_xml(definition))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))

    def add(text: str, level: int, style: str = "Normal") -> None:
        properties = document.add_paragraph(text, style=style)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="90"/></w:numPr>')
        )

    return add


def text_box(document: WordDocument, lines: list[str]) -> None:
    """A drawn text box with its old-program fallback, both holding the same lines."""
    inside = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    document.add_paragraph()._p.append(parse_xml(_TEXTBOX.format(ns=nsdecls("w"), inside=inside)))


def bold_lead(document: WordDocument, lead: str, rest: str) -> None:
    """A paragraph whose opening is bold."""
    paragraph = document.add_paragraph()
    paragraph.add_run(lead).bold = True
    paragraph.add_run(rest)


def tracked(document: WordDocument, before: str, inserted: str, deleted: str) -> None:
    """A paragraph with a tracked insertion and a tracked deletion."""
    paragraph = document.add_paragraph(before)._p
    who = 'w:id="1" w:author="x" w:date="2026-01-01T00:00:00Z"'
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')} {who}><w:r><w:t>{inserted}</w:t></w:r></w:ins>"))
    paragraph.append(
        parse_xml(f"<w:del {nsdecls('w')} {who}><w:r><w:delText>{deleted}</w:delText></w:r></w:del>")
    )


def heading_style(document: WordDocument, text: str, level: int) -> None:
    """A paragraph in the built-in heading style."""
    document.add_paragraph(text, style=f"Heading {level}")


def centred_title(document: WordDocument, text: str) -> None:
    """A large centred line in the body style, as most offices write a title."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.font.size = Pt(22)
    run.bold = True


def indicator_table(document: WordDocument) -> None:
    """A table with a heading of two rows, a merged group label and a merged value."""
    table = document.add_table(rows=5, cols=5)
    rows = [
        ["类别", "指标", "规划目标", "", "属性"],
        ["", "", "2025年", "2030年", ""],
        ["规模", "规上工业总产值（亿元）", "1200", "2000", "预期性"],
        ["", "规上工业企业数（家）", "860", "1100", "预期性"],
        ["质效", "研发投入强度（%）", "2.1", "3.0", "约束性"],
    ]
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 2).merge(table.cell(0, 3)).text = "规划目标"
    for column in (0, 1, 4):
        table.cell(0, column).merge(table.cell(1, column)).text = rows[0][column]
    table.cell(2, 0).merge(table.cell(3, 0)).text = "规模"


def framed(document: WordDocument, lines: list[str]) -> None:
    """A table of one cell used as a frame."""
    cell = document.add_table(rows=1, cols=1).cell(0, 0)
    cell.paragraphs[0].add_run(lines[0])
    for line in lines[1:]:
        cell.add_paragraph(line)


def with_parts(content: bytes, parts: Mapping[str, str]) -> bytes:
    """The file with members replaced or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for member in before.namelist():
            if member not in parts:
                after.writestr(member, before.read(member))
        for member, text in parts.items():
            after.writestr(member, text)
    return out.getvalue()


def member(content: bytes, name: str) -> str:
    """The text of one member."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode("utf-8")


def plan() -> bytes:
    """A plan of an invented city that uses everything a Word file may hold."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉不应读入"
    document.sections[0].footer.paragraphs[0].text = "第 1 页"
    centred_title(document, "云江市“十五五”先进制造业发展规划")
    number = automatic_numbers(document)
    number("发展基础", 0)
    document.add_paragraph("“十四五”时期，云江市工业总量稳步扩大，结构持续优化。")
    number("总体要求", 0)
    number("指导思想", 1)
    document.add_paragraph("坚持高质量发展，加快推进新型工业化。")
    number("主要目标", 1)
    document.add_paragraph("到２０３０年，规上工业总产值达到2000亿元。")
    document.add_paragraph("表1 主要指标")
    indicator_table(document)
    document.add_paragraph("注：规上工业总产值为当年价。")
    number("重点任务", 0)
    number("做强主导产业", 1)
    number("海洋装备", 2)
    bold_lead(document, "海工平台。", "依托云江重工等龙头企业，建设深海装备基地。")
    tracked(document, "到2030年产值达到", "320亿元。", "250亿元。")
    number("绿色化工", 2)
    document.add_paragraph("重点发展聚氨酯等产品，延伸产业链条。")
    text_box(document, ["专栏1 产业链提升工程", "海洋装备链。由云江重工牵头建设。"])
    number("做优园区载体", 1)
    document.add_paragraph("推动园区提质增效，完善基础设施。")
    framed(document, ["专栏2 园区提升工程", "标准厂房。新建标准厂房60万平方米。", "智慧园区。建设统一平台。"])
    return saved(document)
