"""What prose says with numbers: each figure of a paragraph with its name, operator, time and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from rongshu.compiler.clauses import Piece, clauses_of, sentences_of
from rongshu.compiler.enumeration import Span, members
from rongshu.compiler.numbers import Figure, find_figures
from rongshu.compiler.periods import Bond, Moment, PlanYears, find_moments, without_moments
from rongshu.compiler.phrasing import MAKE, Wording, read_wording
from rongshu.compiler.stance import Stance
from rongshu.compiler.subjects import (
    Subject,
    bare_subject,
    following_object,
    is_rate_only,
    needs_owner,
    with_level,
    with_metric,
)
from rongshu.pack.amount import Amount, Operator

Kind = Literal["target", "baseline"]
_SEPARATOR = re.compile(r"[、，,]|以及|和|及|与|并")
_FROM = re.compile(r"(?:由|从)(?:原来的?|目前的?|现在的?)?(?:约|近|不足)?的?$")
_TO = re.compile(
    r"^(?:左右|以上|以下)?(?:，)?(?:进一步|逐步|稳步|大幅)?(?:提高|提升|增加|增长|扩大|扩展|下降|降低|降|减少|上升|缩短|压减|压缩|拓展|发展|增|扩|升|跃升|攀升)?(?:到|至|为)"
)
_PAST_WORD = re.compile(
    r"已经|已(?!有的)|截至|截止|目前|现有|立足|曾|尚|仅(?:有|为)?$|拥有|达到了|了$|得到|获得了|连续|过去"
)
_FUTURE_WORD = re.compile(r"力争|确保|努力|争取|将|目标|到|前|末|预计|计划|拟")
_SUBSIDY = re.compile(
    r"给予|奖励|补助|补贴|奖补|贴息|资助|返还|减免|一次性|最高(?!水平)|按(?:照)?[^，]{0,12}的?$|扶持资金"
)
_NOT_COUNTED = re.compile(
    r"^(?:方面|领域|环节|重点(?!项目|企业|产业|园区|实验室)|层次|层面|阶段|维度|原则|关键(?!技术|核心)|转变|结合|统一|一体化|目标|自信|意识|维护|台阶|新台阶|梯次|轮子|百分点|工作日|月|季度)"
)
_NO_OBJECT = re.compile(r"^(?:能力|规模|水平|生产能力|产能|目标|门槛|大关|关口|台阶|的?能力)")
_SIZES = ("", "规模", "总规模", "首期规模", "总额", "总量")
_RANKED = re.compile(r"(?:前|第|位列|排名|位居|居前|名列|列前)$")
_ENTITY = re.compile(
    r"^(?:及以上|以上|级|元级|规模|以下|左右)?(?:的)?[^，。；、）\d]{0,14}?(?:企业|园区|集群|项目|产业链|产业|龙头|基地|公司|集团|平台|开发区|楼宇|门槛|行列|梯队|阵营|俱乐部|关口|大关|链条|强镇|乡镇|强县|街道|单位|链主|品牌|小镇|产业带|县|区)(?=$|[，。；、）)\d和及与达增新实占总的个突超累要不到三四五六七八九十两力的培数保])"
)
_SHARE = re.compile(r"^占(?:到)?(?:了)?")
_DOUBLED = re.compile(r"翻(?P<times>[一两二三])?番|(?P<twice>倍增)(?!计划|行动|工程|工作)")
_RESPECTIVELY = re.compile(r"分别")
_NO_UNIT_FROM = re.compile(
    r"(?:由|从)(?:(?:20\d\d)年的?)?(?P<low>\d+(?:\.\d+)?)(?=(?:提高|提升|增加|增长|扩大|下降|降低|降|减少|上升|增)(?:到|至))"
)
_MONEY_OR_SHARE = re.compile(r"元|[%‰]")
_LED = re.compile(MAKE)
_TOTAL_INVESTMENT = re.compile(r"(?:总投资|计划投资|投资总额|概算|估算投资)(?:约|达|为|近|超)?$")


@dataclass(frozen=True, slots=True)
class Scene:
    """What a paragraph inherits: the plan's years, the stance of its headings, the industry it stands under."""

    years: PlanYears
    stance: Stance
    owner: str = ""
    year: int = 0  # a year that an opening line set for the whole section


