"""A product or technology as it is named: the words around it taken off, what is none refused."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rongshu.compiler.names.likeness import is_geography, kind_of
from rongshu.compiler.names.nouns import ABSTRACT, words
from rongshu.compiler.reading.enumeration import Span, members

_MANNER = "谱系|系列|规模|高端|差异|资源|高值|多元|梯次|无害"
WISHED = re.compile(
    rf"(?:产品)?(?:的)?(?:(?:{_MANNER})化(?:发展|利用)(?:水平)?|产品结构|研究开发|研发生产|研发|开发|研制|攻关|技术攻关|研究|中试|生产|量产"
    r"|(?:研发|生产|制造|研制|示范)?(?:和|与|及)?(?:规模化|产业化|商业化|推广|示范|工程化|批量)(?:应用|生产|推广)|配套能力|量产下线|批量化?生产"
    r"|试制|规模化制造|制造|供给|产能|产量|比重|占比|比例|产品体系|市场|开发和产业化|产业化|加工|投产|攻坚|试验|研发水平|精度|性能|技术迭代|迭代|放量|配套|出口|出口市场|出货规模|[一-鿿]{0,4}技术|出货)$"
)
_TAIL = re.compile(
    r"(?:[两三四五六七八九十\d]+(?:类|大类|个|种|款|条)?)?(?:优势|特色|拳头|终端|新)?"
    rf"(?:的?(?:(?:研发|生产|制造|研制)?(?:和|与|及)?(?:规模化|产业化|商业化|推广|示范|工程化|批量)(?:应用|生产|推广)|量产下线|产品结构|(?:{_MANNER})化(?:发展|利用)|利用水平|(?:供给|供应|保障)能力|下线|中试|技术瓶颈|瓶颈|市场份额|份额|市场占有率|配套能力|解决方案|研发水平|技术迭代|迭代|放量|配套|出口|精度|研究|研发|研制|开发|生产|(?<!再)制造|量产|试制|产能|供给|比重|占比|比例|系列(?=产品)|体系(?<=产品体系)|应用|推广|攻关|产业化|建设|市场|加工业|产业|领域|产品|方向|行业|规模化|生产能力|能力|生产线|产线|规模化制造"
    r"|开发利用|产业链|研究开发|改造|应用示范|制造业|等|试验|业|为主|发展|项目|技术研究|技术攻关|新产品|示范|水平|领先优势|试点示范|和应用|规模|开展|品种|技术|核心|关键|前沿|攻坚|突破|工艺|优势))+$"
    r"|[两三四五六七八九十](?:大|类|种|款|个|项)[一-鿿]{1,8}$"
)
_KEEP_TAIL = re.compile(
    r"(?:塑料用品|制品|农业|渔业|织造|应用技术|加工技术|降耗技术|合成技术|平台技术|涂层技术|绿色工艺)$"
)
_NOT_PRODUCT = re.compile(
    r"(?:企业|公司|科技|集团|股份|控股|集群|基地|项目|工程|园|园区|城|体系|水平|能力|机制|优势|规模|作用|品牌|格局|方向|领域|产业|行业|市场|链条|产业链|环节|业态|价值|竞争力|人才|政策|资金"
    r"|机构|服务业|需求|布局|合作|结构|比例|示范|试点|行动|平台建设|发展|转型|升级|主体|[^社]区|县|市|省|港|[上中下]游|国际|国内|程度|质量|效率|力度|步伐|进度|特点|(?<![桩台架管])基础|支撑|(?<![一-鿿]{3})融合|(?<![一-鿿]{3})协同|重点|目标|任务"
    r"|附加值|率|建设|保障|影响力|知名度|经验|时代|机遇|(?<!加工)中心|档次|产线|产能|高地|增长点|条件|工作|要求|[好强高优]|(?<![一-鿿]{4})(?<!催)化|(?:智能|高端|绿色|数字|规模|产业|专业|一体|精细|国际|品牌|集群|信息|自动|网络|柔性|标准|现代|清洁|多样|差异)化|含量|起点|鲜明|品种类型|覆盖|投入|活动|理念|(?<!数据)空间|渠道|监管|定制"
    r"|阶段|场景|高技术|用户|群体|队伍|团队|人员|平衡|关键作用|短板|创新|业务|零部件企业|突破口|路径|途径|格局|体验|服务|销售|电商平台|交流|地位|新设备|新工艺|新技术|新产品|产品生产|技术研究|产品研发|赛道|做深|^新[一-鿿]{0,2}[车机]型|少|商|竞争|^产品性能|二次|^控制|装机|发电量|应用|原则|^[一-鿿]用|^即食|^保健|工厂|存栏|\d亿元|(?:生产|设计|服务|制造|平台|外向)型|\d[家辆台套亩款]以?上?|相关)$"
)
_SPOILED = re.compile(
    r"推动|促进|提升|形成|打造|加快|实现|支持|鼓励|引导|不断|进一步|积极|依托|推进|成为|以及|通过|具有|达到|培育|拓展|延伸|企业|公司|项目|产业(?!用)|[。；：《》]|\d+万吨|\d{4}年|为主|为重点|为核心"
    r"|^[到至]\d|^向(?!日)|^在(?!线|研|轨|机|位|体)|一批|若干|其他|从事|满足|根据|结合|开展|加强|完善|建设|围绕|万台|引入|引进|提高|增强|优化|改善|扩大|丰富|巩固|投产|不少于|不超过|^为|^从|^面向|^传统|谋划|协调|高新区|落地|落户|尽快|确保|大力|着力|组织|与[^]{2,}$".replace(
        "[^]", "[^与]"
    )
)
_MODIFIER = re.compile(
    r"^(?:一批|各类|各种|系列|多种|相关|以|及|和|与|或|了|更多|有关|更大功率|创新发展|年产|一系列|新型的|大批|高端的|包括|各|全系列|国产|自主品牌的?|主要|用于|原有|生产(?!排程|管理|执行|调度|过程|计划)|研发|开发)+(?=[一-鿿A-Za-z0-9])"
)
_EVERYDAY = (ABSTRACT - {"整机", "整车", "算力"}) | frozenset(
    words(
        """
        营销 规划 突破 自主 组装 控释 技艺 工作 方案 销售 集聚 中试 储存 追溯 精制 中间 生产 制造 仓储
        检测 评估 开拓 产品 技术 工艺 设备 装备 材料 系统 软件 制品 配件 部件 整机产品 新产品 新工艺
        新技术 新设备 海外 智能 网络 业务 设计 制剂 计算 药物 钢铁 同时 数据 下线 重大技术装备 技术装备
        """
    )
)
_USED = re.compile(r"(?<=.{2})技术(?=替代|取代|改造|应用于)")
_SHORT_METHOD = re.compile(r"[一-鿿]{2,4}(?:技术|工艺|法)")
_CHANGING = re.compile(
    r"(?:智能|高端|绿色|数字|规模|产业|专业|一体|精细|国际|品牌|集群|信息|自动|网络|柔性|标准|现代|清洁|多样|差异|轻量|低碳|市场)化$"
)
# a degree and a property (高强, 低滚阻), or an adjective by its ending (功能性, 车规级, 铝基)
_PROPERTY = (
    "性能|强度?|模量?|温|压|速|频|精度?|纯度?|端|效|导热?|能耗?|缩|碳|损耗?|硬度?|韧性?|弹性?|蚀|腐蚀|磨损?|热|火|水|静电|菌"
    "|冲击?|候|尺寸|密度|可靠性?|附加值|品质|灵敏度|倍率|功率|粘度?|分子量|燃|滚阻|噪音?|功耗|时延|容量?|通量|毒|残留|卤|铅|氟"
)
_MODIFYING = re.compile(rf"[高低超大多轻耐抗防阻无](?:{_PROPERTY})|[一-鿿]{{2}}[性化型]|[一-鿿]{{1,3}}[级基]")
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class Found:
    """One name with its place, the rule that found it, and whether it is mastered rather than made."""

    name: Span
    rule: str
    confidence: float
    technology: bool


def bare_name(name: Span, listed: bool, technology: bool = False, whole: bool = False) -> Span | None:
    """The name without the words around it; nothing where no product is left.  A technology named alone
    keeps its last word (先进封装技术)."""
    inner = re.match(r"[^等]{3,}(?=等(?!静压|离子|温))", name.text)
    if listed and inner:
        name = name.cut(0, inner.end())
    used = _USED.search(name.text)
    name = name.cut(0, used.start()) if used else name
    owned = name.text.rfind("的")
    if owned >= 2 and WISHED.fullmatch(name.text, owned):
        name = name.cut(0, owned)
    elif owned >= 0 and len(name.text) - owned > 2:
        name = name.cut(owned + 1)
    match = _MODIFIER.match(name.text)
    if match:
        name = name.cut(match.end())
    if not whole and not _KEEP_TAIL.search(name.text) and (listed or not _SHORT_METHOD.fullmatch(name.text)):
        tail = _TAIL.search(name.text)
        if tail and tail.start() >= 2:
            made = name.text[tail.start() - 1] == "化" and re.match("生产(?=技术|工艺)", tail.group())
            name = name.cut(0, tail.start() + (2 if made else 0))  # 连续化生产 is the technology
    name = name.cut(0, len(name.text.rstrip("和及与、"))).trimmed()
    return name if is_product(_hardened(name.text) if technology else name.text) else None


def _hardened(text: str) -> str:
    """A listed technology may end in 化 (离子强化), which a product does not; 智能化 is neither."""
    plainly = len(text) >= 4 and _CHANGING.search(text) is None
    return text.removesuffix("化") + "法" if plainly and text.endswith("化") else text


def is_product(text: str) -> bool:
    if not 2 <= len(text) <= _LONGEST or text in _EVERYDAY or is_geography(text):
        return False
    if _NOT_PRODUCT.search(text) or _SPOILED.search(text) or text.count("“") != text.count("”"):
        return False
    return text.count("（") == text.count("）") and kind_of(text) not in (
        "institute",
        "association",
        "event",
        "place",
    )


def listed_names(span: Span) -> list[Span]:
    """The members of a list; 和 also splits off a last word of two characters, 及 does not.  A bare
    modifier goes with the member whose noun it shares (高强、低缩涤纶工业丝)."""
    names = [name for name in members(span, 3) if name.text]
    short = re.search(r"(?<=.{3})和(?=[^和]{2}$)", names[-1].text) if names else None
    if short:
        last = names.pop()
        names += [last.cut(0, short.start()), last.cut(short.end())]
    return _sharing(span, names)


def _sharing(span: Span, names: list[Span]) -> list[Span]:
    """The names, each with the bare modifiers that stand right before it."""
    joined: list[Span] = []
    begin: int | None = None
    for name in names:
        start = name.start if begin is None else begin
        if _MODIFYING.fullmatch(name.text) and name is not names[-1]:
            begin = start
            continue
        joined.append(span.cut(start - span.start, name.end - span.start))
        begin = None
    return joined
