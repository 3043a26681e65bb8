"""The name of what a figure measures, cut out of the words around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rongshu.compiler.reading.periods import without_moments

_SCOPES = (
    "全市|全省|全县|全区|全州|全国|全域|全社会|全旗|全盟|全园"
    "|我市|我县|我区|我省|本市|市域|县域"
)  # fmt: skip
_SCOPE = re.compile(rf"^(?:{_SCOPES})(?!一体|统筹)")
_LEADING = re.compile(
    "^(?:"
    r"其中|即(?!食|时|将|墨|热|溶)|同时|并且|以及|此外|另外|目前|当前|截至目前|分行业看|期末|期间|以来|五年|三年|两年|四年|年内|年底前|年底|累计|合计|共计|力争|确保|努力|争取|预计|总体|基本(?!公共|医疗)"
    r"|到|至|将|要(?!素)|使(?!用)|让(?!利)|令|以(?!上|内|下|外)|在(?!建|线|园|校|册)|已经|已|约(?!束)|再(?!生|制造)|还|也|都(?!市)|均(?!衡)|仅|近(?!海|零|岸|地)|于|对(?!外|台|接|口|俄)|为|从(?!业|属)|由|把"
    r"|共(?!性|享|建|同|生)|有(?!色|机|限|效|研发)|末(?!端)|前(?!沿|十|瞻)|起(?!重)|内(?!外|销|资|河|贸|生|陆|需)|并|且|只|年(?!产|灌|加工|处理|营|销|接待|发电|供|吞吐|均|度|轻|用|能耗|综合)"
    r"|拟|计划|持续|继续|不断|稳步|加快(?!速)|全面|全力|大力|积极|着力|重点(?=培育|打造|支持|推动|推进|引进|建设|实施|扶持)|分批|分期|分年度|滚动|逐步|进一步|尽快|集中(?!区)|统筹推进|组织实施"
    r"|培育形成|培育打造|培育壮大|培育|引育|打造|形成|建成投用|建成投运|建成(?!区)|投运|投用|建设(?!用地|银行|单位|面积)|引进|招引|扶持|支持(?!力度)|推动|推进|促进|带动|实施(?!率)|组织(?!率)|开展|创建|认定|攻克|突破|完成(?!率)"
    r"|实现|达到|列入|入选|拥有|现有|获批|获评|获得|作为|安排|统筹|保障(?!性|房)|布局|组建|设立|总数|加强|扩大|提高|提升|增加(?!值)|立足|依托|围绕|聚焦(?!度)|瞄准|坚持|扶引|遴选|举办|集聚(?!区|度)|吸引|通过"
    r"|强化|优化|深化|深入|广泛|鼓励|引导(?!基金)|尽早|做大|做强|超(?![一二三四五六七八九十百千万亿0-9级]|高|大|低|算|细|白|薄|净|导|声|临界|充|长)"
    r"|[、，,：:；;及与（(—\-]|和(?!谐)"
    ")+"
)  # fmt: skip
_TRAILING = re.compile(
    r"(?:实现“?零”?的?突破)?(?:总数|总量|数量|累计|合计|共计|共|分别|方面)?(?:[一二三四五六两]年(?:内|间)?)?(?:[、，,：:；;和及与（(]|力争|确保|的|等)*$"
)
_STOP = re.compile(
    r"[，,。；;：:、！!？?（()）]|以及|(?<!通信)(?:和|与|及)(?=[新国省市县建培打引形创实]|$)|，"
)
_BARE = re.compile(
    r"^(?:年|工业|产业|行业|全行业|全产业链|产业链|该产业|集群|实现|规上|规模以上)?(?:工业)?(?:总产值|产值|产业规模|规模|总规模|营业收入|主营业务收入|销售收入|营收|收入|增加值|产业产值|产业营收|产业增加值"
    r"|税收|利税|利润|出口额|市场规模|产业链规模|产业总产值|产业营业收入|本地配套率|配套率|集群规模|产值规模|年产值|年营业收入|企业|规上企业|规模以上企业|龙头企业|产业总规模|经济规模)$"
)
_FUNDED = re.compile(
    r"^[^，“”]{0,6}?财政(?P<yearly>每年)?(?:统筹安排|安排|统筹|投入|设立|拿出|列支|筹集)(?P<what>.{2,})"
)
METRIC = re.compile(
    r"(?:总产值|产值|增加值|营业收入|主营业务收入|业务收入|销售收入|营收|收入|产业规模|规模|投资额|投资|税收|利润总额|利润|出口额|贷款|基金|资金|订单|交易额|出口|消费|产能|产量|销售额|成交额|占比|比重|"
    r"市场占有率|占有率|覆盖率|普及率|综合利用率|重复利用率|利用率|(?:加工|就地)?转化率|(?:精深)?加工率|(?:本地)?配套率"
    r"|国产化率|自给率|达标率|合格率|增速|强度|面积|用电量|率)$"
)
# （4）规上企业 is an item of a list
_ITEM = re.compile(r"^[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)]")
_SIZED = re.compile(r"^(?:年?(?:产值|营收|营业收入|销售收入|主营业务收入|税收|纳税))(?=超)")
_LEVEL_ONLY = re.compile(r"^(?:国家级|省级|市级|县级|区级|国家|省|市)(?:以上)?$")
_AFTER_LEVEL = re.compile(r"^(?:国家级|省级以上|市级以上|省级|市级|县级|区级|各级|国家|省|市)")
_OF_ITSELF = ("基金", "资金", "贷款", "订单")  # what these are told of is not handed on to the next name
LONGEST = 40
# 钢铁、化工两大产业产值: what stands behind the count belongs to each of the names
_COUNTED_END = re.compile(
    r"(?P<own>.{2,}?)等?(?:[一二两三四五六七八九十]{1,2}|\d{1,2})[大个类条项]"
    r"(?:重点|主导|优势|特色|支柱|新兴|传统|先导)*(?P<noun>产业集群|产业链|产业|领域|行业|板块|集群|园区|片区|县区?|环节)?的?(?P<end>.*)"
)
_SHARE_END = re.compile(r"(?P<own>[^占]{2,})(?P<end>占(?!有|用|地面)[^，]+)")
_PLAIN_NOUNS = ("产业", "领域", "行业", "板块", "环节")


@dataclass(frozen=True, slots=True)
class Subject:
    """A name, its scope word (全市), and the words taken off before it."""

    name: str
    scope: str
    led: str


def bare_subject(written: str) -> Subject:
    """The name with times, adverbs and verbs at the start and fillers at the end taken off.

    >>> bare_subject("力争全市规上工业总产值")
    Subject(name='规上工业总产值', scope='全市', led='力争')
    """
    text, scope, led = _ITEM.sub("", without_moments(written).strip()), "", ""
    while True:
        match = _SCOPE.match(text)
        if match:
            scope = scope or match.group()
            text = text[match.end() :]
        stripped = _LEADING.sub("", text)
        if stripped == text and not match:
            break
        led += text[: len(text) - len(stripped)]
        text = stripped
    funded = _FUNDED.match(text)
    if funded:  # 市财政每年安排专项资金 is about 专项资金
        led, text = led + text[: funded.start("what")], (funded["yearly"] or "") + funded["what"]
    return Subject(_balanced(_TRAILING.sub("", text))[-LONGEST:], scope, led)


def _balanced(text: str) -> str:
    """The name with a quotation mark or bracket that lost its partner taken off."""
    for opening, closing in ("“”", "（）", "‘’", "《》"):
        if text.count(opening) < text.count(closing) and text.startswith(tuple(closing)):
            text = text[1:]
        if text.count(opening) > text.count(closing):
            text = text.replace(opening, "", 1) if text.startswith(opening) else text
    return text.strip(" 的")


def following_object(after: str) -> str:
    """The noun that follows a counted figure: up to a stop, a list mark or the next clause.

    >>> following_object("链主企业和专精特新企业，推动")
    '链主企业和专精特新企业'
    """
    stop = _STOP.search(after)
    return (
        _balanced(after[: stop.start() if stop else None].lstrip("的、"))[:LONGEST]
        .removesuffix("的能力")
        .rstrip("的")
    )


def is_rate_only(name: str) -> bool:
    """Whether a name is only a rate of change (年均增速), so that what changes was named before."""
    return bool(
        re.fullmatch(r"(?:五年|三年)?(?:年均|平均|年平均|年度?|复合)?(?:增速|增长率|增幅|增长)", name)
    )


def needs_owner(name: str) -> bool:
    """Whether a name is a bare measure (产业规模) that says nothing without its industry."""
    return bool(_BARE.match(name))


def with_level(name: str, previous: str) -> str:
    """``省级`` after ``国家级企业技术中心`` is ``省级企业技术中心``; ``超亿元企业`` likewise."""
    if _LEVEL_ONLY.match(name) and previous:
        return name + _AFTER_LEVEL.sub("", previous)
    sized = _SIZED.match(previous) if name.startswith("超") and name.endswith("企业") else None
    return sized.group() + name if sized else name


def with_shared_end(names: Sequence[str]) -> list[str]:
    """Each name with what the last one ends in for all: a count of them, the whole they have a share in.

    >>> with_shared_end(["钢铁", "化工两大产业占工业总产值的比重"])
    ['钢铁占工业总产值的比重', '化工占工业总产值的比重']
    """
    *before, last = names
    shared = _COUNTED_END.fullmatch(last) or _SHARE_END.fullmatch(last)
    if not before or shared is None:
        return [with_metric(with_level(name, last), last) for name in names]
    noun = shared.groupdict().get("noun") or ""
    end = ("" if noun in _PLAIN_NOUNS else noun) + shared["end"]
    return [
        with_metric(with_level(name, last), last) if not end else name + end
        for name in (*before, shared["own"])
    ]


def with_metric(name: str, previous: str) -> str:
    """``先进材料`` after ``高端装备产值`` is ``先进材料产值``."""
    metric = METRIC.search(previous)
    if name and metric and metric.group() not in _OF_ITSELF and not METRIC.search(name):
        return name + metric.group()
    return name