@dataclass(frozen=True, slots=True)
class Saying:
    """One figure as said.  ``start`` and ``end`` are offsets in the paragraph."""

    start: int
    end: int
    kind: Kind
    name: str
    amount: Amount
    year: int = 0
    explicit: bool = False
    subject: str = ""
    scope: str = ""
    base: Amount | None = None
    since: int = 0
    listed: tuple[str, ...] = ()
    listed_open: bool = False
    share_of: str = ""
    rule: str = "statements.level"
    confidence: float = 0.7


@dataclass(slots=True)
class _Thread:
    """What runs on from clause to clause: the time, the last name and unit, whether the last was taken."""

    year: int = 0
    explicit: bool = False
    standing: tuple[int, bool] = (0, False)  # the time that a clause opened with, for the sentences to come
    name: str = ""
    unit: str = ""
    taken: bool = False
    sentence: Piece | None = None
    clause_year: bool = False
    pending: Figure | None = None
    pending_year: int = 0
    pending_left: str = ""
    found: list[Saying] = field(default_factory=list)


def sayings(text: str, scene: Scene, start: int = 0) -> list[Saying]:
    """Every figure from offset ``start`` on that is a target or a fact, in reading order."""
    thread = _Thread(standing=(scene.year, bool(scene.year)))
    for sentence in sentences_of(text):
        if sentence.start + len(sentence.text) <= start:
            continue
        thread.sentence, thread.taken = sentence, False
        thread.year, thread.explicit = thread.standing
        for clause in clauses_of(sentence):
            _read_clause(clause, scene, thread)
    return thread.found


def last_year(text: str, scene: Scene) -> int:
    """The last own year in or after the plan that a text names; 0 where it names none."""
    own = [m.year for m in find_moments(text) if m.bond is Bond.OWN and m.year >= (scene.years.first or 1)]
    return own[-1] if own else 0


def _read_clause(clause: Piece, scene: Scene, thread: _Thread) -> None:
    figures = [figure for figure in find_figures(clause.masked) if _is_figure(clause, figure)]
    moments = [m for m in find_moments(clause.text)]
    thread.clause_year = False
    doubled = _DOUBLED.search(clause.masked)
    if doubled and not _swallowed(clause, doubled, figures):
        _double(clause, doubled, scene, thread)
    if _RESPECTIVELY.search(clause.text) and _distribute(clause, figures, moments, scene, thread):
        return
    previous: Figure | None = None
    after_object = False
    for index, figure in enumerate(figures):
        following = figures[index + 1].start if index + 1 < len(figures) else len(clause.text)
        left = _left_of(clause, previous, figure, after_object)
        _note_times(moments, previous.end if previous else 0, figure.start, thread)
        after_object = _read_figure(
            clause, figure, left, clause.text[figure.end : following], moments, scene, thread
        )
        previous = figure
    _note_times(moments, previous.end if previous else 0, len(clause.text), thread)


def _is_figure(clause: Piece, figure: Figure) -> bool:
    """Whether a figure stands for itself and is not part of a name (产值超10亿元企业) or a rank (前10名)."""
    before, after = clause.masked[: figure.start], clause.masked[figure.end :]
    if _RANKED.search(before):
        return False
    if "元" in figure.unit and _ENTITY.match(after):
        return False
    return not (figure.unit == "个" and _NOT_COUNTED.match(after))


def _left_of(clause: Piece, previous: Figure | None, figure: Figure, after_object: bool) -> str:
    """The words that introduce a figure: from the clause's start, or from behind the figure before it."""
    if previous is None:
        return clause.text[: figure.start]
    between = clause.text[previous.end : figure.start]
    if not after_object:
        return re.sub(r"^(?:左右|以上|以下|以内|余|多)*(?:、|，|以及|和|及|与|并)*", "", between)
    separators = list(_SEPARATOR.finditer(between))
    return between[separators[-1].end() if separators else len(between) :]


def _note_times(moments: list[Moment], start: int, end: int, thread: _Thread) -> None:
    """Put the own times between two offsets in force; one that opens its clause stays in force afterwards."""
    for moment in moments:
        if start <= moment.start < end and moment.bond is Bond.OWN:
            thread.year, thread.explicit, thread.clause_year = moment.year, True, True
            if moment.opening:
                thread.standing = (moment.year, True)


