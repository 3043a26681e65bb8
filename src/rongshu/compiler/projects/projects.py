"""The projects a plan names, in its annex tables and in its sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rongshu.compiler.names.likeness import coined, common, is_geography, plain
from rongshu.compiler.names.nouns import ORDINARY, REGIONS, TRADES
from rongshu.compiler.projects.project_tables import date_text, money, tabled_projects, years
from rongshu.compiler.reading.enumeration import Span, clauses, members, sentences
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.reading.territory import Territory, territory_of
from rongshu.document.blocks import Box, Document, Paragraph, Passage
from rongshu.pack.amount import Amount
from rongshu.pack.schema import Industry, Project

_STAGES = (
    "加快推动|加快推进|加快建设|加快谋划|加快规划建设|规划建设|谋划建设|规划落地|重点建设|重点抓好|全力推进|大力推进|持续推进|积极推进|积极推动|推进|推动|加快|加速|支持|促进|促成|建设|谋划|引进|抓好|实施|督促推动"
    "|布局|开工建设|新建|扩建|争取|积极争取|开展|重点打造|共建|充分利用|(?<![一-鿿])(?:建成|开工|落地)"
    "|(?:建成|建立|设立)(?=[^，。；、]{2,18}(?:中试基地|试验基地|创新中心|训练场|试验场|测试场|验证中心|检测中心|云仓)$)"
)
_STAGE = re.compile(rf"(?:{_STAGES})(?:了|一批)?")
_PLANT = (
    "产业园|工业园|科技园|物流园|基地|训练场|生产线|产线|中试线|示范线|车间|工厂|中心|码头|电站|小镇|测试场|试验场|试验区|先导区|示范区|集聚区|港区|医药港|一期|二期|三期|四期|改造|技改|扩能|扩产|扩建|改扩建工程|工程|实验室|研究院"
    "|学院|分院|分中心|加工区|港|总部|综合体|示范圈|汽车城|新城|科学城|走廊|数据中心|园|加速器|孵化器|储油库|制造基地|专用码头|中试(?:服务)?平台|中试基地|中央厨房|冷库|水池|堆场|管网|机组|机场|矿井|煤矿|泊位"
)
_FACILITY = re.compile(rf"(?:{_PLANT})$")
_PROJECT_WORD = re.compile(r"(?:项目|工程)(?:[一二三四]期)?$")
_LISTED = re.compile(
    r"等(?:[一-鿿\d]{0,10}?)?(?:项目|工程|(?:科技创新|产学研)?基础设施)(?:的?(?:建设|建成|竣工|落地|实施|投产|开工|达产|前期|尽快|早日)|$)"
)
_BUILT = re.compile(
    r"(?:项目)?(?:的)?(?:规划)?(?:尽快|早日|如期|加快|顺利|按期|全面)?(?:落地建设|前期工作|建设|落地|投产|开工|达产|竣工|建成|投用|运营|实施|建成投用|建成投产|建成达产|投产达效|达效|推进|生产线落地)+$"
)
_GENERIC = re.compile(
    r"^(?:[一二三四五六七八九十百\d]+[个项条]?|一批|各类?|若干|相关|重点|重大|大|好|新|配套|延链|补链|强链|产业链?|招商|技改|技术改造|工业|亿元以上|示范|试点|产业化|签约|入库|先进|龙头|优质|更多|省级|国家级|市级|"
    r"领域|本土|高端|关键|标准化|补短板|年度|每年|续建|投资|引进|建设|合作|[^，]{0,12}(?:企业|领域|行业|类|型|方面|以上|范围|相关|重点|示范|配套|一批|上下游|产业链|招商|跨园区|跨区域|国际|国内|一流|领先|重要|影响力))*(?:的)?(?:项目|工程)?$"
)
_NOT_PROJECT = re.compile(
    r"^(?:在(?![线研轨机位体])|\d+[个家座]|项目|工程|建设|一批|若干|培育|企业|政府|形成|具有|以及|国内|国际|全国(?!化工)|全球|世界|[东南西北]{1,2}沿海|我国|我市|辐射|技术|产品|特色|绿色|现代|示范|标准|公共|省级以上|市级|国家级绿色|智能工厂|绿色工厂|数字化车间|产业(?:集群|园区)|零碳|各|全|高水平|一流)|"
    r"^(?:成为|打造|对接|涉|人员|柔性化|优化|应用示范|积极|全面|进一步|持续|大力|认真|全面|上述|附表|所列|总投资|“[^”]*$)|\d+个项目|[《》]|(?:企业技术中心|工程技术研究中心|重点实验室|产业集群|体系|机制|行动|能力|水平|高地|标杆|品牌|网络|格局|业态|队伍|环境|生态|模式|服务|集聚高地)$|以上|每年|[。；]"
)
_STATUS = re.compile(
    r"(?P<name>[一-鿿A-Za-z0-9（）()“”、·-]{4,30}?)(?:要确保|于|力争|计划|按期|按时|预计|已)?"
    r"(?=(?:20\d{2}年(?:\d{1,2}月)?(?:底|末|初)?(?:前)?(?:开工|投产|建成|竣工|建成投用)|按期建成|建成投用|总投资[约近]?\d|开工建设|建成投产|加快建设|落地$|生产线落地|前期工作))"
)
_PRICED = re.compile(r"[（(](?:总|计划总?)?投资[^（）()]*[）)]")
_TELLS = re.compile(r"(?P<name>[^，。；、：:]{4,40})，(?:项目|计划|预计|估算)?总?投资(?:额)?[约近达为超]*\d")
_TOLD = "projects:清单一句"
_SPAN = re.compile(r"20\d\d年?\s*(?:—+|–|-|－|~|～|至)\s*20\d\d年?")
_LED = re.compile(r"(?:并|要|也|还|同时|切实|全力)*(?:确保|保证|力争|争取)(?=[一-鿿A-Za-z0-9“]{4})")
_INVESTMENT = re.compile(r"总?投资(?:额)?[约近达为超]*(\d[\d.]*\s*[万亿]元)")
_START = re.compile(r"(20\d{2}年(?:\d{1,2}月)?)(?:底|初|末)?(?:前)?(?:正式|全面)?(?:开工|动工|启动建设)")
_FINISH = re.compile(
    r"(20\d{2}年(?:\d{1,2}月)?)(?:底|初|末)?(?:前)?(?:正式|全面)?(?:投产|建成|竣工|完工|达产|投用|投入使用)"
)
_AMONG = re.compile(
    r"^(?P<list>.{4,120}?)等[一-鿿]{0,8}?项目(?:[一-鿿]{0,4}?)(?:落地|建设|开工|投产|建成|加快)"
)
_LABELLED = re.compile(r"(?:^|[，；])[一-鿿]{2,8}(?:项目|工程)[：:](?P<list>[^：:；]{6,})")
_BRACKETED = re.compile(r"中心[（(][^（）()]{1,10}[）)]$")
_BUILDING = re.compile(
    r"(?:(?:合作|投资|规划|联合|牵头)?建设|共建|参与(?:建设)?|(?<=[一-鿿]{3})实施)(?=[一-鿿A-Za-z0-9“]{4,})"
)
_NAMED = re.compile(r"[（“]|[一-鿿]{2}[县湾岛港](?!口)|(?<![园地城片社])区(?!域|块)|[A-Z]{2,}|\d+万?[吨千兆]")
_SPECIAL = re.compile(
    r"^[^、等]{3,20}(?:中试基地|中试(?:服务)?平台|试验基地|创新中心|训练场|试验场|测试场|验证中心|智算中心|算力中心|转化中心|检测中心|云仓)(?:[（(][^（）()]{1,10}[）)])?$"
)
_SERVING = re.compile(r"(?:服务|验证|测试|检测|设计)平台$")
_SORT = re.compile(r"(?:集聚区|示范区|走廊)$|(?:替代|提升|攻关|赋能)工程$")
_GRADED = re.compile(r"^(?:国家级?|省级?|市级?)(?=.*(?:创新中心|实验室|研究院|技术中心)$)")
_PROGRAMME = re.compile(r"“[^”]+”(?:攻关)?(?:项目|工程|行动)?")
_PROVINCES = frozenset(REGIONS) - {"中国"}
_REBUILT = re.compile(r"(?:改造|技改|扩能|扩产|改扩建)(?:项目|工程)?$")
_BOXED = re.compile(r"项目(?:清单|库|表|建设|一览|名单|工程)?|重大工程")


@dataclass(frozen=True, slots=True)
class _Found:
    name: Span
    rule: str
    confidence: float
    stage: str = ""


def find_projects(document: Document, industries: Iterable[Industry]) -> tuple[Project, ...]:
    """The projects of the annex tables, then those that sentences name, each name once."""
    territory = territory_of(document, industries)
    kept: dict[str, Project] = {}
    for project in (*tabled_projects(document), *_in_prose(document, territory)):
        key = _key(project.name)
        kept[key] = _merged(kept[key], project) if key in kept else project
    ids = unique_ids(project.name for project in kept.values())
    return tuple(
        project.model_copy(update={"id": item}) for item, project in zip(ids, kept.values(), strict=True)
    )


def _key(name: str) -> str:
    return re.sub(r"(?:建设)?(?:项目|工程)$|[\s“”（）()]", "", name) or name


def _merged(first: Project, second: Project) -> Project:
    """The first project with what only the second says, cited at both places."""
    gained = {
        field: getattr(second, field)
        for field in (
            "owner",
            "place",
            "segment",
            "stage",
            "investment",
            "content",
            "start",
            "finish",
            "department",
        )
        if not getattr(first, field) and getattr(second, field)
    }
    return first.model_copy(update={**gained, "cite": tuple(dict.fromkeys((*first.cite, *second.cite)))})


def _in_prose(document: Document, territory: Territory) -> Iterator[Project]:
    for _, block, box in document.walk():
        if not isinstance(block, Paragraph):
            continue
        boxed = _is_list(block, box)
        for sentence in sentences(block.text):
            if sentence.end <= block.body_start:
                continue
            if sentence.start < block.body_start:
                sentence = sentence.cut(block.body_start - sentence.start)
                if sentence.text.startswith("总投资") and boxed:
                    yield _project(_led(block), block.passage, block.text[block.lead_start :], territory)
                    continue
            inside = bool(territory.at(block.passage.number))
            listed = boxed and not _STAGE.match(sentence.text)
            for found in _boxed(sentence) if listed else _in_sentence(sentence, inside):
                yield _project(found, block.passage, sentence.text, territory)


def _led(block: Paragraph) -> _Found:
    """The project that is its paragraph's lead."""
    return _Found(Span(block.lead, block.lead_start), "projects:段首", 0.85)


