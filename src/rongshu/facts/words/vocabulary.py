"""The words that statistics sheets use for their columns, in both languages, and what each means."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class MeasureWord:
    """A measure: its name in the fact tables, canonical unit, whether it may be negative, its titles."""

    name: str
    unit: str
    signed: bool
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttributeWord:
    """A column that says what a row is about.  ``entity`` columns can name the row's subject."""

    name: str
    entity: bool
    titles: tuple[str, ...]


MEASURES: tuple[MeasureWord, ...] = (
    MeasureWord(
        "output",
        "万元",
        False,
        (
            "工业总产值",
            "规上工业总产值",
            "规模以上工业总产值",
            "总产值",
            "产值",
            "gross output",
            "output value",
            "output",
        ),
    ),
    MeasureWord("added_value", "万元", False, ("工业增加值", "增加值", "value added", "added value")),
    MeasureWord(
        "revenue",
        "万元",
        False,
        ("营业收入", "主营业务收入", "主营收入", "销售收入", "营收", "operating revenue", "revenue", "sales"),
    ),
    MeasureWord("sales_output", "万元", False, ("工业销售产值", "销售产值")),
    MeasureWord("export", "万元", False, ("出口交货值", "出口额", "exports", "export")),
    MeasureWord(
        "tax",
        "万元",
        True,
        ("税收总额", "上缴税金", "实缴税金", "入库税收", "纳税额", "税金", "税收", "taxes", "tax"),
    ),
    MeasureWord("profit", "万元", True, ("利润总额", "净利润", "利润", "total profit", "profit")),
    MeasureWord("investment", "万元", False, ("完成投资", "固定资产投资", "投资额", "投资", "investment")),
    MeasureWord("technical_investment", "万元", False, ("技改投资", "技术改造投资")),
    MeasureWord(
        "rd",
        "万元",
        False,
        (
            "研发费用",
            "研发投入",
            "研发经费",
            "R&D经费",
            "R&D投入",
            "R&D费用",
            "研究开发费用",
            "r&d expenditure",
            "r&d",
        ),
    ),
    MeasureWord(
        "employees",
        "人",
        False,
        (
            "平均用工人数",
            "从业人员",
            "从业人数",
            "职工人数",
            "用工人数",
            "员工人数",
            "employees",
            "headcount",
        ),
    ),
    MeasureWord(
        "electricity",
        "万千瓦时",
        False,
        (
            "工业用电量",
            "用电量",
            "电力消费量",
            "耗电量",
            "电量",
            "电力",
            "electricity consumption",
            "electricity",
            "power use",
        ),
    ),
    MeasureWord(
        "energy",
        "tce",
        False,
        ("综合能源消费量", "综合能耗", "能源消费量", "能耗", "energy consumption", "energy"),
    ),
    MeasureWord("gas", "万立方米", False, ("天然气消费量", "天然气", "用气量", "natural gas")),
    MeasureWord("coal", "吨", False, ("原煤消费量", "煤炭消费量", "原煤", "煤炭", "coal")),
    MeasureWord("heat", "百万千焦", False, ("热力消费量", "热力", "heat")),
    MeasureWord("water", "万立方米", False, ("用水量", "取水量", "water use")),
    MeasureWord("area", "亩", False, ("占地面积", "用地面积", "土地面积", "land area")),
)

