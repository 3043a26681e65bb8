"""What a printed name of a quantity means: its core and the words that narrow it.

Vocabularies of general official language; nothing here knows a city, a firm or a product.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_QUOTES = re.compile("[“”\"'‘’《》「」『』\\s·]")
_BRACKETS = re.compile(r"[（(\[【][^（）()\[\]【】]*[)）\]】]")
_SAME: tuple[tuple[str, str], ...] = (
    ("规模以上", "规上"),
    ("限额以上", "限上"),
    ("地区生产总值", "GDP"),
    ("国内生产总值", "GDP"),
    ("生产总值", "GDP"),
    ("研究与试验发展", "R&D"),
    ("研究和试验发展", "R&D"),
    ("研究与实验发展", "R&D"),
    ("科学研究与R&D", "R&D"),
    ("研发", "R&D"),
    ("经费投入水平", "经费"),
    ("经费支出", "经费"),
    ("投入经费", "经费"),
    ("经费投入", "经费"),
    ("经费内部支出", "经费"),
    ("R&D投入", "R&D经费"),
    ("战略性新兴产业", "战新产业"),
    ("战略新兴产业", "战新产业"),
    ("二氧化碳", "CO2"),
    ("营业收入", "营收"),
    ("主营业务收入", "营收"),
    ("固定资产投资", "固投"),
    ("高企", "高新技术企业"),
    ("国家高新技术企业", "国家级高新技术企业"),
    ("专精特新中小企业", "专精特新企业"),
    ("上市公司", "上市企业"),
    ("技术改造", "技改"),
    ("每万人口", "万人"),
    ("每万人", "万人"),
    ("万元工业增加值", "单位工业增加值"),
    ("万元GDP", "单位GDP"),
    ("能源消耗", "能耗"),
    ("固体废弃物", "固废"),
    ("固体废物", "固废"),
    ("软件和信息技术服务业", "软件业"),
    ("软件与信息技术服务业", "软件业"),
    ("软件和信息服务业", "软件业"),
    ("专精特新小巨人", "小巨人"),
    ("企业R&D", "R&D"),
    ("的比重", "比重"),
    ("的比例", "比重"),
    ("比例", "比重"),
    ("占比", "比重"),
    ("港口集装箱", "集装箱"),
    ("港口货物", "货物"),
)
_TERRITORY = re.compile(
    r"^(?:到\d{4}年末?)?(?:全市|全省|全县|全区|全州|全域|我市|我省|我县|我区|本市|本县|全国)"
)
_LEADING = re.compile(
    r"^(?:力争|争取|努力|确保|实现|推动|培育形成|培育壮大|培育|打造|建成|建设|形成|拥有|共有|共|累计|现有"
    r"|已有|其中|到期末|有(?=国家级|省级|市级))"
)
_TRAILING = re.compile(r"(?:总数量|(?<=[企业公司])总量|总数|数量|个数|家数|户数|条数|数(?!字))$")
_RISING = re.compile(r"^(?:新增加?|净增|新培育|新建成?|新引进|新认定)")
_RANK = re.compile(
    r"(国家级|省级|市级|县级|区级|部级|世界级|省部级|地市级)(以上)?|^(国家|全国)(?=高新|专精|单项|技术|级)"
)
_COVERAGE = ("规上工业企业", "规上企业", "规上", "限上", "全社会", "工业和信息化", "重点", "制造业", "工业")
_COVERED = re.compile("规上(?:工业|制造业)?(?:企业)?")
_HAVING = re.compile("^(?:中有|有|中|拥有|开展)")
_RATE = re.compile(r"(?:率|比重|强度|水平)$")
_GROWTH = re.compile(r"(?:年均|平均|年度)?(?:增长率|增长速度|增速|增幅|增长)$")
_FALL = re.compile(r"(?:累计)?(?:下降率|降低率|下降|降低|降幅)$")
_METRICS = ("增加值", "总产值", "产值", "营收", "收入")
_SIZED = re.compile(r"(?:年?产值)?(?:超过?|突破|达到?)?([十百千五]+亿)元?级?(?:以上)?(?:工业)?(?=企业)")
_SHARE = re.compile(r"^(?P<part>.+?)占(?P<whole>.+?)(?:的)?(?:比重)?$")
# 汽车配件产业产值, 汽车配件产业链产值 and 汽车配件产值 are one
_GROUPED = re.compile(
    r"(?<=[一-鿿]{2})(?<!新兴)(?<!优势)(?<!主导)(?<!重点)(?<!未来)(?:产业链|产业集群|集群|产业)(?=(?:总产值|产值|产业规模|规模|营收|增加值)$)"
)
_INTENSITY = re.compile("R&D经费占GDP(?:比重)?|R&D强度|R&D经费投入强度")
SPECIFIC = 4  # characters a core needs before two of them can be called the same thing


@dataclass(frozen=True, slots=True)
class Meaning:
    """``core`` without narrowing words; ``rank`` (省级以上) and ``coverage`` (规上); what kind of number."""

    core: str
    rank: str = ""
    coverage: frozenset[str] = frozenset()
    growth: bool = False
    fall: bool = False
    increase: bool = False

    @property
    def rate(self) -> bool:
        """Whether it is a ratio, which is often named without what it covers."""
        return bool(_RATE.search(self.core))

    @property
    def whole(self) -> str:
        """Core with coverage words, in a fixed order: what must be equal to be one statistic."""
        return "".join(sorted(self.coverage)) + self.core


@lru_cache(maxsize=20000)
def meaning(printed: str) -> Meaning:
    """The meaning of a printed name.

    >>> meaning("全市规模以上工业总产值").core
    '总产值'
    """
    name = normal(printed)
    increase = bool(_RISING.match(name))
    name = _RISING.sub("", name)
    growth, fall = bool(_GROWTH.search(name)), bool(_FALL.search(name))
    name = _FALL.sub("", _GROWTH.sub("", name)) or name
    ranks = [match.group() for match in _RANK.finditer(name)]
    name = _RANK.sub("", name)
    if "占" in name or name.startswith("单位"):
        return Meaning(_share_core(name), ranks[0] if ranks else "", frozenset(), growth, fall, increase)
    name, coverage = _without_coverage(_GROUPED.sub("", name))
    return Meaning(name, ranks[0] if ranks else "", coverage, growth, fall, increase)


def _without_coverage(name: str) -> tuple[str, frozenset[str]]:
    """The name without the words for what it covers; in a ratio they may stand in the middle."""
    if _RATE.search(name):
        ratio = _COVERED.sub("", name, count=1)
        if ratio != name and len(ratio) > SPECIFIC:
            return _HAVING.sub("", ratio), frozenset({"规上"})
    coverage = set()
    for word in _COVERAGE:
        if name.startswith(word) and len(name) > len(word) + 1:
            coverage.add(word)
            name = name[len(word) :]
    if any(word.startswith("规上") for word in coverage):
        coverage = {"规上"}
    return name, frozenset(coverage)


def _share_core(name: str) -> str:
    """甲增加值占乙增加值比重 is 甲占乙增加值比重: the whole says of what."""
    part, sign, whole = name.partition("占")
    for metric in _METRICS:
        if part.endswith(metric) and whole.removesuffix("比重").endswith(metric):
            return part.removesuffix(metric) + sign + whole
    return name


@lru_cache(maxsize=20000)
def normal(printed: str) -> str:
    """The name in one spelling, without quotation marks, brackets, territory and empty verbs."""
    name = _BRACKETS.sub("", _QUOTES.sub("", unicodedata.normalize("NFKC", printed)))
    for spelled, kept in _SAME:
        name = name.replace(spelled, kept)
    name = _SIZED.sub(r"\1", name.replace("的", "").replace("实现", ""))
    name = _INTENSITY.sub("R&D经费强度", name)
    for _ in range(2):
        name = _LEADING.sub("", _TERRITORY.sub("", name))
    return _TRAILING.sub("", name) or name


def is_territory(scope: str) -> bool:
    """Whether a scope word means the whole territory of a plan (全市, 我县), which narrows nothing."""
    return scope != "全国" and bool(_TERRITORY.fullmatch(scope))


def share_of(printed: str) -> tuple[str, str] | None:
    """Part and whole of ``甲占乙的比重`` and of the named intensities; ``None`` when it is no share.

    >>> share_of("工业增加值占GDP比重")
    ('工业增加值', 'GDP')
    """
    name = normal(printed)
    if re.fullmatch(r"(?:全社会)?R&D经费(?:强度|占GDP比重)", name):
        return ("R&D经费", "GDP")
    match = _SHARE.match(name)
    if not match:
        return None
    part, whole = match["part"], re.sub(r"^(?:全部|所有|总)", "", match["whole"])
    return (part.removesuffix("规模") if whole == "GDP" else part, whole) if part and whole else None


_FALLING = re.compile(
    r"能耗|排放|降|污染|损耗|失业|死亡|事故|成本|亏损|负债|时限|淘汰|煤炭|水耗|用水量|闲置|空置|缺口|逾期|占用|压减|减少"
)


def falls(printed: str) -> bool:
    """Whether less is better for a quantity of this name."""
    return bool(_FALLING.search(printed))
