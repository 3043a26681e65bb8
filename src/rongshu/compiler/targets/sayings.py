"""What prose says with numbers: each figure of a paragraph with its name, operator, time and kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Literal

from rongshu.compiler.reading.clauses import Piece, clauses_of, sentences_of
from rongshu.compiler.reading.enumeration import Span, members
from rongshu.compiler.reading.numbers import Figure, find_figures
from rongshu.compiler.reading.periods import Bond, find_moments, without_moments
from rongshu.compiler.reading.stance import Stance
from rongshu.compiler.targets.measures import measured
from rongshu.compiler.targets.phrasing import CHANGES, Wording, read_wording
from rongshu.compiler.targets.said import Kind, Saying, Scene, Thread, Told
from rongshu.compiler.targets.subjects import (
    bare_subject,
    following_object,
    with_shared_end,
)
from rongshu.compiler.targets.verdicts import confidence_of, rule_of, verdict
from rongshu.pack.amount import Amount, Operator

_SEPARATOR = re.compile(r"[、，,]|以及|和|及|与|并")
_LEADING_SEPARATORS = re.compile(r"^(?:左右|以上|以下|以内|余|多)*(?:、|，|以及|和|及|与|并)*")
_FROM = re.compile(r"(?:由|从)(?:原来的?|目前的?|现在的?)?(?:约|近|不足)?的?$")
_TO = re.compile(
    r"^(?:左右|以上|以下)?(?:，)?(?:进一步|逐步|稳步|大幅)?"
    r"(?:提高|提升|增加|增长|扩大|扩展|下降|降低|降|减少|上升|缩短|压减|压缩|拓展|发展|增|扩|升|跃升|攀升)?(?:到|至|为)"
)
_FROM_WITHOUT_UNIT = re.compile(
    r"(?:由|从)(?:(?:20\d\d)年的?)?(?P<low>\d+(?:\.\d+)?)"
    r"(?=(?:提高|提升|增加|增长|扩大|下降|降低|降|减少|上升|增)(?:到|至))"
)
_FROM_SPELLED = re.compile(
    r"[由从](?:目前|现在|现有)?的?(?:不足|不到|约|近)?[^，由从\d]{0,4}(?:分之[一二三四五六七八九十]|[一二三四五六七八九]成)$"
)
_NOT_COUNTED = re.compile(
    r"^(?:方面|领域|环节|重点(?!项目|企业|产业|园区|实验室)|层次|层面|阶段|维度|原则|关键(?!技术|核心)|转变|结合"
    r"|统一|一体化|目标|自信|意识|维护|台阶|新台阶|梯次|轮子|百分点|工作日|月|季度)"
)
_NO_OBJECT = re.compile(r"^(?:能力|规模(?!以上)|水平|生产能力|产能|目标|门槛|大关|关口|台阶)")
_COMPARISON = re.compile("(?:高于|低于|高出|优于).*$")
_SPECIFIED = re.compile("^(?:小时|分钟|英寸|寸|纳米|微米|毫米|厘米|米|千伏|吨级|克拉|度)$")
_FINISHED = re.compile(r"(?:建成|完成|投用|投运|投产|达产|到位|实现|建成投用|竣工)$")
_FALL_RATE = re.compile("(?:下降|降低)(?:率|幅度?)$|降幅$")
_UNITLESS = re.compile(
    r"(?:容积率|指数|系数|指标值|评分|得分)(?:[^，。；、\d%]{0,8}?)(?P<value>\d+(?:\.\d+)?)(?=[，。；、）)]|以上|以下|以内|左右|$)"
)
_SIZE_OF = re.compile("(?:年?产值|营业收入|年?营收|规模|产业规模|销售收入)?(?:超过|超|突破|达到|过)")
_SPLIT = re.compile("、|以及|和(?!谐)|(?<![普涉波顾危])及(?!其|时)|(?<!参)与")
_THEN_EXACT = re.compile("元?大?关?[、，]?(?:力争)?(?:达到|达|至|到)")
_THEN_LEVEL = re.compile("，(?:达到|达|至)[0-9]")
NEAR = 40  # characters on each side that can tell what a figure belongs to
_RANKED = re.compile(r"(?:前|第|位列|排名|位居|居前|名列|列前)$")
_ENTITY = re.compile(
    r"^(?:及以上|以上|级|元级|规模|以下|左右)?(?:的)?[^，。；、）\d]{0,14}?"
    r"(?:企业|园区|集群|项目|产业链|产业|龙头|基地|公司|集团|平台|开发区|楼宇|门槛|行列|梯队|阵营|俱乐部|关口|大关"
    r"|链条|强镇|乡镇|强县|街道|单位|链主|品牌|小镇|产业带|县|区)"
    r"(?=$|[，。；、）)\d和及与达增新实占总的个突超累要不到由从三四五六七八九十两力培数保])"
)
_WHOLE = re.compile(r"占(?!有|用|地面)(?P<whole>.{2,}?)(?:的?比重|的?比例|的?份额|的)?$")
_DOUBLED = re.compile(r"翻(?P<times>[一两二三])?番|(?:实现|总量|规模|数量)(?P<twice>倍增)$")
_BEFORE_DOUBLED = re.compile(r"(?:较|比)[^，]*?(?=实现|翻|$)|(?:总量)?实现$|力争$|总数$|再$")
_COMPARED_LEVEL = re.compile(r"(?:较|比|相比)20\d\d年(?:末|底|时)?的(?:约|近)?$")
_MOVES = re.compile(r"(?:的基础上)?(?:接近|基本|实现|再)?(?:翻|倍增|增长|提高|提升|增加|扩大|下降|降低|减少)")
_HEDGED = re.compile(r"(?:^|[^一-鿿])(?:接近|约|近|基本|总体上?|大致|超过?)$")
_LEADS_TO = re.compile(r"、?(?:达到|达|至|到)?")


def sayings(text: str, scene: Scene, start: int = 0) -> list[Saying]:
    """Every figure from offset ``start`` on that is a target or a fact, in reading order."""
    thread = Thread(standing=(scene.year, bool(scene.year)))
    for sentence in sentences_of(text):
        if sentence.start + len(sentence.text) <= start:
            continue
        thread.sentence, thread.taken = sentence, False
        thread.year, thread.explicit = thread.standing
        thread.topic, thread.inner = "", None
        for clause in clauses_of(sentence):
            _read_clause(clause, scene, thread)
    return thread.found


def opening_year(text: str, scene: Scene) -> int:
    """The last year in or after the plan that a clause of the text opens with; 0 where none does."""
    clauses = (clause for sentence in sentences_of(text) for clause in clauses_of(sentence))
    opening = [m.year for clause in clauses for m in find_moments(clause.text) if m.opening]
    planned = [year for year in opening if year >= (scene.years.first or 1)]
    return planned[-1] if planned else 0


def _read_clause(clause: Piece, scene: Scene, thread: Thread) -> None:
    figures = _figures(clause)
    thread.moments, thread.clause_year = find_moments(clause.text), False
    thread.clause_start = clause.start
    _read_doubling(clause, figures, scene, thread)
    if "分别" in clause.text and _distribute(clause, figures, scene, thread):
        return
    previous: Figure | None = None
    behind = False
    for index, figure in enumerate(figures):
        following = figures[index + 1].start if index + 1 < len(figures) else len(clause.text)
        left = _left_of(clause, previous, figure, behind)
        outside = (thread.year, thread.explicit, thread.clause_year)
        _note_times(previous.end if previous else 0, figure.start, thread)
        after = clause.text[figure.end : following]
        thread.more = index + 1 < len(figures)
        said = len(thread.found)
        behind = _read_figure(clause, figure, left, after, scene, thread)
        if previous and len(thread.found) > said > 0 and _says_exactly(clause, previous, figure):
            del thread.found[said - 1]
        if _in_brackets(clause.text, figure.start):  # 产值达到1800亿元（2022年为1180亿元）
            thread.year, thread.explicit, thread.clause_year = outside
        previous = figure
    _note_times(previous.end if previous else 0, len(clause.text), thread)
    if not figures:
        doubled = _DOUBLED.search(clause.text)
        topic = clause.text[: doubled.start()] if doubled else clause.text
        thread.topic = bare_subject(_BEFORE_DOUBLED.sub("", topic)).name
        if doubled and thread.topic:  # 单项冠军实现倍增，达到24家
            thread.name, thread.unit = thread.topic, ""
        _read_deadline(clause, thread)


def _in_brackets(text: str, offset: int) -> bool:
    return text.count("（", 0, offset) > text.count("）", 0, offset)


def _says_exactly(clause: Piece, previous: Figure, figure: Figure) -> bool:
    """突破千亿、达到1200亿元 is one goal: the second number says what the first rounds."""
    between = clause.masked[previous.end : figure.start]
    return previous.spelled and previous.unit == figure.unit and bool(_THEN_EXACT.fullmatch(between))


def _read_deadline(clause: Piece, thread: Thread) -> None:
    """建设实训基地20个，2028年前全部建成: the year of a closing clause belongs to the figure before it."""
    if not (thread.taken and thread.clause_year and thread.found and _FINISHED.search(clause.text)):
        return
    last = thread.found[-1]
    if not last.explicit and last.kind == "target":
        thread.found[-1] = replace(last, year=thread.year, explicit=True)


def _figures(clause: Piece) -> list[Figure]:
    """The figures of a clause that stand for themselves."""
    kept: list[Figure] = []
    for figure in _with_bare(clause, find_figures(clause.masked)):
        between = clause.masked[kept[-1].end : figure.start] if kept else ""
        sizes = (
            bool(kept) and "元" in figure.unit and "元" not in kept[-1].unit and _SIZE_OF.fullmatch(between)
        )
        if not sizes and _stands_alone(
            clause, figure
        ):  # 2个产值超2000亿元、… gives the size of what is counted
            kept.append(figure)
    return kept


def _with_bare(clause: Piece, figures: Sequence[Figure]) -> list[Figure]:
    """Numbers that have no unit by nature come in as well: 容积率不低于2.5, 指数达到65."""
    bare = [
        Figure(match.start("value"), match.end("value"), Decimal(match["value"]), "")
        for match in _UNITLESS.finditer(clause.masked)
        if not any(f.start < match.end("value") and match.start("value") < f.end for f in figures)
    ]
    return sorted([*figures, *bare], key=lambda figure: figure.start)


def _stands_alone(clause: Piece, figure: Figure) -> bool:
    """Whether a figure is no part of a name (产值超10亿元企业) and no rank (前10名)."""
    before = clause.masked[max(0, figure.start - NEAR) : figure.start]
    after = clause.masked[figure.end : figure.end + NEAR]
    if _RANKED.search(before):
        return False
    if "元" in figure.unit and _ENTITY.match(after):
        return False
    if after.startswith("级") and "元" not in figure.unit:
        return False  # 10兆瓦级机组 is what kind it is
    if _SPECIFIED.match(figure.unit) and following_object(after):
        return False
    return not (figure.unit == "个" and _NOT_COUNTED.match(after))


def _left_of(clause: Piece, previous: Figure | None, figure: Figure, behind: bool) -> str:
    """The words that introduce a figure: from the clause's start, or from behind the figure before it."""
    if previous is None:
        return clause.text[: figure.start]
    between = clause.text[previous.end : figure.start]
    if not behind:
        return _LEADING_SEPARATORS.sub("", between)
    separators = list(_SEPARATOR.finditer(between))
    return between[separators[-1].end() if separators else 0 :]


