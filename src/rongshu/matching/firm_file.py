"""A CSV of firms, its columns named in either language: texts to place, records to compare, candidates."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": (
        "企业名称",
        "名称",
        "企业",
        "公司",
        "公司名称",
        "单位名称",
        "企业全称",
        "公司全称",
        "企业名",
        "单位",
        "机构名称",
        "市场主体名称",
        "纳税人名称",
        "业户名称",
        "name",
        "firm",
        "firm_name",
        "company",
        "company_name",
        "enterprise",
        "enterprise_name",
    ),
    "code": (
        "统一社会信用代码",
        "社会信用代码",
        "信用代码",
        "统一信用代码",
        "信用代码证号",
        "统一代码",
        "纳税人识别号",
        "税号",
        "组织机构代码",
        "tax_id",
        "uscc_code",
        "code",
        "uscc",
        "credit_code",
        "unified_social_credit_code",
        "social_credit_code",
    ),
    "products": (
        "主要产品",
        "产品",
        "产品名称",
        "主营产品",
        "主营业务",
        "主要产品或服务",
        "主要产品名称",
        "主导产品",
        "产品及服务",
        "产品与服务",
        "主营产品及服务",
        "主要产品和服务",
        "产品描述",
        "产品介绍",
        "main_business",
        "products",
        "product",
        "main_products",
        "product_text",
    ),
    "scope": (
        "经营范围",
        "业务范围",
        "营业范围",
        "主营范围",
        "经营业务",
        "许可经营项目",
        "一般经营项目",
        "scope",
        "business_scope",
        "scope_of_business",
        "description",
    ),
    "codes": (
        "行业代码",
        "国民经济行业代码",
        "国民经济行业",
        "所属行业代码",
        "行业小类代码",
        "行业小类",
        "国标行业代码",
        "所属行业",
        "行业",
        "gb4754",
        "gbt47542017",
        "sector_code",
        "industry_codes",
        "gbt4754",
        "gb/t4754",
        "gb_t_4754",
        "codes",
        "sector",
        "industry",
        "industry_code",
        "gbt_code",
    ),
    "address": (
        *("地址", "住所", "注册地址", "企业地址", "经营地址", "生产地址", "详细地址", "通讯地址"),
        *("address", "registered_address", "location"),
    ),
    "legal_person": (
        *(
            "法定代表人",
            "法人代表",
            "法人",
            "法定代表人姓名",
            "法定代表人（负责人）",
            "负责人",
            "投资人",
            "经营者",
        ),
        *("legal_person", "legal_representative", "legal_rep", "representative"),
    ),
    "former_names": (
        *(
            "曾用名",
            "曾用名称",
            "原名称",
            "原名",
            "former_names",
            "former_name",
            "previous_names",
            "old_name",
        ),
    ),
    "key": ("编号", "序号", "企业编号", "id", "key", "firm_id", "no"),
    "revenue": ("营业收入", "营业收入（万元）", "营收", "revenue", "sales"),
    "growth": ("增速", "增长率", "营收增速", "growth", "growth_rate"),
    "distance_km": ("距离", "距离（公里）", "distance_km", "distance"),
    "suppliers": ("供应商", "本地供应商", "suppliers", "local_suppliers"),
    "customers": ("客户", "本地客户", "customers", "local_customers"),
    "group": ("集团", "所属集团", "group"),
    "investors": ("投资方", "股东", "investors"),
    "alumni": ("校友", "alumni"),
    "place": ("所在地", "所在城市", "place", "city"),
    "land_need": ("用地需求", "用地需求（亩）", "land_need"),
    "energy_need": ("用能需求", "用能需求（吨标准煤）", "energy_need"),
}
LARGEST = 512 * 1024 * 1024
_LOOKED_AT = 20
_DELIMITERS = (",", "\t", ";", "|", "，")
_BRACKETS = re.compile(r"[（(\[【][^（()）\[\]【】]*[)）\]】]")
_SIGNS = re.compile(r"[\s_\-*:：/、,，.（）()\[\]【】]+")


@dataclass(frozen=True, slots=True)
class FirmTable:
    """A file of firms: its known columns with their titles as written, and each row with its line.

    ``nameless`` are lines that hold something but no name.
    """

    titles: dict[str, str]
    rows: tuple[tuple[int, dict[str, str]], ...]
    nameless: tuple[int, ...]


def read_firm_table(path: Path) -> FirmTable:
    """The known columns of every row with its line; ``key`` is the row number where the file has none.

    CSV in UTF-8, UTF-16 or GB18030 with any usual separator, or an Excel workbook, of which the first sheet
    counts that has a column of names; headings in either language, below whatever title lines there are.  A
    caller who takes files from strangers asks first how large a workbook is when opened:
    ``facts.workbook.workbook_size``.
    *Errors*: ``InputError`` when the file is absent, too large, unreadable, or has no column of names.
    """
    if not path.is_file():
        raise _refusal(path, 0, "找不到文件", "no such file", "", "")
    if path.stat().st_size > LARGEST:
        raise _refusal(path, 0, "文件过大", "the file is too large", "", f"{LARGEST // 1024**2} MB")
    seen = ""
    for rows in _sheets(path):
        for line, cells in enumerate(rows[:_LOOKED_AT]):
            header = _header(cells)
            if "name" in header:
                return _table(header, rows, line)
        seen = seen or (", ".join(rows[0])[:80] if rows else "")
    raise _refusal(path, 1, "没有企业名称列", "there is no column of names", seen, "企业名称 / name")


def _table(header: list[str], rows: list[list[str]], line: int) -> FirmTable:
    below = enumerate(rows[line + 1 :], line + 2)
    found = [(number, _row(header, each, number)) for number, each in below if any(map(str.strip, each))]
    titles = {name: cell.strip() for name, cell in zip(header, rows[line], strict=False) if name}
    named = tuple((number, row) for number, row in found if row.get("name"))
    return FirmTable(titles, named, tuple(number for number, row in found if not row.get("name")))


def _sheets(path: Path) -> Iterator[list[list[str]]]:
    raw = path.read_bytes()
    if raw[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                yield [[_cell(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        except (CalamineError, ValueError, IndexError):
            raise _refusal(path, 0, "打不开这个表格文件", "the workbook cannot be opened", "", "") from None
        return
    text = _decoded(raw).replace("\x00", "")
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    delimiter = max(
        _DELIMITERS, key=lambda sign: max((_known(line.split(sign)) for line in lines), default=0)
    )
    csv.field_size_limit(LARGEST)
    _refuse_open_quote(path, text, delimiter)
    yield list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _refuse_open_quote(path: Path, text: str, delimiter: str) -> None:
    """A quotation mark that never closes would swallow every row after it into one cell."""
    if text.count('"') % 2 == 0:
        return
    begin, last = 1, ""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for row in reader:
        last = row[-1] if row else ""
        begin = reader.line_num - last.rstrip().count("\n")
    if text.endswith(last[-40:]) and ("\n" in last.strip() or delimiter in last):
        zh, en = (
            "引号没有收尾，其后各行读不出来",
            "a quotation mark is never closed: the rows after it are lost",
        )
        raise _refusal(path, begin, zh, en, last[:80], '"…"')


def _cell(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def _header(cells: Sequence[str]) -> list[str]:
    """The columns by name, each name once; a heading that only begins like a known one counts too."""
    found: list[str] = []
    for cell in cells:
        title = _plain(cell)
        name = (
            _BY_TITLE.get(title, "") or _BY_TITLE.get(_plain(_BRACKETS.sub("", cell)), "") or _begins(title)
        )
        found.append("" if name in found else name)
    return found


def _known(cells: Sequence[str]) -> int:
    return sum(_plain(cell.strip('"')) in _BY_TITLE for cell in cells)


def _begins(title: str) -> str:
    if len(title) > 16:
        return ""
    longest = sorted(_BY_TITLE, key=len, reverse=True)
    return next((_BY_TITLE[known] for known in longest if len(known) >= 4 and title.startswith(known)), "")


def _plain(title: str) -> str:
    return _SIGNS.sub("", unicodedata.normalize("NFKC", title)).lower().strip("\ufeff")


def _row(header: Sequence[str], cells: Sequence[str], line: int) -> dict[str, str]:
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name}
    return {**row, "key": row.get("key") or str(line)}


_BY_TITLE = {_plain(title): name for name, titles in COLUMNS.items() for title in titles}


def _decoded(raw: bytes) -> str:
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", "replace")


def _refusal(path: Path, line: int, zh: str, en: str, found: str, expected: str) -> InputError:
    place = Place(file=path.name, line=line)
    message = Bilingual(zh, en)
    return InputError(
        [Diagnostic("firms.file", Severity.ERROR, message, (place,), found=found, expected=expected)]
    )
