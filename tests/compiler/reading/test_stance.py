"""What headings say of the numbers below them."""

from __future__ import annotations

import pytest

from rongshu.compiler.reading.stance import Stance, stance_of
from rongshu.document.blocks import Heading, Passage


def stance(*titles: str) -> Stance:
    """The stance under these headings, outermost first."""
    return stance_of(tuple(Heading(Passage(n, t, 0), n, "", t) for n, t in enumerate(titles, 1)))


def test_it_works() -> None:
    assert stance("发展基础", "主要成绩") is Stance.PAST
    assert stance("总体要求", "发展目标") is Stance.GOAL


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("工作基础", Stance.PAST),
        ("面临形势", Stance.PAST),
        ("基础条件", Stance.PAST),
        ("2030年主要目标", Stance.GOAL),
        ("目标任务", Stance.GOAL),
        ("指导思想", Stance.INTRODUCTION),
        ("持续优化产业环境", Stance.TASK),
        ("夯实产业基础", Stance.TASK),
        ("重点任务", Stance.TASK),
        ("国家制定双碳目标任务，提出了新要求", Stance.TASK),
    ],
)
def test_titles(title: str, expected: Stance) -> None:
    assert stance(title) is expected


def test_the_innermost_heading_decides() -> None:
    assert stance("发展基础与目标", "主要成绩") is Stance.PAST