def _note_times(start: int, end: int, thread: Thread) -> None:
    """Put the own times between two offsets in force; one that opens its clause stays in force afterwards."""
    for moment in thread.moments:
        if start <= moment.start < end and moment.bond is Bond.OWN:
            thread.year, thread.explicit, thread.clause_year = moment.year, True, True
            inside = not moment.opening and moment.start > 0
            thread.inner = thread.clause_start if inside else None
            first = thread.clause_start == thread.sentence.start
            if moment.opening and ((first and moment.reaching) or moment.alone):
                thread.standing = (moment.year, True)


def _leave_inner_time(bare: str, clause: Piece, thread: Thread) -> None:
    """A year inside an earlier clause (入库企业2027年达到600家) ends where something else is named."""
    part = clause.text.startswith("其中")
    if (
        not part
        and thread.inner not in (None, clause.start)
        and bare_subject(read_wording(bare, "", "").left).name
    ):
        thread.year, thread.explicit = thread.standing
        thread.inner = None


def _read_figure(clause: Piece, figure: Figure, left: str, after: str, scene: Scene, thread: Thread) -> bool:
    """Take one figure into the thread; true when its object follows it (培育30家企业)."""
    bare = without_moments(left)
    if _is_compared_level(clause, figure, after, thread):
        thread.found.append(_compared_level(clause, figure, thread))
        return False
    if thread.more and _FROM.search(bare) and _TO.match(without_moments(after)):
        thread.pending, thread.pending_left = figure, _FROM.sub("", bare)
        starts = [m.year for m in thread.moments if m.end <= figure.start and m.bond is Bond.START]
        thread.pending_year = starts[0] if starts else 0
        return False
    if _FROM.search(bare) and _TO.match(after):
        return False  # 从1家扩大到更多机构: an end without a number says nothing
    pending, thread.pending = thread.pending, None
    _leave_inner_time(bare, clause, thread)
    wording = _wording(bare, after, figure, thread, pending)
    told = _told(clause, figure, wording, after, pending)
    _take(told, scene, thread)
    return told.behind


