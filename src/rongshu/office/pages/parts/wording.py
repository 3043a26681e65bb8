"""The words behind the codes of a pack, in both languages, and the tone and shape of each light."""

from __future__ import annotations

from collections.abc import Mapping

from rongshu.metrics.status.indicator_status import IndicatorStatus
from rongshu.metrics.status.status import Status
from rongshu.office.pages.parts.listing import Tag
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Certainty, Severity

Words = Mapping[str, Bilingual]

ATTRIBUTES: Words = {"约束性": Bilingual("约束性", "binding"), "预期性": Bilingual("预期性", "anticipated")}
LEVELS: Words = {
    "国家级": Bilingual("国家级", "national"),
    "省级": Bilingual("省级", "provincial"),
    "市级": Bilingual("市级", "municipal"),
    "县级": Bilingual("县级", "county"),
    "市县级": Bilingual("市县级", "municipal and county"),
    "": Bilingual("未注明", "not stated"),
}
STATEMENT_KINDS: Words = {"target": Bilingual("目标", "target"), "baseline": Bilingual("现状", "baseline")}
INDUSTRY_LEVELS: Words = {
    "pillar": Bilingual("门类", "pillar"),
    "industry": Bilingual("产业", "industry"),
    "segment": Bilingual("细分领域", "segment"),
}
FIRM_KINDS: Words = {
    "enterprise": Bilingual("企业", "enterprise"),
    "platform": Bilingual("平台", "platform"),
    "institute": Bilingual("院所", "institute"),
    "association": Bilingual("协会", "association"),
    "brand": Bilingual("品牌", "brand"),
    "event": Bilingual("展会", "event"),
}
CHAIN_SOURCES: Words = {
    "plan": Bilingual("规划列明", "named by the plan"),
    "analyst": Bilingual("分析员补充", "added by an analyst"),
}
TASK_LEVELS: Words = {
    "task": Bilingual("任务", "task"),
    "measure": Bilingual("举措", "measure"),
    "action": Bilingual("行动", "action"),
}
COVERAGE: Words = {
    "realised": Bilingual("已落地", "realised"),
    "pending": Bilingual("待落地", "pending"),
    "outside": Bilingual("已有，无需落地", "there already"),
}
GRADES: Words = {
    "H": Bilingual("官方公布", "official"),
    "M": Bilingual("媒体或多个二手来源", "press or several second-hand sources"),
    "L": Bilingual("单一弱来源", "one weak source"),
    "U": Bilingual("未核实", "not verified"),
}
SEVERITIES: Words = {
    Severity.ERROR.value: Bilingual("错误", "error"),
    Severity.WARNING.value: Bilingual("警告", "warning"),
    Severity.NOTE.value: Bilingual("提示", "note"),
}
CERTAINTIES: Words = {
    Certainty.CERTAIN.value: Bilingual("确定", "certain"),
    Certainty.LIKELY.value: Bilingual("很可能", "likely"),
    Certainty.POSSIBLE.value: Bilingual("存疑", "possible"),
}
PATHS: Words = {
    "": Bilingual("未声明", "not declared"),
    "linear": Bilingual("匀速", "linear"),
    "compound": Bilingual("复合增长", "compound growth"),
    "stepped": Bilingual("分阶段", "stepped"),
    "cumulative": Bilingual("逐年累计", "cumulative"),
    "ceiling": Bilingual("上限", "ceiling"),
    "floor": Bilingual("下限", "floor"),
    "level": Bilingual("期末水平", "level at the end"),
    "range": Bilingual("区间", "range"),
    "text": Bilingual("文字要求", "words"),
}
TIMINGS: Words = {
    "flow": Bilingual("时期数", "flow"),
    "stock": Bilingual("时点数", "stock"),
    "ratio": Bilingual("比率", "ratio"),
    "": Bilingual("未声明", "not declared"),
}
DIRECTIONS: Words = {
    "": Bilingual("未声明", "not declared"),
    "up": Bilingual("越高越好", "higher is better"),
    "down": Bilingual("越低越好", "lower is better"),
    "none": Bilingual("无方向", "no direction"),
}

_LIGHTS: Mapping[Status, tuple[str, str]] = {
    Status.ACHIEVED: ("good", "tick"),
    Status.ON_PACE: ("fair", "disc"),
    Status.SLIGHTLY_BEHIND: ("warn", "triangle"),
    Status.BEHIND: ("bad", "square"),
    Status.WORSENING: ("bad", "down"),
    Status.NO_DATA: ("none", "ring"),
    Status.CANNOT_BE_ASSESSED: ("none", "dash"),
}
_FINAL_LIGHTS = {
    "completed": ("good", "tick"),
    "not_completed": ("bad", "square"),
    "cannot_be_assessed": ("none", "dash"),
}
_SEVERITY_LIGHTS = {"error": ("bad", "square"), "warning": ("warn", "triangle"), "note": ("fair", "disc")}


def status_tag(status: IndicatorStatus) -> Tag:
    """The light of an indicator: word, tone and shape."""
    tone, shape = _LIGHTS[status.now.status]
    return Tag(status.word, tone, shape)


def final_tag(status: IndicatorStatus) -> Tag | None:
    """The plan's end: 完成, 未完成 or 无法评估; ``None`` while the plan runs."""
    if not status.now.final:
        return None
    return Tag(status.final_word, *_FINAL_LIGHTS[status.now.final])


def severity_tag(severity: str) -> Tag:
    """The light of a check finding."""
    tone, shape = _SEVERITY_LIGHTS[severity]
    return Tag(SEVERITIES[severity], tone, shape)


def worded(words: Words, code: str) -> Bilingual:
    """The words for ``code``; the code itself where nobody has worded it."""
    return words.get(code, Bilingual(code))