def _read_figure(
    clause: Piece, figure: Figure, left: str, after: str, moments: list[Moment], scene: Scene, thread: _Thread
) -> bool:
    """Take one figure into the thread; true when its object follows it (培育30家企业)."""
    bare = without_moments(left)
    if (
        _FROM.search(bare)
        and len(find_figures(clause.masked[figure.end :]))
        and _TO.match(without_moments(after))
    ):
        thread.pending, thread.pending_left = figure, _FROM.sub("", bare)
        thread.pending_year = next(
            (m.year for m in moments if m.end <= figure.start and m.bond is Bond.START), 0
        )
        return False
    pending, thread.pending = thread.pending, None
    wording = read_wording(bare, after, figure.unit)
    if pending:
        wording = read_wording(re.sub(r"(?:到|至)的?$", "到", bare), after, figure.unit)
        wording = Wording(
            Operator.EQUAL if wording.operator in (Operator.INCREASE, Operator.DECREASE) else wording.operator,
            thread.pending_left, wording.tail, wording.taken, wording.makes, True,
        )  # fmt: skip
    doubled = _DOUBLED.search(wording.left)
    if doubled:
        left = wording.left[: doubled.start()]
        wording = Wording(Operator.MULTIPLE, left, wording.tail, wording.taken, wording.makes, True)
    _take(clause, figure, wording, after, pending, moments, scene, thread)
    return _object_follows(figure, wording, after[wording.taken :])


def _object_follows(figure: Figure, wording: Wording, after: str) -> bool:
    """Whether what is counted stands behind the number."""
    behind = following_object(after)
    if (
        not behind
        or _NO_OBJECT.match(behind)
        or "元" in figure.unit
        or figure.unit in ("倍", "个百分点", "百分点")
    ):
        return False
    if figure.unit in ("%", "‰"):
        return not bare_subject(wording.left).name
    return not (wording.levels and bare_subject(wording.left).name and not wording.makes)


def _take(
    clause: Piece,
    figure: Figure,
    wording: Wording,
    after: str,
    pending: Figure | None,
    moments: list[Moment],
    scene: Scene,
    thread: _Thread,
) -> None:
    """Name the figure, decide whether it is a target, a fact or neither, and keep it."""
    subject = bare_subject(wording.left)
    behind = _object_follows(figure, wording, after[wording.taken :])
    name = subject.name
    enumerated = wording.left.endswith("等") and behind
    if name in _SIZES and not behind and after[wording.taken :].startswith("的"):
        name = following_object(after[wording.taken :])
    if behind:
        yearly = "每年" if "每年" in wording.left + wording.tail else ""
        name = yearly + following_object(after[wording.taken :])
    elif _SHARE.match(name) and thread.name:
        name = f"{thread.name}{name}{'比' if name == '占' else ''}"
    name = _completed(name, figure.unit, thread, scene)
    if not name:
        return
    operator = wording.operator
    added = re.search("新增|净增", wording.tail)
    if added and wording.taken and operator is Operator.INCREASE and "以上" in after[: wording.taken]:
        name, operator = added.group() + name, Operator.AT_LEAST
    elif name.startswith(("新增", "净增")) and operator is Operator.EQUAL:
        operator = Operator.INCREASE
    kind = _kind(clause, scene, thread)
    if kind == "target" and not _is_target(
        clause, figure, wording, name, behind, enumerated, subject.led, scene, thread
    ):
        if scene.stance is not Stance.PAST:
            thread.taken = False
            return
        kind = "baseline"
    thread.found.append(
        Saying(
            start=clause.start + figure.start,
            end=clause.start + figure.end + wording.taken,
            kind=kind,
            name=name,
            amount=_amount(figure, operator),
            year=_year(kind, scene, thread),
            explicit=thread.explicit,
            subject=subject.name,
            scope=subject.scope,
            base=_from_amount(pending, figure, clause),
            since=thread.pending_year if pending else _compared(moments, figure),
            listed=_listed(wording.left) if behind else (),
            listed_open=behind and wording.left.endswith("等"),
            share_of=_whole(subject.name),
            rule=_rule(kind, wording, subject, pending, behind, enumerated),
            confidence=_confidence(kind, figure, wording, scene, thread),
        )
    )
    thread.name, thread.unit, thread.taken = name, figure.unit, True


