"""Institutes, platforms and associations with a name of their own."""

from __future__ import annotations

import pytest

from rongshu.compiler.names.institutions import named_institutions
from rongshu.document.blocks import Passage


def found(text: str) -> dict[str, str]:
    sightings = named_institutions(Passage(1, text, 0), frozenset({"临溪"}))
    return {seen.name: seen.kind for seen in sightings}


def test_it_works() -> None:
    named = found("依托临溪工学院、鹭科院海川研究院等载体开展攻关。")
    assert named == {"临溪工学院": "institute", "鹭科院海川研究院": "institute"}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("建设临溪工业互联网平台。", "临溪工业互联网平台", "platform"),
        ("组建临溪农机产业联盟。", "临溪农机产业联盟", "association"),
        ("举办临溪农机博览会。", "临溪农机博览会", "event"),
    ],
)
def test_each_kind(text: str, name: str, kind: str) -> None:
    assert found(text) == {name: kind}


@pytest.mark.parametrize(
    "text", ["建设省级制造业创新中心。", "加强与高等院校、科研院所合作。", "培育一批重点实验室。"]
)
def test_institutions_in_general_are_none(text: str) -> None:
    assert found(text) == {}
