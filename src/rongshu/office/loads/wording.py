"""The words of columns, measures and problems in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rongshu.facts.words.vocabulary import ATTRIBUTES, MEASURES

MEASURE_NAMES = {
    "output": _("工业总产值"),
    "added_value": _("工业增加值"),
    "revenue": _("营业收入"),
    "sales_output": _("工业销售产值"),
    "export": _("出口交货值"),
    "tax": _("税收"),
    "profit": _("利润总额"),
    "investment": _("完成投资"),
    "technical_investment": _("技改投资"),
    "rd": _("研发费用"),
    "employees": _("平均用工人数"),
    "electricity": _("工业用电量"),
    "energy": _("综合能源消费量"),
    "gas": _("天然气"),
    "coal": _("原煤"),
    "heat": _("热力"),
    "water": _("用水量"),
    "area": _("占地面积"),
}
ATTRIBUTE_NAMES = {
    "code": _("统一社会信用代码"),
    "firm": _("企业名称"),
    "account": _("用电户号"),
    "county": _("县区"),
    "park": _("园区（列）"),
    "chain": _("产业链（列）"),
    "sector": _("行业"),
    "project": _("项目名称"),
    "period": _("月份（列）"),
    "year": _("年份"),
    "number": _("序号"),
    "note": _("备注列"),
    "measure": _("指标名称（列）"),
    "unit": _("计量单位（列）"),
}
ASPECT_NAMES = {
    "": _("未说明"),
    "month": _("当月"),
    "ytd": _("累计"),
    "last_year": _("上年同月"),
    "ytd_last_year": _("上年同期累计"),
    "growth": _("增速（不入库）"),
}
SEVERITY_NAMES = {"error": _("错误"), "warning": _("警告"), "note": _("提示")}
STATE_NAMES = {
    "known": _("有值"),
    "zero_by_note": _("按表注为零"),
    "unknown": _("缺"),
    "not_applicable": _("不适用"),
}
SKIP = "skip"
UNITS = {word.name: word.unit for word in MEASURES}


def measure_name(name: str) -> str:
    """A measure's name in the reader's language."""
    return str(MEASURE_NAMES.get(name, name))


def column_choices() -> list[tuple[str, str]]:
    """Everything that a column can be said to mean."""
    measures = [(word.name, str(MEASURE_NAMES.get(word.name, word.name))) for word in MEASURES]
    attributes = [(word.name, str(ATTRIBUTE_NAMES.get(word.name, word.name))) for word in ATTRIBUTES]
    return [(SKIP, str(_("不读入"))), *measures, *attributes]


def said(problem: Mapping[str, Any], key: str) -> str:
    """A problem's sentence in the reader's language."""
    english = (get_language() or "").startswith("en")
    return str((problem.get(f"{key}_en") if english else "") or problem.get(key, ""))
