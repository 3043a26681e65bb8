"""The words of sheets that compare two times: keys of the sheet, of sectors, of firms and of ratios."""

from __future__ import annotations

PERIOD = r"\d{4}(?:-?\d{2}|[HQ]\d)?"
PERIODS = ("period", "year", "time", "date", "month", "日期", "月份", "时期", "年份")
TIMES = {
    "before": (
        "before",
        "from",
        "old",
        "prev",
        "previous",
        "prior",
        "base",
        "baseline",
        "base_year",
        "start",
        "initial",
        "earlier",
        "last_year",
        "year0",
        "period0",
        "t0",
        "0",
        "上年",
        "去年",
        "上期",
        "基期",
    ),
    "after": (
        "after",
        "to",
        "new",
        "curr",
        "current",
        "now",
        "end",
        "final",
        "later",
        "report",
        "this_year",
        "year1",
        "period1",
        "t1",
        "t",
        "1",
        "本年",
        "今年",
        "本期",
        "报告期",
    ),
}
SHEET: dict[str, tuple[str, ...]] = {
    **TIMES,
    "rows": ("rows", "items", "data", "firms", "groups", "sectors", "industries", "values", "changes"),
    "times": ("times", "periods", "years"),
    "of": ("of", "kind", "mode", "what"),
    "group_by": ("group_by", "by"),
    "name": ("indicator", "id", "title", "note", "指标"),
    "unit": ("unit", "单位"),
    "groups_of": ("group_of", "groups_of", "grouping", "membership", "分组"),
}
OF = {
    "quantity": ("quantity", "total", "energy", "absolute", "总量"),
    "ratio": ("ratio", "intensity", "aggregate_intensity", "强度"),
}
PARTS = {
    "name": ("sector", "name", "industry", "group", "category", "key", "label", "id", "部门", "行业", "名称"),
    "activity": (
        "activity",
        "output",
        "production",
        "value_added",
        "added_value",
        "gdp",
        "q",
        "denominator",
        "产值",
        "增加值",
        "产出",
        "规模",
    ),
    "quantity": (
        "quantity",
        "energy",
        "energy_use",
        "energy_consumption",
        "electricity",
        "emissions",
        "emission",
        "co2",
        "consumption",
        "total",
        "e",
        "numerator",
        "能耗",
        "用能",
        "用电量",
        "能源消费量",
        "碳排放",
        "总量",
    ),
    "intensity": ("intensity", "强度"),
    "structure": ("structure", "share", "结构", "占比"),
}
HOLDING = {
    "firm": ("firm", "name", "enterprise", "company", "entity", "key", "id", "企业", "企业名称", "名称"),
    "group": (
        "group",
        "chain",
        "county",
        "park",
        "sector",
        "industry",
        "category",
        "region",
        "组",
        "分组",
        "产业链",
        "县区",
        "园区",
        "行业",
    ),
    "value": ("value", "amount", "output", "revenue", "数值", "值", "产值"),
}
RATIO = {
    "numerator": ("numerator", "num", "top", "分子"),
    "denominator": ("denominator", "den", "denom", "bottom", "分母"),
}
BOTH = {
    **{key: HOLDING[key] for key in ("firm", "group")},
    **{
        time: (
            *words,
            *(f"{value}_{word}" for value in HOLDING["value"] for word in words),
            *(f"{word}_{value}" for value in ("value", "amount") for word in words),
            f"value{number}",
        )
        for number, (time, words) in enumerate(TIMES.items())
    },
    "group_before": ("group_before", "before_group", "from_group", "old_group", "group0"),
    "group_after": ("group_after", "after_group", "to_group", "new_group", "group1"),
}