def _is_list(block: Paragraph, box: Box | None) -> bool:
    """Whether a paragraph only lists projects: in a box of projects, or under a lead that says so."""
    titled = box is not None and bool(_BOXED.search(box.title)) and not re.search(r"平台|专项", box.title)
    labelled = bool(re.fullmatch(r"[一-鿿]{0,6}项目(?:清单)?", block.lead)) and not _STAGE.match(block.lead)
    several = "、" in block.text or (titled and _PRICED.search(block.text) is not None)
    return bool(block.lead) and several and (titled or labelled)


def _project(found: _Found, passage: Passage, sentence: str, territory: Territory) -> Project:
    name = found.name
    after = _details(sentence[sentence.find(name.text) + len(name.text) :], found.rule)
    investment = _INVESTMENT.search(after[:40])
    start, finish = _START.search(after[:40] if found.rule != _TOLD else after), _FINISH.search(after)
    since, until = years(span[0]) if (span := _SPAN.search(after)) else ("", "")
    return Project(
        id="",
        name=name.text,
        segment=territory.at(passage.number),
        stage=found.stage,
        investment=_amount(investment),
        start=date_text(start[1]) if start else since,
        finish=date_text(finish[1]) if finish else until,
        cite=(str(passage.cite(name.start, name.end)),),
        rule=found.rule,
        confidence=found.confidence,
    )


