"""Templates and invented examples of reference tables, to be filled in or looked at."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import xlsxwriter

from rongshu.findings.region.reference_tables import FLOWS, OUTPUTS
from rongshu.office.plans.reference.examples import EXAMPLES
from rongshu.office.plans.reference.kinds import WORDS, TableKind
from rongshu.office.registry.desk import standards
from rongshu.pack.schema import Pack
from rongshu.terms.bilingual import Bilingual

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
MAKING = range(6, 47)  # mining, manufacturing, power and water in GB/T 4754
Row = Sequence[str]


def example_of(kind: TableKind) -> bytes:
    """A tiny invented table of the kind, as CSV that a spreadsheet opens."""
    return EXAMPLES[kind.key].encode("utf-8-sig")


def template_of(kind: TableKind, pack: Pack, language: str) -> bytes:
    """A workbook with the titles that are read, and with the names of what the plan asks for filled in."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, SAFE) as book:
        sheet = book.add_worksheet(kind.name.in_language(language)[:31])
        bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#E5EEFB", "text_wrap": True})
        rows = list(_ROWS.get(kind.key, _regions)(pack, language))
        head = max(range(len(rows)), key=lambda line: len(rows[line])) if kind.key != OUTPUTS else 0
        for line, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(line, column, text, bold if line == head else None)
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, max(map(len, rows)) - 1, 20)
        sheet.freeze_panes(head + 1, 1)
    return stream.getvalue()


def _about(language: str) -> Iterator[Row]:
    """The lines above the titles; what stands behind the colon is for the sender to write."""
    colon = Bilingual("：", ": ").in_language(language)
    return ((f"{WORDS[name].in_language(language)}{colon}",) for name in ("unit", "period", "source"))


def _outputs(pack: Pack, language: str) -> Iterator[Row]:
    heads = (
        Bilingual("行业代码", "Sector code"),
        Bilingual("行业名称（参考）", "Name (for reference)"),
        Bilingual("产业链", "Chain"),
        Bilingual("环节", "Node"),
        Bilingual("参照产值（万元）", "Reference output（万元）"),
        Bilingual("本地需求（万元）", "Local demand（万元）"),
        Bilingual("参照地区", "Reference area"),
        Bilingual("期间", "Period"),
        Bilingual("来源", "Source"),
    )
    yield [head.in_language(language) for head in heads]
    yield (Bilingual("合计", "total").in_language(language),)
    codes = {code for chain in pack.chains for node in chain.nodes for code in node.gbt4754}
    for code in sorted(codes):
        known = standards().industry(code)
        yield code, known.name if known else ""


def _regions(pack: Pack, language: str) -> Iterator[Row]:
    yield from _about(language)
    own = pack.about.region.name.bilingual().in_language(language) if pack.about.region else ""
    other = Bilingual("地区", "Region ").in_language(language)
    heads = (Bilingual("行业代码", "Code"), Bilingual("行业名称", "Name"))
    yield [*(head.in_language(language) for head in heads), own or f"{other}1", f"{other}2", f"{other}3"]
    for code in standards().codes:
        if code.level == 2 and code.code.isdigit() and int(code.code) in MAKING:
            yield code.code, code.name


def _flows(_pack: Pack, language: str) -> Iterator[Row]:
    yield from _about(language)
    sector = Bilingual("部门", "Sector").in_language(language)
    sectors = [f"{sector}{number}" for number in range(1, 4)]
    across = (Bilingual("最终使用合计", "final_use"), Bilingual("总产出", "total_output"))
    yield [sector, *sectors, *(each.in_language(language) for each in across)]
    below = (Bilingual("增加值合计", "value_added"), Bilingual("总投入", "total_input"))
    yield from ([each] for each in sectors)
    yield from ([each.in_language(language)] for each in below)


_ROWS = {OUTPUTS: _outputs, FLOWS: _flows}
