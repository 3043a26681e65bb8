"""Numbers a plan says of its own lists and sums: 围绕10条重点产业链, 附表8个项目，总投资213亿元, 合计….

They are no targets; ``rongshu check`` holds them against what is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from rongshu.compiler.projects.dated_works import find_dated_works
from rongshu.compiler.reading.clauses import sentences_of
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.reading.numbers import Figure, find_figures
from rongshu.compiler.reading.prose import prose
from rongshu.compiler.tables.column_sums import find_column_sums
from rongshu.compiler.tables.columns import Kind, read_columns
from rongshu.compiler.targets.multiples import multiples_in
from rongshu.compiler.targets.portions import ALL, portions_in
from rongshu.compiler.targets.subjects import following_object
from rongshu.document.blocks import Block, Document, Paragraph, Passage, Table
from rongshu.pack.amount import Amount, Operator
from rongshu.pack.checks.numerals import small_number
from rongshu.pack.schema import Claim

_Kind = Literal["count", "investment", "area", "sum"]
_ANY_NUMBER = re.compile(r"[\d二两三四五六七八九十百千]")
_COUNTED = frozenset("条个家项大")
_HEAD = r"[^，。；、：:（）()“”\d]{0,14}?"
_NOUN = re.compile(
    rf"{_HEAD}(?:产业链|园区|开发区|产业集群|集群|项目|指标)(?![^，。；、（(]{{0,4}}(?:库|专班|图谱|数量))"
)
_ANY_NOUN = re.compile(r"[^，。；、：:（）()“”\d]{2,14}(?=[（(])")
_NOUN_BEFORE = re.compile(
    r"(?:实施|推进|安排|谋划|共有?|建设|策划|生成|列入)(?P<noun>[^，。；、：:（）()“”\d]{0,10}项目)$"
)
_GREAT = re.compile(
    r"(?<![一二两三四五六七八九十\d第])(?P<count>[一二两三四五六七八九十]{1,3}|\d{1,2})大"
    r"(?P<noun>(?:重点|主导|优势|特色|支柱|标志性|现代|先进制造业?|先进|战略性|新兴|未来|传统|千亿级?|百亿级?)*产业(?:链|集群))"
)
_WORKS = re.compile(
    r"(?:实施|推进|开展|抓好|突出|聚焦|落实)(?:好|以下|下列)?(?P<count>[二两三四五六七八九十]{1,3}|\d{1,2})[大项个]"
    r"(?:重点|专项|提升|攻坚|重大|主要|关键)*(?P<noun>工程|行动|任务|计划|举措)(?=[，。；：、]|$)"
)
_EACH_YEAR = re.compile(
    r"每年(?![^。；]*(?:以上|不少于|不低于|左右|超过|约|递增|突破))[^，。；\d]{0,16}\d[^，。；]{0,8}[，,](?P<years>[二两三四五六]|[2-6])年"
    r"(?:共|累计|合计|总计|共计)[^，。；\d]{0,8}\d[^，。；]{0,8}"
)
_BRACKET = re.compile(r"[（(](?P<list>[^（）()]*、[^（）()]*)[）)]")
_BEHIND = re.compile(r"(?:责任单位|牵头|详见|时限|单位：|下同|[\d.]+\s*(?:个|家|亿|万|%))")
_TOTAL_OF_PROJECTS = re.compile(r"(?:计划|规划|估算|预计)?总投资额?(?:约|达到?|超过?|近|为)?$")
_ANNEX = re.compile(r"附件|附表|附录|项目表|专栏|[见如]表|下表|清单")
_AREA = re.compile(r"(?:总规划面积|规划总面积|总面积|面积合计|面积共)(?:约|达到?|为)?$")
_OTHERS = re.compile(r"(?:省(?!会)|全国|国家|国定|每[条个家项]|一批|首批|第)[^，。；]{0,4}$")
_INTO_PARTS = re.compile(
    r"^(?:[^，。；（(\d]{0,10})?(?:，(?:计划)?总投资[^，。；（(]{1,14})?[，,（(]?(?P<how>其中|分别(?:为|是|达到?|有|实现)?)[：:，,]?"
)
_YEARS_ENOUGH = 3
_FAMILIES = tuple(
    re.compile(words)
    for words in (
        "新建|续建|扩建|改建|技改|在建|新开工|建成|竣工|投产|前期|储备|谋划",
        "主板|创业板|科创板|北交所|新三板",
        "大型|中型|小型|微型",
        "国有|民营|外资",
        r"(?:基金|资金)$",
        r"20\d\d年",
    )
)
_SAID = re.compile(r"(?:实现|达到?|接近|近|约|超过?|突破|为|是|有|总数达?)+$")
_INTRODUCES = re.compile(
    r"^(?:即|其中|包括|分别|共有?|现有|拥有|有|设有?|设立|和|及)+"
)  # 多园，即12个重点园区
_TOGETHER = re.compile(r"(?:合计|总计|共计|总数|加总|总额)(?:达到?|为|约|有|是)?$")


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    kind: _Kind
    noun: str
    figure: Figure
    parts: tuple[Decimal, ...] = ()
    exhaustive: bool = False
    listed: tuple[str, ...] = ()
    listed_open: bool = False
    annex: bool = False
    apart: bool = False  # no two parts can overlap: 新建, 续建; they are no more than the total


def find_claims(document: Document) -> tuple[Claim, ...]:
    """The plan's numbers about its own lists, in reading order."""
    found = [(passage, claim) for passage in prose(document) for claim in claims_in(passage.text)]
    below = _below_annexes(document)
    found = [(p, replace(c, annex=True) if p.number in below else c) for p, c in found]
    ids = unique_ids(f"{claim.noun}{claim.figure.value}" for _, claim in found)
    claims = [_claim(name, passage, claim) for name, (passage, claim) in zip(ids, found, strict=True)]
    return (
        *claims,
        *_portions(document),
        *_multiples(document),
        *find_column_sums(document),
        *find_dated_works(document),
    )