def _details(after: str, rule: str) -> str:
    """The words behind a name that are its own: its bracket, the rest of its sentence in a list, or 60."""
    bracket = _PRICED.match(after)
    if bracket:
        return bracket.group()
    return after if rule == _TOLD else after[:60]


def _amount(match: re.Match[str] | None) -> Amount | None:
    return money(match[1], "") if match else None


def _boxed(sentence: Span) -> Iterator[_Found]:
    label = re.match(
        r"(?:[（(]?[\d一二三四五六七八九十]{1,2}[）).．、])?[一-鿿]{2,10}(?:项目|工程|类)?[：:]",
        sentence.text,
    )
    told = _TELLS.match(sentence.text, label.end() if label else 0)
    if told:
        name = sentence.cut(told.start("name"), told.end("name"))
        if not _NOT_PROJECT.search(name.text):
            yield _Found(name, _TOLD, 0.85)
        return
    for name in members(sentence.cut(label.end() if label else 0), 99):
        priced = _PRICED.search(name.text)
        name = (name.cut(0, priced.start()) if priced else name).trimmed(" 等")
        if len(name.text) >= 4 and not _NOT_PROJECT.search(name.text):
            yield _Found(name, "projects:清单", 0.85)


def _in_sentence(sentence: Span, inside: bool) -> Iterator[_Found]:
    labelled = _LABELLED.search(sentence.text)
    if labelled:
        yield from _boxed(sentence.cut(labelled.start("list"), labelled.end("list")))
        sentence = sentence.cut(0, labelled.start())
    for clause in clauses(sentence):
        subject = list(_subject(clause))
        yield from subject
        match = None if subject else _stage(clause.text)
        if match:
            yield from _after_stage(clause.cut(match.end()), match.group(), inside)


