"""Whether a figure is a target, a fact about the past or neither, and how sure that is."""

from __future__ import annotations

import re

from rongshu.compiler.reading.stance import Stance
from rongshu.compiler.targets.phrasing import CHANGES, MAKE
from rongshu.compiler.targets.said import Kind, Scene, Thread, Told
from rongshu.pack.amount import Operator

_PAST_WORD = re.compile(
    r"已经|已(?!有的)|截至|截止|目前|现有|立足|曾|尚|仅(?:有|为)?$|拥有|达到了|了$|得到|获得了|连续|过去"
)
_FUTURE_WORD = re.compile(r"力争|确保|努力|争取|将|目标|到|前|末|预计|计划|拟")
_DONE_WORD = re.compile(r"截至|截止|已")
_SUBSIDY = re.compile(
    r"给予|奖励|补助|补贴|奖补|贴息|资助|返还|减免|一次性|最高(?!水平)|按(?:照)?[^，]{1,12}的$|扶持资金"
)
_MONEY_OR_SHARE = re.compile(r"元|[%‰]")
_TOTAL_INVESTMENT = re.compile(r"(?:总投资|计划投资|投资总额|概算|估算投资)(?:约|达|为|近|超)?$")
_OF_PROJECT = re.compile("可(?:实现|新增|形成|年产)")
_SIZE_OF_A_PLACE = re.compile(
    "(?:面积|占地|注册资本|全长|总长|长度|半径|岸线|人口|库容|水深|距离|海拔|毗邻|距)(?:约|为|共|达)?$"
)
_MAKES = re.compile(MAKE)


def verdict(told: Told, scene: Scene, thread: Thread) -> Kind | None:
    """Target, fact, or nothing worth keeping."""
    if _looks_back(told, scene, thread):
        return "baseline"
    if _commits(told, scene, thread):
        return "target"
    return "baseline" if scene.stance is Stance.PAST else None


def _looks_back(told: Told, scene: Scene, thread: Thread) -> bool:
    """Whether the time in force, the tense or the section speaks of the past."""
    past = scene.stance is Stance.PAST
    if not thread.explicit:
        return past or (bool(_PAST_WORD.search(told.clause.text)) and scene.stance is not Stance.GOAL)
    said = thread.before(told.clause, len(told.clause.text))
    if not thread.dated(scene.years):
        return True
    if past and not _FUTURE_WORD.search(said):
        return True
    return bool(_DONE_WORD.search(said)) and scene.stance is not Stance.GOAL


def _commits(told: Told, scene: Scene, thread: Thread) -> bool:
    """Whether the words commit to the figure; a mere description (围绕10条产业链) does not."""
    if _is_money_given(told, thread) or _describes(told, scene, thread):
        return False
    if scene.stance is Stance.PAST:
        return thread.dated(scene.years)
    if told.behind:
        return _commits_to_count(told, scene, thread)
    if scene.stance is Stance.INTRODUCTION:
        return thread.dated(scene.years) and told.wording.levels
    return scene.stance is Stance.GOAL or _has_verb(told) or thread.dated(scene.years) or thread.taken


def _describes(told: Told, scene: Scene, thread: Thread) -> bool:
    """规划面积38平方公里 in a task says how large something is, not how large it is to become."""
    sized = _SIZE_OF_A_PLACE.search(told.wording.left) and not told.wording.levels
    return bool(sized) and scene.stance is not Stance.GOAL and not thread.dated(scene.years)


def _is_money_given(told: Told, thread: Thread) -> bool:
    """Subsidies and the investment of single projects are no targets of the plan."""
    subsidised = _SUBSIDY.search(thread.before(told.clause, told.figure.start))
    if subsidised and _MONEY_OR_SHARE.search(told.figure.unit):
        return True
    introduced = told.wording.left + told.wording.tail
    if _OF_PROJECT.search(told.clause.text):
        return True
    return bool(_TOTAL_INVESTMENT.search(introduced)) or told.name.endswith("总投资")


def _commits_to_count(told: Told, scene: Scene, thread: Thread) -> bool:
    """A counted noun behind the number needs a verb right before it, a list before it, or a date."""
    wording, spelled = told.wording, told.figure.spelled
    if wording.makes or _is_changed(told) or (told.enumerated and not spelled):
        return True
    if wording.left:
        return False
    return (thread.taken and not spelled) or (thread.clause_year and thread.dated(scene.years))


def _has_verb(told: Told) -> bool:
    wording = told.wording
    makes = wording.makes or _MAKES.search(told.subject.led) or _MAKES.search(told.name[:8])
    if not told.after[wording.taken :].strip("（(") and len(told.name) > 3 and not told.figure.spelled:
        return True  # in a task, a noun that ends in its number is to be reached
    return bool(makes) or wording.levels or _is_changed(told) or wording.taken > 0 or "每年" in wording.left


def _is_changed(told: Told) -> bool:
    return told.wording.operator is not Operator.EQUAL and told.wording.tail != ""


def rule_of(kind: Kind, told: Told) -> str:
    """The name of the pattern that found a figure."""
    if kind == "baseline":
        return "statements.fact"
    if told.pending:
        return "statements.from_to"
    if told.figure.unit == "倍" and told.figure.spelled:
        return "statements.doubled"
    if told.wording.operator in CHANGES:
        return "statements.change"
    if told.enumerated:
        return "statements.counted"
    makes = told.wording.makes or bool(_MAKES.search(told.subject.led))
    made = told.behind or (makes and not told.wording.levels)
    return "statements.make" if made else "statements.level"


def confidence_of(kind: Kind, told: Told, scene: Scene, thread: Thread) -> float:
    """How sure a reading is: an explicit year with a verb most, a spelled count least."""
    if kind == "baseline":
        return 0.85 if thread.explicit else 0.7
    if thread.explicit and (told.wording.levels or scene.stance is Stance.GOAL):
        return 0.92
    if scene.stance is Stance.GOAL or thread.explicit:
        return 0.85
    return 0.55 if told.figure.spelled else 0.7