def _portions(document: Document) -> Iterator[Claim]:
    """Shares of one whole: together no more than all of it, the three sectors all of it."""
    told = [(passage, portions) for passage in prose(document) for portions in portions_in(passage.text)]
    ids = unique_ids((portions.noun for _, portions in told), prefix="share-")
    for name, (passage, portions) in zip(ids, told, strict=True):
        operator = Operator.EQUAL if portions.whole else Operator.AT_MOST
        yield Claim(
            id=name,
            kind="sum",
            noun=portions.noun,
            amount=Amount(value=ALL, unit="%", operator=operator),
            parts=portions.parts,
            exhaustive=True,
            cite=(str(passage.cite(portions.start, portions.end)),),
            rule="claims.portions",
            confidence=0.8,
        )


def _multiples(document: Document) -> Iterator[Claim]:
    """翻一番 before the level that it leads to."""
    told = [(passage, multiple) for passage in prose(document) for multiple in multiples_in(passage.text)]
    ids = unique_ids((f"翻番{passage.number}" for passage, _ in told), prefix="multiple-")
    for name, (passage, multiple) in zip(ids, told, strict=True):
        yield Claim(
            id=name,
            kind="multiple",
            noun="翻番",
            amount=Amount(value=multiple.times, unit="倍", operator=Operator.MULTIPLE),
            when=str(multiple.since or ""),
            cite=(str(passage.cite(multiple.start, multiple.end)),),
            rule="claims.multiple",
            confidence=0.8,
        )


def _below_annexes(document: Document) -> frozenset[int]:
    """The paragraphs right below a table of projects: what they add up is the table."""
    numbers: set[int] = set()
    before: Block | None = None
    for _, block, _box in document.walk():
        if isinstance(before, Table) and read_columns(before).kind is Kind.PROJECTS:
            numbers.update(note.number for note in before.notes)
            if isinstance(block, Paragraph):
                numbers.add(block.passage.number)
        before = block
    return frozenset(numbers)


def claims_in(text: str) -> Iterator[_Found]:
    """The claims of one paragraph.

    >>> [(c.kind, c.noun, str(c.figure.value)) for c in claims_in("围绕10条重点产业链，建立机制。")]
    [('count', '重点产业链', '10')]
    """
    yield from _great(text)
    yield from _works(text)
    yield from _year_by_year(text)
    for sentence in sentences_of(text) if _ANY_NUMBER.search(text) else ():
        figures = find_figures(sentence.text)
        for position, figure in enumerate(figures):
            said = (
                _counted(sentence.text, figure),
                _measured(sentence.text, figure),
                _sum(sentence.text, figures, position),
            )
            yield from (_moved(found, sentence.start) for found in said if found is not None)


