"""What a passage is about to say, told from its headings: facts of the past, goals, or tasks."""

from __future__ import annotations

import re
from enum import StrEnum

from rongshu.document.blocks import Box, Heading

_PAST = re.compile(
    r"基础$|^(?:发展|产业|工作|现实|现有|主要)?基础(?:条件|与|和|及|现状)|发展基础|基础条件|现状|回顾|成效|成绩|成就|形势|环境$|发展环境|机遇|挑战|问题|短板|经验|背景|基本情况|"
    r"发展条件|不足|困难|差距|制约|进展|评估|历程"
)
_GOAL = re.compile(
    r"(?:目标|指标|愿景)(?:任务|定位|体系|展望|要求|值)?$|^(?:总体|发展|主要|工作|行动|阶段性?|具体|预期|规划|量化)目标"
)
_ACTS = re.compile(
    r"(?:进一步|持续|不断|全面|大力|着力|加快|积极)*(?:夯实|筑牢|优化|营造|改善|完善|创造|打造|提升|强化|加强|巩固|实施|推进|构建|破解|解决"
    r"|应对|把握|抢抓|补齐|化解|塑造|厚植|建设|培育|净化|做强|拓展|深化|健全)"
)
_INTRODUCTION = re.compile(r"前\s*言|引\s*言|序\s*言|指导思想|基本原则|编制|总则|概述")


class Stance(StrEnum):
    """How a number without a date is to be read."""

    PAST = "past"
    GOAL = "goal"
    TASK = "task"
    INTRODUCTION = "introduction"


def _below_goals(outer: list[str]) -> bool:
    """绿色转型取得新进展 below 发展目标 is a goal, whatever its words; below 基础与目标 it need not be."""
    return any(_GOAL.search(title) and not _PAST.search(title) for title in outer)


def stance_of(path: tuple[Heading, ...], box: Box | None = None) -> Stance:
    """The stance of the innermost heading that tells one; tasks where none does."""
    titles = [box.title] if box else []
    titles += [heading.title for heading in reversed(path)]
    for place, title in enumerate(titles):
        if _GOAL.search(title):
            return Stance.GOAL
        if _PAST.search(title) and not _ACTS.match(title):
            return Stance.GOAL if _below_goals(titles[place + 1 :]) else Stance.PAST
        if _INTRODUCTION.search(title):
            return Stance.INTRODUCTION
    return Stance.TASK