def _is_compared_level(clause: Piece, figure: Figure, after: str, thread: Thread) -> bool:
    """较2025年的80亿元翻一番: the figure is where the quantity named before it started."""
    compared = _COMPARED_LEVEL.search(clause.text[: figure.start])
    return bool(compared and _MOVES.match(after) and thread.taken)


def _compared_level(clause: Piece, figure: Figure, thread: Thread) -> Saying:
    return Saying(
        start=clause.start + figure.start,
        end=clause.start + figure.end,
        kind="baseline",
        name=thread.name,
        amount=Amount(value=figure.value, unit=figure.unit),
        year=_compared(figure, thread),
        explicit=True,
        subject=thread.name,
        rule="statements.compared",
        confidence=0.85,
    )


def _wording(bare: str, after: str, figure: Figure, thread: Thread, pending: Figure | None) -> Wording:
    """The words around; the second end of 由A提高到B is a level whatever verb stands between."""
    if pending:
        wording = read_wording(re.sub(r"(?:到|至)的?$", "到", bare), after, figure.unit)
        changed = wording.operator in (Operator.INCREASE, Operator.DECREASE)
        operator = Operator.EQUAL if changed else wording.operator
        return replace(wording, operator=operator, left=thread.pending_left, levels=True)
    wording = read_wording(bare, after, figure.unit, compared=bool(_compared(figure, thread)))
    spelled = _FROM_SPELLED.search(wording.left)
    if spelled:  # 由目前的三分之一提高到60%
        wording = replace(wording, left=wording.left[: spelled.start()])
    doubled = _DOUBLED.search(wording.left)
    if doubled and not doubled["twice"]:
        left = _BEFORE_DOUBLED.sub("", wording.left[: doubled.start()])
        return replace(wording, left=left, levels=True)
    return wording