def _stage(text: str) -> re.Match[str] | None:
    """The verb that carries the projects: the last of a chain of verbs before the first name."""
    found = None
    for match in _STAGE.finditer(text):
        if found is None or match.start() <= found.end() + 1:
            found = match
    return found


def _after_stage(rest: Span, stage: str, inside: bool) -> Iterator[_Found]:
    """Projects after 推进, 建设 and the like: a list before 等项目, one before 项目 or before 建设."""
    listed = _LISTED.search(rest.text)
    if listed:
        names = [] if stage.startswith(("引进", "开展")) else _with_phases(rest.cut(0, listed.start()))
        inside = inside or any(_possible(name.text, listed=True, inside=False) for name in names)
        for name in names:
            if _possible(name.text, listed=True, inside=inside):
                yield _Found(name.trimmed(" "), f"projects:{stage}…等项目", 0.8, stage)
        return
    for piece in _with_phases(rest):
        one = _one(piece, stage)
        given = inside and not stage.startswith(("引进", "招引"))  # 引进传感器项目 says what sort
        if one is not None and _possible(one.text, listed=False, inside=given):
            yield _Found(one.trimmed(" "), f"projects:{stage}…项目", 0.75, stage)


def _one(piece: Span, stage: str) -> Span | None:
    """The project a single piece names: up to 项目, or a plant that is being built."""
    inner = _BUILDING.search(piece.text)
    if inner and not piece.text[inner.end() :].startswith(("项目", "工程")):
        piece = piece.cut(inner.end())
    project = re.match(r"^.{3,40}?(?:项目|工程)(?!化|建设的|\d)", piece.text)
    if project:
        return piece.cut(0, project.end())
    built = _BUILT.search(piece.text)
    name = piece.cut(0, built.start()) if built and built.start() >= 3 else piece
    moved = built or inner or not stage.startswith(("支持", "促进", "开展", "推动", "引进"))
    plant = _FACILITY.search(name.text) or _BRACKETED.search(name.text)
    return name if moved and (plant or (_SERVING.search(name.text) and _owned(name.text))) else None


