"""A CSV of firms, its columns named in either language: texts to place, records to compare, candidates."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("企业名称", "名称", "公司名称", "单位名称", "name", "firm", "company"),
    "code": ("统一社会信用代码", "信用代码", "code", "uscc", "credit_code"),
    "products": ("主要产品", "产品", "主营产品", "products", "product"),
    "scope": ("经营范围", "业务范围", "scope", "business_scope"),
    "codes": ("行业代码", "国民经济行业代码", "gbt4754", "codes", "sector", "industry_code"),
    "address": ("地址", "住所", "注册地址", "address"),
    "former_names": ("曾用名", "former_names", "former_name"),
    "key": ("编号", "序号", "id", "key"),
    "revenue": ("营业收入", "营业收入（万元）", "revenue"),
    "growth": ("增速", "增长率", "growth"),
    "distance_km": ("距离", "距离（公里）", "distance_km", "distance"),
    "suppliers": ("供应商", "本地供应商", "suppliers"),
    "customers": ("客户", "本地客户", "customers"),
    "group": ("集团", "所属集团", "group"),
    "investors": ("投资方", "股东", "investors"),
    "alumni": ("校友", "alumni"),
}
_BY_TITLE = {title.lower(): name for name, titles in COLUMNS.items() for title in titles}
LARGEST = 512 * 1024 * 1024


def read_firms(path: Path) -> list[dict[str, str]]:
    """One dictionary a row with the known columns; ``key`` is the row number where the file has none.

    *Errors*: ``InputError`` when the file is absent, too large, or has no column of names.
    """
    if not path.is_file():
        raise _refusal(path, 0, "找不到文件", "no such file", "", "")
    if path.stat().st_size > LARGEST:
        raise _refusal(path, 0, "文件过大", "the file is too large", "", f"{LARGEST // 1024**2} MB")
    rows = list(csv.reader(io.StringIO(_decoded(path.read_bytes()))))
    header = [_BY_TITLE.get("".join(title.split()).lower(), "") for title in rows[0]] if rows else []
    if "name" not in header:
        found = ", ".join(rows[0])[:80] if rows else ""
        raise _refusal(path, 1, "没有企业名称列", "there is no column of names", found, "企业名称 / name")
    return [_row(header, cells, line) for line, cells in enumerate(rows[1:], 2) if any(cells)]


def _row(header: list[str], cells: list[str], line: int) -> dict[str, str]:
    row = {name: cell.strip() for name, cell in zip(header, cells, strict=False) if name}
    return {**row, "key": row.get("key") or str(line)}


def _decoded(raw: bytes) -> str:
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
