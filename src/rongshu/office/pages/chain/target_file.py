"""Targets as files: the ranking as a workbook, one target on one Word page."""

from __future__ import annotations

import io

import docx
import xlsxwriter
from django.utils import timezone
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from rongshu.findings.investment.ranking import Ranked
from rongshu.office.pages.chain.nodes import TargetPage
from rongshu.office.pages.parts.export import DEMONSTRATION
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal

UNKNOWN = Bilingual("未知", "not known")
HEADS = (
    Bilingual("名次", "Rank"),
    Bilingual("企业", "Firm"),
    Bilingual("得分", "Score"),
    Bilingual("权重±20%时的名次", "Rank under ±20% weights"),
    Bilingual("已知权重", "Weight known"),
    Bilingual("建议园区", "Park"),
    Bilingual("以企引企", "Introduced by"),
)
BASIS = Bilingual("依据", "Evidence")
SWINGS, COMPONENT = Bilingual("敏感性", "Sensitivity"), Bilingual("成分", "Component")
FONT = "Microsoft YaHei"


def ranking_bytes(page: TargetPage, language: str, demonstration: bool) -> bytes:
    """The whole ranking with each component's value and evidence, and the weights on a sheet of their own."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(Bilingual("招商目标", "Targets").in_language(language))
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        top = 0
        if demonstration:
            sheet.write_string(0, 0, DEMONSTRATION.in_language(language), bold)
            top = 1
        names = [weight.name.bilingual().in_language(language) for weight in page.weights.weights]
        basis = BASIS.in_language(language)
        titles = [head.in_language(language) for head in HEADS]
        titles += [title for name in names for title in (name, f"{name} {basis}")]
        for column, title in enumerate(titles):
            sheet.write_string(top, column, title, bold)
        for line, row in enumerate(page.ranked, top + 1):
            for column, value in enumerate(_cells(page, row, language)):
                if isinstance(value, str):
                    sheet.write_string(line, column, value)
                elif value is not None:
                    sheet.write_number(line, column, value)
        sheet.set_column(1, 1, 32)
        sheet.freeze_panes(top + 1, 2)
        _write_swings(book, page, language)
        _write_weights(book, page, language)
    return stream.getvalue()


def _cells(page: TargetPage, row: Ranked, language: str) -> list[str | float | None]:
    introducer = "、".join(f"{firm}（{kind}）" for firm, kind in row.introducers)
    cells: list[str | float | None] = [row.rank, row.candidate.name, row.score]
    cells += [f"{row.ranks[0]}–{row.ranks[1]}", row.coverage, row.park, introducer]
    known = {component.name: component for component in row.components}
    for weight in page.weights.weights:
        component = known.get(weight.component)
        cells += [
            component.value if component else None,
            component.evidence.in_language(language) if component else "",
        ]
    return cells


def _write_swings(book: xlsxwriter.Workbook, page: TargetPage, language: str) -> None:
    """The rank of each target when one weight is a fifth lower and higher; only where it moves."""
    sheet = book.add_worksheet(SWINGS.in_language(language))
    titles = (HEADS[1], COMPONENT, HEADS[0], Bilingual("-20%"), Bilingual("+20%"))
    for column, title in enumerate(titles):
        sheet.write_string(0, column, title.in_language(language))
    names, line = page.names, 1
    for row in page.ranked:
        for swing in row.swings:
            sheet.write_string(line, 0, row.candidate.name)
            sheet.write_string(line, 1, names[swing.component].bilingual().in_language(language))
            for column, place in enumerate((row.rank, swing.lower, swing.higher), 2):
                sheet.write_number(line, column, place)
            line += 1
    sheet.set_column(0, 1, 32)
    sheet.freeze_panes(1, 1)


def _write_weights(book: xlsxwriter.Workbook, page: TargetPage, language: str) -> None:
    sheet = book.add_worksheet(Bilingual("权重", "Weights").in_language(language))
    sheet.set_column(0, 0, 40)
    sheet.write_string(0, 0, f"{page.weights.name.bilingual().in_language(language)} {page.weights.version}")
    sheet.write_string(1, 0, page.weights.source)
    for line, weight in enumerate(page.weights.weights, 3):
        sheet.write_string(line, 0, weight.name.bilingual().in_language(language))
        sheet.write_number(line, 1, float(weight.weight))
        sheet.write_string(line, 2, page.how[weight.component].in_language(language))
    sheet.set_column(2, 2, 60)


def target_bytes(page: TargetPage, row: Ranked, language: str, demonstration: bool) -> bytes:
    """One page on one target: what it is, why it fits, through whom, where."""
    paper = docx.Document()
    _set_page(paper)
    if demonstration:
        _said(paper, DEMONSTRATION.in_language(language), bold=True, colour=RGBColor(0xC0, 0x60, 0x00))
    _said(paper, row.candidate.name, size=20, bold=True)
    chain = page.chain.name.bilingual().in_language(language)
    node = page.node.name.bilingual().in_language(language)
    place = Bilingual("招商目标 · ", "Investment target · ").in_language(language)
    _said(paper, f"{place}{chain} / {node}", size=11)
    _facts(paper, page, row, language)
    _said(paper, Bilingual("为什么是它", "Why this firm").in_language(language), size=13, bold=True)
    _components(paper, page, row, language)
    _said(paper, _method(page, row, language), size=8)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def _set_page(paper: Document) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(1.8)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(4)


def _said(
    paper: Document, text: str, size: float = 10.5, bold: bool = False, colour: RGBColor | None = None
) -> None:
    run = paper.add_paragraph().add_run(text)
    run.font.size, run.bold = Pt(size), bold
    if colour is not None:
        run.font.color.rgb = colour


def _facts(paper: Document, page: TargetPage, row: Ranked, language: str) -> None:
    target = page.numbers.get(row.candidate.key)
    unknown = UNKNOWN.in_language(language)
    introducer = "、".join(f"{firm}（{kind}）" for firm, kind in row.introducers[:3]) or unknown
    lines = [
        (Bilingual("所在地", "Place"), (target.place if target else "") or unknown),
        (Bilingual("主要产品", "Products"), row.candidate.products or unknown),
        (Bilingual("用地、用能需求", "Land and energy needed"), _needs(row, language) or unknown),
        (Bilingual("本地需求企业", "Local buyers"), "、".join(page.buyers[:6]) or unknown),
        (Bilingual("以企引企", "Introduced by"), introducer),
        (Bilingual("建议承载园区", "Park"), row.park or unknown),
        (Bilingual("名次", "Rank"), f"{row.rank}（{row.ranks[0]}–{row.ranks[1]}）/ {len(page.ranked)}"),
        (Bilingual("来源", "Source"), (target.source if target else "") or unknown),
    ]
    table = paper.add_table(rows=0, cols=2, style="Table Grid")
    for label, value in lines:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label.in_language(language), value
        cells[0].width, cells[1].width = Cm(3.6), Cm(13)


def _needs(row: Ranked, language: str) -> str:
    """What it needs of land and energy, as far as it is known."""
    needed = (
        (row.candidate.land_need, Bilingual("亩", "mu")),
        (row.candidate.energy_need, Bilingual("吨标准煤/年", "tce a year")),
    )
    told = [
        f"{written_decimal(value)} {unit.in_language(language)}"
        for value, unit in needed
        if value is not None
    ]
    return Bilingual("；", "; ").in_language(language).join(told)


def _components(paper: Document, page: TargetPage, row: Ranked, language: str) -> None:
    names = {
        weight.component: weight.name.bilingual().in_language(language) for weight in page.weights.weights
    }
    table = paper.add_table(rows=0, cols=4, style="Table Grid")
    for component in row.components:
        cells = table.add_row().cells
        known = component.value is not None
        cells[0].text = f"{names.get(component.name, component.name)}（{component.weight:g}）"
        cells[1].text = "█" * round(10 * (component.value or 0)) if known else ""
        cells[2].text = f"{component.value:.0%}" if known else UNKNOWN.in_language(language)
        cells[3].text = component.evidence.in_language(language)
        for cell, width in zip(cells, (4.2, 3.4, 1.6, 7.4), strict=True):
            cell.width = Cm(width)


def _method(page: TargetPage, row: Ranked, language: str) -> str:
    used, score, known = page.weights, f"{row.score:.1f}", f"{row.coverage:.0%}"
    return Bilingual(
        f"得分 {score}（已知权重 {known}）。{used.name.zh} {used.version}，{used.source}。"
        "名次范围为各权重分别增减20%时的最好与最差名次。"
        f"制表 {timezone.localdate().isoformat()}。",
        f"Score {score} over {known} of the weight. {used.name.en} {used.version}. "
        "The range is the best and worst rank when each weight moves by 20%. "
        f"Drawn up {timezone.localdate().isoformat()}.",
    ).in_language(language)