ATTRIBUTES: tuple[AttributeWord, ...] = (
    AttributeWord(
        "code",
        True,
        ("统一社会信用代码", "社会信用代码", "信用代码", "组织机构代码", "企业代码", "credit code", "uscc"),
    ),
    AttributeWord(
        "firm",
        True,
        (
            "企业名称",
            "单位名称",
            "单位详细名称",
            "公司名称",
            "企业",
            "单位",
            "名称",
            "用户名称",
            "户名",
            "firm",
            "company",
            "enterprise",
            "name",
        ),
    ),
    AttributeWord("account", True, ("户号", "用电户号", "用户编号", "account")),
    AttributeWord(
        "county",
        True,
        (
            "县(市、区)",
            "县(市)区",
            "县市区",
            "县区",
            "区县",
            "所在县区",
            "所属县区",
            "属地",
            "地区",
            "行政区划",
            "区域",
            "county",
            "district",
            "region",
        ),
    ),
    AttributeWord("park", True, ("园区名称", "所在园区", "所属园区", "园区", "park")),
    AttributeWord("chain", True, ("产业链名称", "所属产业链", "产业链", "chain")),
    AttributeWord(
        "sector", True, ("行业名称", "所属行业", "行业代码", "行业类别", "行业", "industry", "sector")
    ),
    AttributeWord("project", True, ("项目名称", "项目", "project")),
    AttributeWord(
        "period",
        False,
        (
            "统计月份",
            "报告期",
            "所属期",
            "月份",
            "年月",
            "期别",
            "时间",
            "日期",
            "统计期",
            "month",
            "period",
            "date",
        ),
    ),
    AttributeWord("year", False, ("年份", "年度", "year")),
    AttributeWord("number", False, ("序号", "编号", "no.", "no", "#")),
    AttributeWord("note", False, ("备注", "说明", "remarks", "remark", "note")),
    AttributeWord("measure", False, ("指标名称", "指标", "项目指标", "indicator", "measure")),
    AttributeWord("unit", False, ("计量单位", "unit")),
)

# what a column says of its measure
GROWTH = (
    "同比",
    "增减",
    "增速",
    "增长",
    "增幅",
    "环比",
    "比上年",
    "比去年",
    "±%",
    "+-%",
    "growth",
    "yoy",
    "change",
    "%",
)
LAST_YEAR = ("去年", "上年", "同期", "last year", "previous year", "prior year")
LAST_MONTH = ("上月", "last month", "previous month")
CUMULATIVE = (
    "累计",
    "1-本月",
    "1—本月",
    "至本月",
    "自年初",
    "年初至",
    "ytd",
    "cumulative",
    "year to date",
    "year-to-date",
)
THIS_MONTH = ("本月", "当月", "this month", "current month")
# the months that the sheet is about: one, or several from January on
THIS_PERIOD = ("本期", "报告期", "current period")
# a title with one of these names no measure of ours, whatever else it contains
ANOTHER = (
    *(
        "人均",
        "亩均",
        "地均",
        "户均",
        "单位产",
        "单位增",
        "单位能",
        "单位电",
        "单耗",
        "自开工",
        "开工以来",
        "投产以来",
        "万元产值",
        "万元增加值",
        "每亩",
        "每人",
        "每户",
    ),
    *(
        "占比",
        "比重",
        "比例",
        "份额",
        "率",
        "强度",
        "排名",
        "位次",
        "得分",
        "指数",
        "新产品",
        "尖峰",
        "高峰",
        "低谷",
        "平段",
        "峰段",
        "谷段",
    ),
    *("目标", "计划", "任务", "预计", "预测", "预期", "承诺", "设计", "概算"),
    *("per", "ratio", "share", "rate", "rank", "target", "forecast", "plan"),
)
# titles of columns that only hold figures, where another column names the measure
VALUES = ("数值", "数据", "指标值", "数量", "金额", "本期数", "完成数", "实际数", "value", "amount", "figure")

TOTALS = (
    *("合计", "总计", "小计", "共计", "累计", "本年累计", "全年", "全年合计", "全市", "全县", "全区", "总数"),
    *("total", "subtotal", "grandtotal", "sum"),
)
OF_WHICH = ("其中", "其中:", "of which")
NOTES = (
    "注",
    "说明",
    "备注",
    "填表",
    "制表",
    "审核",
    "单位负责人",
    "联系",
    "报出日期",
    "数据来源",
    "资料来源",
    "note",
    "source",
)
NOTHING = (
    "-",
    "—",
    "--",
    "——",
    "－",
    "/",
    "…",
    "……",
    "...",
    "......",
    "─",
    "–",
    "---",
    "无",
    "n/a",
    "na",
    "null",
    "none",
)
