"""Products and technologies that the text of a segment says to develop, make, use or master."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rongshu.compiler.industries.sequences import sequences_in
from rongshu.compiler.names.likeness import common, is_geography, kind_of, shape
from rongshu.compiler.names.nouns import ABSTRACT, words
from rongshu.compiler.reading.enumeration import Span, clauses, members, sentences
from rongshu.compiler.reading.territory import territory_of
from rongshu.document.blocks import Document, Paragraph, Passage
from rongshu.pack.schema import Enterprise, Industry, Mention

_SURE = (
    "发展壮大|发展|改良|增产|训练|主推|迭代|普及|攻坚|供应|储备|开发利用|开发推广|开发(?!区)|研发生产|研究开发|研发|研制|试制|量产|生产制造|生产(?!商|线|力|经营|效率)|制造(?!商|业|强)|建造|推出|提取|主打|主攻|做大做强|做大|做强|做优|做精|提供"
    "|突破|攻克|攻关|推广应用|推广|研究(?!院|所|中心|生|基地)|探索|掌握|采用|应用|推行|扩展|增加|扩大|巩固|壮大|布局|拓展|延伸|聚焦|填补|补齐|改性|产业化"
)
_WEAK = (
    "重点引进|带动|丰富|用好|扩充|围绕|引进|招引|培育|提高|提升|推进|推动|加强|加快|实施|开展"
    "|改造|打造|升级|承接"
)
_HEAD = re.compile(rf"(?P<sure>{_SURE})|(?P<weak>{_WEAK})")
_ALSO_NOUNS = frozenset(words("提取 生产 制造 应用 研究 研发 开发 探索 改性 产业化 发展"))
_ADDRESSING = ("推动", "加快", "推进", "加强")
_ADDRESSED = ("推动", "支持", "鼓励", "引导", "扶持", "带动", "促成", "由", "联合")
_WEAKLY = re.compile(_WEAK)
_CHAIN = re.compile(rf"(?:和|与|并|、)?(?:{_SURE}|引进|招引|创新发展|创新|应用)(?![一-鿿]?处理)")
_NOUN_BEFORE = re.compile(
    r"(?:技术|产品|药物|自主|市场|产业|创新|集成|示范|的|可持续|高质量|融合|和|与|经济|(?<!等)行业|[两三四五六七八九]个|制剂|设计)$"
)
_MASTER = frozenset(words("改良 攻坚 普及 突破 攻克 攻关 研究 探索 掌握 采用 推行 推广 推广应用 应用"))
_WISHED = re.compile(
    r"(?:产品)?(?:的)?(?:研究开发|研发生产|研发|开发|研制|攻关|技术攻关|研究|中试|生产|量产"
    r"|(?:研发|生产|制造|研制|示范)?(?:和|与|及)?(?:规模化|产业化|商业化|推广|示范|工程化|批量)(?:应用|生产|推广)|配套能力|量产下线|批量化?生产"
    r"|试制|规模化制造|制造|供给|产能|产量|比重|占比|比例|产品体系|市场|开发和产业化|产业化|加工|投产|攻坚|试验|研发水平|精度|性能|技术迭代|迭代|放量|配套|出口|出口市场|出货规模|[一-鿿]{0,4}技术|出货)$"
)
_KINDS = (
    r"(?:产品|技术|材料|设备|装备|系统|解决方案|新?增长点|零部件|工艺|器件|元器件|软件|芯片|食品|药物|药|制品|纤维|机械"
    r"|部件|配件|环节技术|品种|元件|仪器|器械|耗材|终端|面料|钢材|合金|板材|业态|改造)"
)
_LISTED = re.compile(rf"^[^，。；、]{{0,14}}?{_KINDS}")
_ELSEWHERE = re.compile(
    rf"^[^，。；、]{{0,14}}?(?:企业|公司|项目|场景|行业|园区|区域|国家|地区|城市|要素|资源|活动|机构|方式|模式|载体|平台建设|龙头|部门|因素|问题|政策|指标|措施|工程|骨干|需求"
    rf"|领域(?:的|开展|推|应用|实现|建|形|取得)|应用领域)(?![一-鿿]{{0,3}}{_KINDS})"
)
_ALLOWED = (
    ("聚焦", "领域"),
    ("围绕", "领域"),
    ("拓展", "应用"),
    ("延伸", "领域"),
    ("引进", "项目"),
    ("招引", "项目"),
    ("引进", "配套"),
    ("招引", "配套"),
    ("引进", "辅材"),
    ("引进", "材料企业"),
    ("引进", "零部件企业"),
    ("引进", "配件企业"),
    ("引进", "生产企业"),
    ("重点引进", "项目"),
)
_CORE = re.compile(
    r"以(?P<list>[^，。；]{4,60}?)(?:等(?P<rest>[^，。；、]{0,8}))?为(?:技术)?(?:突破口|主攻方向|核心|主导产品|拳头产品|主打产品|重点产品|重点方向)"
)
_BREAKING = re.compile(
    r"在(?P<list>[^，。；]{4,80}?)等(?P<rest>[^，。；、]{0,10}?)(?:领域|方面|环节)(?:取得|实现|形成|加快|的)?(?:[一-鿿]{0,2})?突破"
)
_TOWARDS = re.compile(
    r"[从由][^，。；、]{1,14}向(?:卖)?(?P<list>[^，。；]{2,14}、[^，。；]{2,40}?)(?:转变|转型|延伸|拓展|升级|迈进)"
)
_DEEPENING = re.compile(
    r"在(?P<list>[^，。；]{2,60}?)(?:等[^，。；、]{0,6}?)?领域(?:做[大强优精]|深耕|发力|抢占|布局|突破)"
)
_LEADING = re.compile(r"(?:^|，)(?P<list>[^，。；]{3,60}?)等[^，。；、]{0,6}?技术(?:达到|处于|居|领先|填补)")
_DONE = re.compile(
    r"(?:实现|完成)(?P<list>[^，。；]{2,40}?)(?:等[^，。；、]{0,6}?)?(?:的)?(?:量产|规模化生产|批量生产|产业化|国产化|国产替代|规模化应用|批量供货|出口|下线)"
)
_LAUNCHED = re.compile(r"(?:推进|推动|加快)(?P<list>[^，。；]{2,40}?)(?:量产下线|下线|首批交付)")
_SUPPLYING = re.compile(
    r"为[^，。；、]{2,14}?配套(?P<list>[^，。；]{2,40}?)(?:等[^，。；、]{0,6}产品)?(?=[，。；]|$)"
)
_INTO = re.compile(
    r"(?:^|[^、])向(?P<list>[^，。；]{2,40}?)等(?:[高新]端?|细分|终端|新兴|下游|高附加值)?(?:产品|领域|环节|方向|下游)+(?:延伸|拓展|转型|升级|迈进)"
)
_WIDELY = re.compile(
    r"(?:拓展|扩大|推动|推进|促进|加快)(?P<list>[^，。；]{2,40}?)在[^，。；]{2,30}?(?:领域|行业|场景|方面|产业)的?(?:推广|示范|规模化)?应用"
)
_FRAMES = (
    (_WIDELY, False),
    (_DONE, False),
    (_LAUNCHED, False),
    (_SUPPLYING, False),
    (_INTO, False),
    (_CORE, True),
    (_BREAKING, False),
    (_TOWARDS, False),
    (_DEEPENING, False),
    (_LEADING, True),
)
_FOR = re.compile(r"^(?:主要)?(?:用于|面向|针对|应用于|适用于|适合|满足|基于)[^的]{2,30}的")
_REST = re.compile(
    r"^(?:[一-鿿\d]{0,3}(?:大类|系列|类|种|多种|各类|一批))?(?:优势|特色|主导|关键|核心|先进|高端|新型|相关|附加值较高的|健康|绿色|前沿|重点|系列)*"
    r"(?:产品|技术|工艺|领域|产业|方向|环节|品种|材料|装备|设备|系统|产品线|工艺技术|拳头产品|$)"
)
_TAIL = re.compile(
    r"(?:[两三四五六七八九十\d]+(?:类|大类|个|种|款|条)?)?(?:优势|特色|拳头|终端|新)?"
    r"(?:的?(?:(?:研发|生产|制造|研制)?(?:和|与|及)?(?:规模化|产业化|商业化|推广|示范|工程化|批量)(?:应用|生产|推广)|量产下线|(?:供给|供应|保障)能力|下线|中试|技术瓶颈|瓶颈|市场份额|份额|市场占有率|配套能力|解决方案|研发水平|技术迭代|迭代|放量|配套|出口|精度|研究|研发|研制|开发|生产|(?<!再)制造|量产|试制|产能|供给|比重|占比|比例|系列(?=产品)|体系(?<=产品体系)|应用|推广|攻关|产业化|建设|市场|加工业|产业|领域|产品|方向|行业|规模化|生产能力|能力|生产线|产线|规模化制造"
    r"|开发利用|产业链|研究开发|改造|应用示范|制造业|等|试验|业|为主|发展|项目|技术研究|技术攻关|新产品|示范|水平|领先优势|试点示范|和应用|规模|开展|品种|技术|核心|关键|攻坚|突破|工艺|优势))+$"
    r"|[两三四五六七八九十](?:大|类|种|款|个|项)[一-鿿]{1,8}$"
)
_KEEP_TAIL = re.compile(
    r"(?:塑料用品|制品|农业|渔业|织造|应用技术|加工技术|降耗技术|合成技术|平台技术|涂层技术|绿色工艺)$"
)
_NOT_PRODUCT = re.compile(
    r"(?:企业|公司|科技|集团|股份|控股|集群|基地|项目|工程|园|园区|城|体系|水平|能力|机制|优势|规模|作用|品牌|格局|方向|领域|产业|行业|市场|链条|产业链|环节|业态|价值|竞争力|人才|政策|资金"
    r"|机构|服务业|需求|布局|合作|结构|比例|示范|试点|行动|平台建设|发展|转型|升级|主体|[^社]区|县|市|省|港|[上中下]游|国际|国内|程度|质量|效率|力度|步伐|进度|特点|(?<![桩台架管])基础|支撑|(?<![一-鿿]{3})融合|(?<![一-鿿]{3})协同|重点|目标|任务"
    r"|附加值|率|建设|保障|影响力|知名度|经验|时代|机遇|(?<!加工)中心|档次|产线|产能|高地|增长点|条件|工作|要求|[好强高优]|(?<![一-鿿]{4})(?<!催)化|(?:智能|高端|绿色|数字|规模|产业|专业|一体|精细|国际|品牌|集群|信息|自动|网络|柔性|标准|现代|清洁|多样|差异)化|含量|起点|鲜明|品种类型|覆盖|投入|活动|理念|(?<!数据)空间|渠道|监管|定制"
    r"|阶段|场景|高技术|用户|群体|队伍|团队|人员|平衡|关键作用|短板|创新|业务|零部件企业|突破口|路径|途径|格局|体验|服务|销售|电商平台|交流|地位|新设备|新工艺|新技术|新产品|产品生产|技术研究|产品研发|赛道|做深|少|商|竞争|^产品性能|二次|^控制|装机|发电量|应用|原则|^[一-鿿]用|^即食|^保健|工厂|存栏|\d亿元|(?:生产|设计|服务|制造|平台|外向)型|\d[家辆台套亩款]以?上?|相关)$"
)
_SPOILED = re.compile(
    r"推动|促进|提升|形成|打造|加快|实现|支持|鼓励|引导|不断|进一步|积极|依托|推进|成为|以及|通过|具有|达到|培育|拓展|延伸|企业|公司|项目|产业(?!用)|[。；：《》]|\d+万吨|\d{4}年|为主|为重点|为核心"
    r"|^[到至]\d|^向(?!日)|^在(?!线|研|轨|机|位|体)|一批|若干|其他|从事|满足|根据|结合|开展|加强|完善|建设|围绕|万台|引入|引进|提高|增强|优化|改善|扩大|丰富|巩固|投产|不少于|不超过|^为|^从|^面向|^传统|谋划|协调|高新区|落地|尽快|确保|大力|着力|组织|与[^]{2,}$".replace(
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
        新技术 新设备 智能 网络 业务 设计 制剂 计算 药物 钢铁 同时 数据 下线 重大技术装备 技术装备
        """
    )
)
_AND_SO_ON = re.compile(r"等(?!静压|离子|温|效|轴|径|距|位|级|电位|比例|熵|边)")
_METHOD = re.compile(r"(?:技术|工艺|法)$")
_PROCESS = re.compile(
    r"(?:炼油|纺丝|织造|整经|加工|养殖|屠宰|种植|冶炼|捕捞|印染|回收|设计|封装|封测|测试|组装|应用|物流|销售|服务)$"
)
_SHORT_METHOD = re.compile(r"[一-鿿]{2,4}(?:技术|工艺|法)")
_ABLE = re.compile(r"(?:(?:供给|供应|保障)能力|(?<!领域)(?<!应用)示范)$")
_ITS_OWN = ("产品", "系统", "装备")  # in the middle of a list the last word belongs to the name
_WHERE_MADE = re.compile("基地|项目|线|能力|企业")
_CHANGING = re.compile(
    r"(?:智能|高端|绿色|数字|规模|产业|专业|一体|精细|国际|品牌|集群|信息|自动|网络|柔性|标准|现代|清洁|多样|差异|轻量|低碳|市场)化$"
)
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class _Found:
    name: Span
    rule: str
    confidence: float
    technology: bool