def _with_phases(span: Span) -> list[Span]:
    """The members of a list, where 二期 goes with the name before it."""
    joined: list[Span] = []
    for name in members(span, 6):
        if joined and re.match("[二三四五]期", name.text):
            begin = joined.pop().start - span.start
            name = span.cut(begin, name.end - span.start)
        joined.append(name)
    return joined


def _subject(clause: Span) -> Iterator[_Found]:
    """甲项目2026年9月开工; 甲、乙等一批重大项目落地"""
    among = _AMONG.match(clause.text)
    if among and not _STAGE.match(clause.text) and clause.text[:2] not in ORDINARY:
        for name in _with_phases(clause.cut(0, among.end("list"))):
            if 3 <= len(name.text) <= 30 and not plain(name.text):
                yield _Found(name.trimmed(" "), "projects:…等项目落地", 0.65)
        return
    led = _LED.match(clause.text)
    clause = clause.cut(led.end()) if led else clause
    match = _STATUS.match(clause.text)
    if match and (_FACILITY.search(match["name"]) or _PROJECT_WORD.search(match["name"])):
        name = clause.cut(match.start("name"), match.end("name"))
        among = re.search("等(?:重[点大])?(?:项目|工程)$", name.text)
        name = name.cut(0, among.start()) if among else name
        if _possible(name.text, listed=True, inside=True) and not _STAGE.match(name.text):
            yield _Found(name.trimmed(" "), "projects:…开工", 0.75)


def _possible(name: str, listed: bool, inside: bool) -> bool:
    """Whether a name says which project it is; outside the industrial chapters by a made-up word."""
    text = name.strip()
    shortest = 4 if listed else 5
    if _PROGRAMME.fullmatch(text) or not shortest <= len(text) <= 42 or "的" in text[:-4]:
        return False
    special = bool(_SPECIAL.match(text)) and not listed
    unfit = _NOT_PROJECT.search(text) and not (special and text.startswith(("绿色", "特色", "现代")))
    generic = _GENERIC.match(text) and not (coined(text[:3]) and text.endswith("项目"))
    if generic or unfit or is_geography(text) or (listed and "参与" in text):
        return False
    bare = re.sub(rf"(?:{_PLANT}|项目|工程|建设)+$", "", text)
    anyone = common(bare) and not (listed or special or _built_inside(text, inside))
    if len(bare) < 2 or bare in ORDINARY or anyone:
        return False
    named = coined(text[:2]) or bool(_NAMED.search(_SORT.sub("", text)))
    if _REBUILT.search(text) and not (named or listed):
        return False
    own = named or any(region in text for region in _PROVINCES)
    if not own and not special and (_SORT.search(text) or _is_graded(text)):
        return False
    return own or special or (inside and not (listed and plain(bare)))


def _is_graded(text: str) -> bool:
    """国家级制造业创新中心 says of which grade, not which one."""
    rest = _GRADED.sub("", text)
    return rest != text and plain(re.sub(rf"(?:{_PLANT})+$", "", rest))


def _owned(text: str) -> bool:
    """Whether a name begins with a made-up word that is no trade (not 数控系统适配验证平台)."""
    return coined(text[:2]) and text[:2] not in TRADES


def _built_inside(text: str, inside: bool) -> bool:
    """Whether a name of common words is a plant that a segment's own text says to build."""
    return inside and bool(_FACILITY.search(text)) and not _REBUILT.search(text)
