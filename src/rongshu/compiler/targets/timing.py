"""What an indicator counts in time, proposed from its name and unit: flow, stock or ratio.

A flow adds up over the months of its period (产值, 用电量, 新增企业), a stock is what is there at its end
(企业数, 产能, 贷款余额), a ratio is neither (占比, 亩均税收).  Only what words and unit make plain is
proposed; a person declares the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rongshu.pack.checks.naming import normal
from rongshu.terms.unit import COUNTED, Unit

Timing = Literal["", "flow", "stock", "ratio"]
SURE = 0.85  # what is proposed with less stays open

_RATIO_UNIT = re.compile(r"[%‰/每]|百分点")
_RATIO = re.compile(
    r"(?:率|比重|占比|比例|强度|指数|系数|密度|增速|增幅|降幅|劳动生产率|效率)$"
    r"|^(?:人均|亩均|地均|户均|单位|每[万百千]?[人亩户]|万人|万元)|(?:下降|降低|提高)$"
)
_ADDED = re.compile(
    r"^(?:新增|净增|新建|新开工|新认定|新引进|每年|年度|年均)|(?:授权量|申请量|登记量|新增量)$"
)
_FLOW = re.compile(
    r"(?:GDP|产值|增加值|收入|营收|营业额|销售额|交易额|成交额|零售额|产量|投资额?|固投|利润总?额?|税收|利税|纳税|进出口总?额?|出口总?额?"
    r"|经费|支出|到位资金|[利使]用外资|吞吐量|发电量|用电量|用水量|消费量|消耗量|排放量|销售?量|加工量|运输量|周转量|人次|流量)(?:规模|总额|总量|累计)?$"
)
_STOCK = re.compile(
    r"(?:余额|存量|保有量|拥有量|资产|市值|储备量?|装机(?:容量|规模)?|产能|能力|面积|容量|里程|长度|算力规模)$"
)
_THING = re.compile(
    r"(?:企业|公司|平台|中心|实验室|集群|园区|开发区|工厂|车间|机构|基地|人才|品牌|产业链|冠军|小巨人|载体|基站|院所|项目库)(?:总量|数)?$"
)
_SCALE = re.compile(r"(?:规模|总量|总额)$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an indicator seems to count in time, and how sure that is."""

    timing: Timing
    confidence: float


def proposed_timing(name: str, unit: str) -> Timing:
    """The timing that name and unit make plain; empty where a person has to say it.

    >>> proposed_timing("规上工业总产值", "亿元"), proposed_timing("高新技术企业数", "家")
    ('flow', 'stock')
    """
    proposal = propose(name, unit)
    return proposal.timing if proposal.confidence >= SURE else ""


def propose(name: str, unit: str) -> Proposal:
    """The most likely timing with its confidence."""
    bare = normal(name)
    if _RATIO_UNIT.search(unit) or _RATIO.search(bare) or _RATIO.search(name):  # 指数 loses its 数
        return Proposal("ratio", 0.95)
    if _ADDED.search(bare):
        return Proposal("flow", 0.9)
    if _STOCK.search(bare):
        return Proposal("stock", 0.95)
    if _FLOW.search(bare):
        return Proposal("flow", 0.95)
    measure = Unit.parse(unit).measure
    if measure in COUNTED:
        return Proposal("stock", 0.9 if _THING.search(bare) else 0.6)
    if measure == "元" and _SCALE.search(bare):
        return Proposal("flow", 0.7)  # 产业规模 is a year's output, 基金规模 is not
    return Proposal("", 0.0)