def _told(clause: Piece, figure: Figure, wording: Wording, after: str, pending: Figure | None = None) -> Told:
    subject = bare_subject(wording.left)
    rest = after[wording.taken :]
    behind = _object_follows(figure, wording, subject.name, rest)
    return Told(clause, figure, wording, after, subject, behind, pending=pending)


def _object_follows(figure: Figure, wording: Wording, name: str, rest: str) -> bool:
    """Whether what is counted stands behind the number."""
    behind = following_object(rest)
    if not behind or _NO_OBJECT.match(behind) or "元" in figure.unit:
        return False
    if figure.unit in ("倍", "个百分点", "百分点"):
        return False
    if figure.unit in ("%", "‰"):
        return not name
    return not (wording.levels and name and not wording.makes)


def _take(told: Told, scene: Scene, thread: Thread) -> None:
    """Name the figure, decide whether it is a target, a fact or neither, and keep it."""
    name, wording = measured(told, scene, thread)
    told = replace(told, name=name, wording=_as_a_fall(name, told.figure, wording))
    kind = verdict(told, scene, thread) if name else None
    if kind is None:
        thread.taken = thread.taken and not name
        return
    thread.found.append(_saying(told, kind, scene, thread))
    thread.name, thread.unit, thread.taken = _COMPARISON.sub("", name) or name, told.figure.unit, True


def _as_a_fall(name: str, figure: Figure, wording: Wording) -> Wording:
    """能耗降低率达到13.5% is a fall of so much, as in a table."""
    if figure.unit != "%" or wording.operator in CHANGES or not _FALL_RATE.search(name):
        return wording
    sign = wording.operator.value
    hedge: Literal["", ">=", "~"] = ">=" if sign in (">=", ">") else "~" if sign == "~" else ""
    return replace(wording, operator=Operator.DECREASE, hedge=hedge)


def _saying(told: Told, kind: Kind, scene: Scene, thread: Thread) -> Saying:
    figure, wording, clause = told.figure, told.wording, told.clause
    implied = scene.years.last if kind == "target" else scene.years.base
    whole = _WHOLE.search(told.subject.name)
    return Saying(
        start=clause.start + figure.start,
        end=clause.start + figure.end + wording.taken,
        kind=kind,
        name=told.name,
        amount=_amount(figure, wording),
        year=thread.year if thread.explicit else implied,
        explicit=thread.explicit,
        subject=told.subject.name,
        scope=told.subject.scope,
        base=_from_amount(told),
        since=thread.pending_year if told.pending else _compared(figure, thread),
        listed=_listed(told),
        listed_open=told.enumerated,
        share_of=whole["whole"] if whole else "",
        rule=rule_of(kind, told),
        confidence=confidence_of(kind, told, scene, thread),
    )