def _great(text: str) -> Iterator[_Found]:
    """六大重点产业链: how many the plan has, as its own phrase says."""
    for match in _GREAT.finditer(text):
        count = small_number(match["count"])
        if count is not None and count > 1 and not _OTHERS.search(text[: match.start()]):
            figure = Figure(match.start(), match.end("count") + 1, Decimal(count), "大", spelled=True)
            yield _Found(match.start(), match.end(), "count", match["noun"], figure)


def _works(text: str) -> Iterator[_Found]:
    """组织实施五大工程: what the headings of the section then lay out."""
    for match in _WORKS.finditer(text):
        count = small_number(match["count"])
        if count is not None and count > 1:
            figure = Figure(match.start("count"), match.end("count") + 1, Decimal(count), "项", spelled=True)
            yield _Found(match.start("count"), match.end(), "count", match["noun"], figure)


def _year_by_year(text: str) -> Iterator[_Found]:
    """每年安排2亿元，三年共安排6亿元: so many years of the same; 以上 and 不少于 leave both ends open."""
    for match in _EACH_YEAR.finditer(text):
        figures, years = find_figures(match.group()), small_number(match["years"])
        if years is None or len(figures) != 2 or figures[0].unit != figures[1].unit:
            continue
        each, total = (replace(f, start=f.start + match.start(), end=f.end + match.start()) for f in figures)
        if not any(figure.more or figure.upper is not None for figure in figures):
            yield _Found(
                each.start, total.end, "sum", f"{match['years']}年合计", total, (each.value,) * years, True
            )


def _moved(found: _Found, by: int) -> _Found:
    return _Found(
        found.start + by, found.end + by, found.kind, found.noun, found.figure, found.parts, found.exhaustive,
        found.listed, found.listed_open, found.annex, found.apart,
    )  # fmt: skip


def _counted(text: str, figure: Figure) -> _Found | None:
    """A number of things: with the noun behind it, before it, or with a list in brackets."""
    if figure.unit not in _COUNTED or figure.upper is not None or _OTHERS.search(text[: figure.start]):
        return None
    noun = _NOUN.match(text, figure.end)
    before = _NOUN_BEFORE.search(text[: figure.start])
    named = noun or _ANY_NOUN.match(text, figure.end)
    listed = _listed(text, named.end()) if named is not None else ()
    if noun is None and before is None and not listed:
        return None
    word = named.group() if named is not None else before["noun"] if before is not None else ""
    end = named.end() if named is not None else figure.end
    annex = bool(_ANNEX.search(text))
    return _Found(figure.start, end, "count", word, figure, listed=listed, annex=annex)


def _listed(text: str, start: int) -> tuple[str, ...]:
    """The names in the bracket right behind; nothing where the list may go on or is no list of names."""
    match = _BRACKET.match(text, start)
    if match is None or _BEHIND.search(match["list"]) or "等" in match["list"]:
        return ()
    names = tuple(name.strip() for name in re.split("、|和|及", match["list"]) if name.strip())
    return names if all(2 <= len(name) <= 20 for name in names) else ()


def _measured(text: str, figure: Figure) -> _Found | None:
    """The total investment of the projects of an annex, the total area of the parks of a table."""
    before = text[: figure.start]
    if "元" in figure.unit and _TOTAL_OF_PROJECTS.search(before):
        annex = bool(_ANNEX.search(text))
        if annex or re.search(r"\d+个[^，。；]{0,10}项目|项目\d+[个项]", before):
            return _Found(figure.start, figure.end, "investment", "总投资", figure, annex=annex)
    parks = re.search("园区|开发区|[一二两三四五六七八九多][区园]", before)
    if parks and figure.unit in ("平方公里", "平方千米", "公顷", "亩") and _AREA.search(before):
        return _Found(figure.start, figure.end, "area", "总面积", figure)
    return None


