"""The products that a passage lists as what is to be developed, made, used or mastered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rongshu.compiler.industries.product_frames import framed
from rongshu.compiler.industries.product_names import WISHED, Found, bare_name, is_product, listed_names
from rongshu.compiler.industries.sequences import sequences_in
from rongshu.compiler.names.likeness import shape
from rongshu.compiler.names.nouns import ABSTRACT, TRADES, words
from rongshu.compiler.reading.enumeration import Span, clauses, members, sentences
from rongshu.document.blocks import Passage

_SURE = (
    "发展壮大|发展|导入|改良|增产|训练|主推|迭代|普及|攻坚|供应|储备|开发利用|开发推广|开发(?!区)|研发生产|研究开发|研发|研制|试制|量产|生产制造|生产(?!商|线|力|环节|领域|经营|效率)|制造(?!商|业|强|领域|环节|执行)|建造|推出|提取|主打|主攻|做大做强|做大|做强|做优|做精|提供"
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
_KINDS = (
    r"(?:产品|技术|材料|设备|装备|系统|解决方案|新?增长点|零部件|工艺|器件|元器件|软件|芯片|食品|药物|药|制品|纤维|机械"
    r"|部件|配件|环节技术|品种|品类|机型|元件|仪器|器械|耗材|终端|面料|钢材|合金|板材|业态|改造)"
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
_FOR = re.compile(r"^(?:主要)?(?:用于|面向|针对|应用于|适用于|适合|满足|基于)[^的]{2,30}的")
_REST = re.compile(
    r"^(?:[一-鿿\d]{0,3}(?:大类|系列|类|种|多种|各类|一批))?(?:优势|特色|主导|关键|核心|先进|高端|新型|相关|附加值较高的|健康|绿色|前沿|重点|系列)*"
    r"(?:产品|技术|工艺|领域|产业|方向|环节|品种|材料|装备|设备|系统|产品线|工艺技术|拳头产品|$)"
)
_MATERIAL = TRADES - ABSTRACT - frozenset(words("物流 软件 服务 建设 技术 工业 实业 农业 快递 传媒"))
_AND_SO_ON = re.compile(r"等(?!静压|离子|温|效|轴|径|距|位|级|电位|比例|熵|边)")
_SCALE = re.compile(r"(?:生产|制造)?(?:规模|产能|供给|产量|能力|市场|份额)$")
_ONWARDS = re.compile(r"(?:以及|和|及|并)(?=[一-鿿A-Za-z0-9])")
_METHOD = re.compile(r"(?:技术|工艺|法)$")
_PROCESS = re.compile(
    r"(?:炼油|纺丝|织造|整经|加工|养殖|屠宰|种植|冶炼|捕捞|印染|回收|设计|封装|封测|测试|组装|应用|物流|销售|服务)$"
)
_ABLE = re.compile(r"(?:(?:供给|供应|保障)能力|(?<!领域)(?<!应用)示范)$")
_ITS_OWN = ("产品", "系统", "装备")  # in the middle of a list the last word belongs to the name
_WHERE_MADE = re.compile("基地|项目|线|能力|企业")


def products_in(passage: Passage, begin: int) -> Iterator[Found]:
    yield from _steps(passage)
    for sentence in sentences(passage.text):
        if sentence.end <= begin:
            continue
        yield from framed(sentence)
        going = False
        for clause in clauses(sentence):
            if clause.start < begin:
                clause = clause.cut(max(0, begin - clause.start))
            found = list(_in_clause(clause, going))
            yield from found
            going = bool(found)


def _steps(passage: Passage) -> Iterator[Found]:
    """The products in a chain of products; its processes are none."""
    for span, steps, rule in sequences_in(passage):
        for step in steps if rule == "sequences:甲—乙—丙" else ():
            at = span.text.find(step)
            if is_product(step) and "、" not in step and not _PROCESS.search(step):
                yield Found(span.cut(at, at + len(step)), "products:甲—乙—丙", 0.65, False)


def _in_clause(clause: Span, going: bool) -> Iterator[Found]:
    """The objects of the clause's verb; a clause without one goes on with the list before it."""
    head = _head(clause.text)
    listed = going and not clause.text.startswith(_ADDRESSED)
    if head is None or (listed and "、" in clause.text[: head.start()]):
        onwards = _ONWARDS.match(clause.text)
        if going and "、" in clause.text and ("等" in clause.text or (onwards and head is None)):
            yield from _items(clause.cut(onwards.end() if onwards else 0), "", sure=True)
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


def _items(span: Span, head: str, sure: bool) -> Iterator[Found]:
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
        and not (_names_a_class(rest) if rest else WISHED.search(span.text))
    ):
        return
    if rest and _is_elsewhere(rest) and not allowed:
        return
    technology = _is_technology(head, rest, span.text)
    names = listed_names(span.cut(0, first if first >= 0 else None))
    if rest and len(names) == 1 and not _REST.match(rest):
        names = [span]
    for name in names:
        listed, mastered = len(names) > 1 or bool(rest), technology and len(names) > 1
        found = bare_name(
            name, listed, mastered, whole=name is not names[-1] and name.text.endswith(_ITS_OWN)
        )
        if found:
            confidence = 0.8 if sure and len(names) > 1 else 0.65
            yield Found(
                found, f"products:{head}…", confidence, technology or bool(_METHOD.search(found.text))
            )
    for name in _after(span, first + 1, rest):
        yield Found(name, f"products:{head}…", 0.6, technology)


def _is_elsewhere(rest: str) -> bool:
    """Whether what is listed is no product but a firm, a project, a field (等领域); 等工程塑料 is one."""
    match = _ELSEWHERE.match(rest)
    return match is not None and not any(rest[match.end() :][:size] in _MATERIAL for size in (2, 3))


def _names_a_class(rest: str) -> bool:
    """Whether the words after 等 say what sort of products was listed: 等电子化学品, 等产品."""
    if _LISTED.match(rest):
        return True
    sort = re.split("[，。；、的]", _SCALE.sub("", rest))[0]
    return len(sort) <= 8 and any(sort[-size:] in _MATERIAL for size in (2, 3))


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
        found = bare_name(name, True)
        if found and not _REST.match(found.text):
            yield found