def _listed(left: str) -> tuple[str, ...]:
    """The names before a counted noun: 围绕甲、乙等16条产业链 lists 甲 and 乙."""
    if "、" not in left:
        return ()
    names = [span.text.strip() for span in members(Span(bare_subject(left).name, 0))]
    return tuple(name for name in names if name)


def _whole(name: str) -> str:
    """What a share is a share of: 占全部规上企业 is of 全部规上企业."""
    match = re.search(r"占(?P<whole>.{2,}?)(?:的?比重|的?比例|的?份额|的)?$", name)
    return match["whole"] if match else ""


def _completed(name: str, unit: str, thread: _Thread, scene: Scene) -> str:
    """The name with what it leaves unsaid: the level's noun, the measure, the industry, or the whole name."""
    if not name or is_rate_only(name):
        return thread.name
    name = with_level(name, thread.name)
    if unit == thread.unit and "元" in unit and thread.taken:
        name = with_metric(name, thread.name)
    if needs_owner(name) and scene.owner and scene.owner not in name:
        joint = "" if name.startswith("产业") or not scene.owner.endswith("产业") else ""
        name = f"{scene.owner}{joint}{re.sub('^(?:该产业|全产业|年)', '', name)}"
    return name


def _kind(clause: Piece, scene: Scene, thread: _Thread) -> Kind:
    """Fact or target, from the time in force, the tense of the words and the section."""
    said = f"{thread.sentence.text[: clause.start - thread.sentence.start] if thread.sentence else ''}{clause.text}"
    first = scene.years.first or scene.years.last
    if thread.explicit:
        if first and thread.year < first:
            return "baseline"
        if scene.stance is Stance.PAST and not _FUTURE_WORD.search(said):
            return "baseline"
        return (
            "baseline" if re.search(r"截至|截止|已", said) and scene.stance is not Stance.GOAL else "target"
        )
    if scene.stance is Stance.PAST:
        return "baseline"
    return "baseline" if _PAST_WORD.search(clause.text) and scene.stance is not Stance.GOAL else "target"


def _is_target(
    clause: Piece,
    figure: Figure,
    wording: Wording,
    name: str,
    behind: bool,
    enumerated: bool,
    led: str,
    scene: Scene,
    thread: _Thread,
) -> bool:
    """Whether the words commit to the figure; a mere description (围绕10条产业链) does not."""
    said = (
        (thread.sentence.text[: clause.start - thread.sentence.start + figure.start])
        if thread.sentence
        else ""
    )
    if _MONEY_OR_SHARE.search(figure.unit) and _SUBSIDY.search(said):
        return False
    if _TOTAL_INVESTMENT.search(wording.left + wording.tail) or name.endswith("总投资"):
        return False
    dated = thread.explicit and thread.year >= (scene.years.first or scene.years.last)
    if scene.stance is Stance.PAST:
        return dated
    operated = wording.operator is not Operator.EQUAL and wording.tail != ""
    if behind:
        committed = wording.makes or operated or (enumerated and not figure.spelled)
        listed = thread.taken and not wording.left and not figure.spelled
        return committed or listed or (thread.clause_year and dated and not wording.left)
    if scene.stance is Stance.GOAL:
        return True
    if scene.stance is Stance.INTRODUCTION:
        return dated and wording.levels
    makes = wording.makes or bool(_LED.search(led)) or bool(_LED.search(name[:8]))
    return (
        makes
        or wording.levels
        or operated
        or dated
        or wording.taken > 0
        or thread.taken
        or "每年" in wording.left
    )


def _year(kind: Kind, scene: Scene, thread: _Thread) -> int:
    if thread.explicit:
        return thread.year
    return scene.years.last if kind == "target" else scene.years.base


def _amount(figure: Figure, operator: Operator) -> Amount:
    keeps = (Operator.GROWTH, Operator.INCREASE, Operator.DECREASE, Operator.MULTIPLE)
    if figure.upper is not None and operator not in keeps:
        operator = Operator.RANGE
    if figure.more and operator is Operator.EQUAL:
        operator = Operator.MORE
    return Amount(value=figure.value, upper=figure.upper, unit=figure.unit, operator=operator)


def _from_amount(pending: Figure | None, figure: Figure, clause: Piece) -> Amount | None:
    """The first end of 由A提高到B; where A has no unit of its own it takes B's."""
    if pending:
        return Amount(value=pending.value, unit=pending.unit)
    low = _NO_UNIT_FROM.search(clause.masked, 0, figure.start)
    return Amount(value=Decimal(low["low"]), unit=figure.unit) if low else None