def with_products(document: Document, industries: Iterable[Industry]) -> tuple[Industry, ...]:
    """The industries with the products and technologies that their own text names."""
    industries = tuple(industries)
    territory = territory_of(document, industries)
    products: dict[str, list[Mention]] = defaultdict(list)
    technologies: dict[str, list[Mention]] = defaultdict(list)
    for _, block, _ in document.walk():
        owner = territory.at(block.passage.number) if isinstance(block, Paragraph) else ""
        if owner and isinstance(block, Paragraph):
            for found in _in_passage(block.passage, block.body_start):
                (technologies if found.technology else products)[owner].append(_mention(found, block.passage))
    return tuple(
        industry.model_copy(
            update={
                "products": _unique(products[industry.id]),
                "technologies": _unique(technologies[industry.id], products[industry.id]),
            }
        )
        for industry in industries
    )


def without_firms(industries: Iterable[Industry], enterprises: Iterable[Enterprise]) -> tuple[Industry, ...]:
    """The industries without the products that are firms: 做大甲山泉、乙饮品 speaks of who makes them."""
    firms = {mention.name for firm in enterprises for mention in firm.mentions}

    def made(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return tuple(one for one in mentions if one.name not in firms and f"{one.name}业" not in firms)

    return tuple(
        industry.model_copy(
            update={"products": made(industry.products), "technologies": made(industry.technologies)}
        )
        for industry in industries
    )


def _mention(found: _Found, passage: Passage) -> Mention:
    cite = str(passage.cite(found.name.start, found.name.end))
    return Mention(name=found.name.text, cite=cite, rule=found.rule, confidence=found.confidence)


def _unique(mentions: list[Mention], others: Iterable[Mention] = ()) -> tuple[Mention, ...]:
    """The first mention of each name that is not among the others."""
    seen = {other.name for other in others}
    kept = []
    for mention in mentions:
        if mention.name not in seen:
            seen.add(mention.name)
            kept.append(mention)
    return tuple(kept)


def _in_passage(passage: Passage, begin: int) -> Iterator[_Found]:
    yield from _steps(passage)
    for sentence in sentences(passage.text):
        if sentence.end <= begin:
            continue
        yield from _framed(sentence)
        going = False
        for clause in clauses(sentence):
            if clause.start < begin:
                clause = clause.cut(max(0, begin - clause.start))
            found = list(_in_clause(clause, going))
            yield from found
            going = bool(found)


def _steps(passage: Passage) -> Iterator[_Found]:
    """The products in a chain of products; its processes are none."""
    for span, steps, rule in sequences_in(passage):
        for step in steps if rule == "sequences:甲—乙—丙" else ():
            at = span.text.find(step)
            if _is_product(step) and "、" not in step and not _PROCESS.search(step):
                yield _Found(span.cut(at, at + len(step)), "products:甲—乙—丙", 0.65, False)


def _framed(sentence: Span) -> Iterator[_Found]:
    """以甲、乙等技术为核心; 在甲、乙等领域取得突破"""
    for pattern, technology in _FRAMES:
        for match in pattern.finditer(sentence.text):
            mastered = technology and bool(
                re.search("技术|工艺|突破口", match.group()[match.end("list") - match.start() :])
            )
            for name in _members(sentence.cut(match.start("list"), match.end("list"))):
                found = _cleaned(name, True)
                named = pattern is _CORE and shape(found.text) == "sure" if found else False
                applied = pattern is _INTO and common(found.text) if found else False
                if found and not named and not applied:
                    yield _Found(found, "products:以…为核心", 0.7, mastered)


def _in_clause(clause: Span, going: bool) -> Iterator[_Found]:
    """The objects of the clause's verb; a clause without one goes on with the list before it."""
    head = _head(clause.text)
    listed = going and not clause.text.startswith(_ADDRESSED)
    if head is None or (listed and "、" in clause.text[: head.start()]):
        if going and "、" in clause.text and "等" in clause.text:
            yield from _items(clause, "", sure=True)
        return
    begin, verb = head.end(), head.group()
    while chained := _CHAIN.match(clause.text, begin):
        begin, verb = chained.end(), chained.group()
    if clause.text[begin : begin + 1] == "于":
        return
    yield from _items(clause.cut(begin), verb.lstrip("和与并、"), sure=bool(head["sure"]))


def _head(text: str) -> re.Match[str] | None:
    """The verb whose object the clause lists: the first that is no noun, a sure one before a weak one."""
    weak = None
    first_mark = re.search("[、等]", text)
    limit = first_mark.start() if first_mark else len(text)
    if text.startswith(_ADDRESSED) or (text.startswith(_ADDRESSING) and re.search("开展|实施", text)):
        limit = text.find("等") if "等" in text else len(text)
    if not any(match["sure"] for match in _HEAD.finditer(text, 0, limit)) and not _WEAKLY.search(
        text[:limit]
    ):
        limit = len(text)
    for match in _HEAD.finditer(text, 0, limit):
        if match.end() >= len(text) - 1:
            continue
        if match["weak"]:
            weak = match if weak is None or weak.group() in _ADDRESSING else weak
        elif _is_verb(text, match, weak):
            return match
    return weak


def _is_verb(text: str, match: re.Match[str], weak: re.Match[str] | None) -> bool:
    """Whether 生产, 研发 and the like are the clause's verb here."""
    before = text[max(0, match.start() - 2) : match.start()]
    if before and text[: match.start()] != "创新" and _NOUN_BEFORE.search(text[: match.start()]):
        return False
    if match.group() in _ALSO_NOUNS and before.endswith("、"):
        return False
    firm = text[weak.end() : match.start()] if weak is not None else ""
    if shape(firm) == "sure" and not _WHERE_MADE.match(text, match.end()):
        return True  # 推动 + a firm + 开发
    return weak is None or match.start() == weak.end() or not _is_noun_here(text, weak.end(), match)


def _is_noun_here(text: str, begin: int, match: re.Match[str]) -> bool:
    """Whether 生产, 应用 and the like stand inside the object of an earlier verb."""
    return not re.search(
        r"企业|[一-鿿]{2}(?:集团|公司|股份|科技)|[，]|重点|大力|积极|加快|鼓励|着力|自主|牵头|联合|共同|自主|领域|牵引",
        text[begin : match.start()],
    ) and (match.group() in _ALSO_NOUNS and match.end() < len(text) - 1 and match.start() - begin < 6)


def _items(span: Span, head: str, sure: bool) -> Iterator[_Found]:
    """The members of one object, before and after its 等."""
    if span.text[:1] in "与同":
        return
    relative = _FOR.match(span.text)
    if relative:
        span = span.cut(relative.end())
    ends = [match.start() for match in _AND_SO_ON.finditer(span.text) if "、" not in span.text[match.end() :]]
    inner = _AND_SO_ON.search(span.text)
    first = ends[0] if ends else inner.start() if inner else -1
    rest = span.text[first + 1 :] if first >= 0 else ""
    allowed = not rest.startswith("领域的") and any(
        head == verb and noun in rest[:14] for verb, noun in _ALLOWED
    )
    able = "、" in span.text and _ABLE.search(span.text) is not None
    if (
        not sure
        and not allowed
        and not able
        and not (_LISTED.match(rest) if rest else _WISHED.search(span.text))
    ):
        return
    if rest and _ELSEWHERE.match(rest) and not allowed:
        return
    technology = _is_technology(head, rest, span.text)
    names = _members(span.cut(0, first if first >= 0 else None))
    if rest and len(names) == 1 and not _REST.match(rest):
        names = [span]
    for name in names:
        listed, mastered = len(names) > 1 or bool(rest), technology and len(names) > 1
        found = _cleaned(name, listed, mastered, whole=name is not names[-1] and name.text.endswith(_ITS_OWN))
        if found:
            confidence = 0.8 if sure and len(names) > 1 else 0.65
            yield _Found(
                found, f"products:{head}…", confidence, technology or bool(_METHOD.search(found.text))
            )
    for name in _after(span, first + 1, rest):
        yield _Found(name, f"products:{head}…", 0.6, technology)


def _is_technology(head: str, rest: str, text: str) -> bool:
    if re.search(r"技术|工艺|攻关|方法", rest[:14]) or re.search(r"(?:技术|工艺|攻关)$", text):
        return True
    return head in _MASTER and not re.search(r"产品|设备|装备|市场", rest[:14] or text[-4:])


def _after(span: Span, begin: int, rest: str) -> Iterator[Span]:
    """The members after a second joiner: …等甲以及乙、丙."""
    match = re.search("以及|及|(?<=产品)和", rest)
    if not match:
        return
    for name in members(span.cut(begin + match.end())):
        found = _cleaned(name, True)
        if found and not _REST.match(found.text):
            yield found


def _members(span: Span) -> list[Span]:
    """The members of a list; 和 also splits off a last word of two characters, 及 does not."""
    names = [name for name in members(span, 3) if name.text]
    short = re.search(r"(?<=.{3})和(?=[^和]{2}$)", names[-1].text) if names else None
    if short:
        last = names.pop()
        names += [last.cut(0, short.start()), last.cut(short.end())]
    return names


def _cleaned(name: Span, listed: bool, technology: bool = False, whole: bool = False) -> Span | None:
    """The name without the words around it; nothing where no product is left.  A technology named alone
    keeps its last word (先进封装技术)."""
    inner = re.match(r"[^等]{3,}(?=等(?!静压|离子|温))", name.text)
    if listed and inner:
        name = name.cut(0, inner.end())
    owned = name.text.rfind("的")
    if owned >= 2 and _WISHED.fullmatch(name.text, owned):
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
    return name if _is_product(_hardened(name.text) if technology else name.text) else None


def _hardened(text: str) -> str:
    """A listed technology may end in 化 (离子强化), which a product does not; 智能化 is neither."""
    plainly = len(text) >= 4 and _CHANGING.search(text) is None
    return text.removesuffix("化") + "法" if plainly and text.endswith("化") else text


def _is_product(text: str) -> bool:
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