def _sum(text: str, figures: tuple[Figure, ...], position: int) -> _Found | None:
    """A total with its parts behind it (其中, 分别为) or before it (合计)."""
    total = figures[position]
    how = _INTO_PARTS.match(text[total.end :])
    if how is not None:
        begin = total.end + how.end()
        parts = _run(text, tuple(figure for figure in figures if figure.start >= begin), total, begin)
        if len(parts) >= 2:
            exhaustive = how["how"].startswith("分别") or _ranks(text, parts) or _yearly(text, parts)
            found = _total(text, total, parts, exhaustive)
            return found if exhaustive else replace(found, apart=_apart(text, parts))
    if _TOGETHER.search(text[: total.start]):
        parts = _run_before(text, figures[:position], total)
        if len(parts) >= 2 and max(part.value for part in parts) < total.value:
            return _total(text, total, parts, exhaustive=True)
    return None


def _run(text: str, figures: tuple[Figure, ...], total: Figure, start: int) -> list[Figure]:
    """The figures of the same unit that follow each other, parted by 、 and names only."""
    run: list[Figure] = []
    for figure in figures:
        between = text[start : figure.start]
        if figure.unit != total.unit or re.search("[。；;]|合计|总计|共计", between) or len(between) > 24:
            break
        if run and not re.match("[、，,和及]", between):
            break
        run.append(figure)
        start = figure.end
    return run


def _run_before(text: str, figures: tuple[Figure, ...], total: Figure) -> list[Figure]:
    """The figures that lead up to a total; a number before 其中 is itself a total, 五项 only counts them."""
    run: list[Figure] = []
    end = total.start
    for figure in reversed(figures):
        if figure.unit in _COUNTED and figure.unit != total.unit and not run:
            continue
        between = text[figure.end : end]
        if figure.unit != total.unit or len(between) > 24 or not re.match("[、，,和及]", between):
            break
        if re.search("其中|分别", between):
            break
        run.insert(0, figure)
        end = figure.start
    return run


def _ranks(text: str, parts: list[Figure]) -> bool:
    """国家级…、省级…、市级… divide what they count."""
    said = text[max(0, parts[0].start - 8) : parts[-1].end]
    return len(re.findall("国家级|省级|市级|县级|市县级", said)) == len(parts)


def _apart(text: str, parts: list[Figure]) -> bool:
    """Whether the parts are kinds that exclude each other: 新建、续建、技改; 主板、创业板; 大型、中型."""
    words = [re.split("[、，：:,]", text[: part.start])[-1] for part in parts]
    return any(all(family.search(word) for word in words) for family in _FAMILIES)


def _yearly(text: str, parts: list[Figure]) -> bool:
    """2025年…、2026年…、2027年… divide what three years or more are to bring."""
    years = [re.search(r"(20\d\d)年[^，。；、\d]{0,8}$", text[: part.start]) for part in parts]
    named = {year.group(1) for year in years if year}
    return len(named) == len(parts) >= _YEARS_ENOUGH


def _total(text: str, total: Figure, parts: list[Figure], exhaustive: bool) -> _Found:
    before = _SAID.sub("", re.split("[，。；、：:]", text[: total.start])[-1])[-16:]
    bare = _INTRODUCES.sub("", before)
    counted = "" if parts[0].start < total.start else following_object(text[total.end :])
    first = _SAID.sub("", re.split("[，。；、：:]", text[: parts[0].start])[-1])
    noun = bare if len(bare) > 1 else (counted or first)[-16:] or before
    values = tuple(part.value for part in parts)
    start, end = min(total.start, parts[0].start), max(total.end, parts[-1].end)
    return _Found(start, end, "sum", noun, total, values, exhaustive)


def _claim(name: str, passage: Passage, found: _Found) -> Claim:
    operator = Operator.MORE if found.figure.more else _operator(passage.text, found)
    if found.apart and operator is Operator.EQUAL:
        operator = Operator.AT_MOST
    return Claim(
        id=name,
        kind=found.kind,
        noun=found.noun,
        amount=Amount(value=found.figure.value, unit=found.figure.unit, operator=operator),
        parts=found.parts,
        exhaustive=found.exhaustive or found.apart,
        listed=found.listed,
        listed_open=found.listed_open,
        annex=found.annex,
        cite=(str(passage.cite(found.start, found.end)),),
        rule=f"claims.{found.kind}",
        confidence=0.8,
    )


def _operator(text: str, found: _Found) -> Operator:
    near = text[max(0, found.start - 4) : found.start]
    if re.search("[近约]$|接近$|左右$", near):
        return Operator.ABOUT
    return Operator.MORE if re.search("超过?$|突破$", near) else Operator.EQUAL