def _compared(moments: list[Moment], figure: Figure) -> int:
    return next((m.year for m in reversed(moments) if m.bond is Bond.COMPARED and m.end <= figure.start), 0)


def _rule(
    kind: Kind, wording: Wording, subject: Subject, pending: Figure | None, behind: bool, enumerated: bool
) -> str:
    if kind == "baseline":
        return "statements.fact"
    if pending:
        return "statements.from_to"
    if wording.operator in (Operator.GROWTH, Operator.INCREASE, Operator.DECREASE, Operator.MULTIPLE):
        return "statements.change"
    if enumerated:
        return "statements.counted"
    makes = behind or wording.makes or (bool(_LED.search(subject.led)) and not wording.levels)
    return "statements.make" if makes else "statements.level"


def _confidence(kind: Kind, figure: Figure, wording: Wording, scene: Scene, thread: _Thread) -> float:
    if kind == "baseline":
        return 0.85 if thread.explicit else 0.7
    if thread.explicit and (wording.levels or scene.stance is Stance.GOAL):
        return 0.92
    if scene.stance is Stance.GOAL or thread.explicit:
        return 0.85
    return 0.55 if figure.spelled else 0.7


def _swallowed(clause: Piece, doubled: re.Match[str], figures: list[Figure]) -> bool:
    """Whether a figure of the clause says what the doubling leads to (翻一番、达到12家)."""
    return any(
        figure.start >= doubled.end()
        and re.fullmatch(r"、?(?:达到|达|至|到)?", clause.text[doubled.end() : figure.start])
        for figure in figures
    )


def _double(clause: Piece, doubled: re.Match[str], scene: Scene, thread: _Thread) -> None:
    times = {"两": 4, "二": 4, "三": 8}.get(doubled["times"] or "", 2)
    _note_times(list(find_moments(clause.text)), 0, doubled.start(), thread)
    subject = bare_subject(
        re.sub(
            r"(?:较|比)[^，]*?(?=实现|翻|$)|实现$|力争$|总数$",
            "",
            without_moments(clause.text[: doubled.start()]),
        )
    )
    name = _completed(subject.name, "倍", thread, scene)
    kind = _kind(clause, scene, thread)
    if not name or (doubled["twice"] and not thread.explicit and scene.stance is not Stance.GOAL):
        return
    amount = Amount(value=Decimal(times), unit="倍", operator=Operator.MULTIPLE)
    thread.found.append(
        Saying(
            clause.start + doubled.start(), clause.start + doubled.end(), kind, name, amount,
            _year(kind, scene, thread), thread.explicit, subject.name, subject.scope,
            rule="statements.doubled", confidence=0.8,
        )
    )  # fmt: skip
    thread.name, thread.taken = name, True


def _distribute(
    clause: Piece, figures: list[Figure], moments: list[Moment], scene: Scene, thread: _Thread
) -> bool:
    """甲、乙分别达到3家和5家: one figure a name; 甲2026年、2027年分别达到…: one figure a year."""
    place = clause.text.index("分别")
    told = [figure for figure in figures if figure.start > place]
    if len(told) < 2:
        return False
    own = [m for m in moments if m.bond is Bond.OWN and m.end <= place + 1]
    head = without_moments(clause.text[:place])
    names = [part for part in re.split(r"、|以及|和|及|与", bare_subject(head).name) if part]
    names = names or [saying.name for saying in thread.found[-len(told) :]]
    if len(own) == len(told):
        shared = bare_subject(head).name
        pairs = [(shared, moment.year) for moment in own]
    elif len(names) == len(told):
        for moment in own:
            thread.year, thread.explicit = moment.year, True
        pairs = [(with_level(name, names[-1]), 0) for name in names]
    else:
        return False
    wording = read_wording(without_moments(clause.text[place + 2 : told[0].start]), "", told[0].unit)
    for (name, year), figure in zip(pairs, told, strict=True):
        thread.year, thread.explicit = (year, True) if year else (thread.year, thread.explicit)
        after = clause.text[figure.end :]
        said = read_wording(wording.tail or "达到", after, figure.unit)
        said = Wording(said.operator, name, said.tail, said.taken, wording.makes, True)
        _take(clause, figure, said, "", None, moments, scene, thread)
    return True