def _amount(figure: Figure, wording: Wording) -> Amount:
    operator = wording.operator
    if figure.upper is not None and operator not in CHANGES:
        operator = Operator.RANGE
    if figure.more and operator is Operator.EQUAL:
        operator = Operator.MORE
    hedge = wording.hedge if operator in CHANGES else ""
    return Amount(value=figure.value, upper=figure.upper, unit=figure.unit, operator=operator, hedge=hedge)


def _from_amount(told: Told) -> Amount | None:
    """The first end of 由A提高到B; where A has no unit of its own it takes B's."""
    if told.pending:
        return Amount(value=told.pending.value, unit=told.pending.unit)
    low = _FROM_WITHOUT_UNIT.search(told.clause.masked, 0, told.figure.start)
    return Amount(value=Decimal(low["low"]), unit=told.figure.unit) if low else None


def _compared(figure: Figure, thread: Thread) -> int:
    years = [m.year for m in thread.moments if m.bond is Bond.COMPARED and m.end <= figure.start]
    return years[-1] if years else 0


def _listed(told: Told) -> tuple[str, ...]:
    """The names before a counted noun: 围绕甲、乙等16条产业链 lists 甲 and 乙."""
    governed = told.wording.makes and not told.enumerated  # 壮大甲、打造四个乙: the list ends before 打造
    if not told.behind or governed or "、" not in told.wording.left:
        return ()
    names = [span.text.strip() for span in members(Span(told.subject.name, 0))]
    return tuple(name for name in names if name)


def _read_doubling(clause: Piece, figures: list[Figure], scene: Scene, thread: Thread) -> None:
    """翻一番 as a figure of its own, unless the clause says what it leads to (翻一番、达到12家)."""
    match = _DOUBLED.search(clause.masked)
    if not match:
        return
    later = [figure for figure in figures if figure.start >= match.end()]
    then = thread.sentence.masked[clause.start - thread.sentence.start + match.end() :]
    if _THEN_LEVEL.match(then):
        return
    if any(_LEADS_TO.fullmatch(clause.text[match.end() : figure.start]) for figure in later):
        return
    _note_times(0, match.start(), thread)
    if match["twice"] and not thread.explicit and scene.stance is not Stance.GOAL:
        return
    times = Decimal({"两": 4, "二": 4, "三": 8}.get(match["times"] or "", 2))
    said = clause.text[: match.start()]
    compared = next((f for f in figures if _COMPARED_LEVEL.search(clause.text[: f.start])), None)
    left = "" if compared else _BEFORE_DOUBLED.sub("", without_moments(said))
    left = _HEDGED.sub("", left)
    figure = Figure(match.start(), match.end(), times, "倍", spelled=True)
    wording = Wording(Operator.MULTIPLE, left, "", 0, makes=False, levels=True)
    _take(_told(clause, figure, wording, ""), scene, thread)


def _distribute(clause: Piece, figures: list[Figure], scene: Scene, thread: Thread) -> bool:
    """甲、乙分别达到3家和5家: one figure a name; 甲2026年、2027年分别达到…: one figure a year."""
    place = clause.text.index("分别")
    told = [figure for figure in figures if figure.start > place]
    pairs = _pairs(clause, place, len(told), thread) if len(told) > 1 else []
    if not pairs:
        return False
    wording = read_wording(without_moments(clause.text[place + 2 : told[0].start]), "", told[0].unit)
    for (name, year), figure in zip(pairs, told, strict=True):
        if year:
            thread.year, thread.explicit = year, True
        said = read_wording(wording.tail or "达到", clause.text[figure.end :], figure.unit)
        said = replace(said, left=name, makes=wording.makes, levels=True)
        _take(_told(clause, figure, said, ""), scene, thread)
    return True


def _pairs(clause: Piece, place: int, count: int, thread: Thread) -> list[tuple[str, int]]:
    """Name and year for each of the figures behind 分别; nothing where they do not match in number."""
    own = [m for m in thread.moments if m.bond is Bond.OWN and m.end <= place + 1]
    shared = bare_subject(without_moments(clause.text[:place])).name
    if len(own) == count:
        return [(shared, moment.year) for moment in own]
    names = [part for part in _SPLIT.split(shared) if part]
    names = names or [saying.name for saying in thread.found[-count:]]
    if len(names) != count:
        return []
    _note_times(0, place, thread)
    return [(name, 0) for name in with_shared_end(names)]
