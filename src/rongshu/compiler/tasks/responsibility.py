"""Who does it and by when, as printed at the end of a clause or in a line of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPENING, _CLOSING = "（(【[〔〖", "）)】]〕〗"
_ROLES = "牵头|责任|主管|主办|承办|实施|落实|配合|协作|协同|协办|参与|参加|支持"
_LABEL = re.compile(
    rf"(?P<role>(?:{_ROLES})(?:责任|、(?:{_ROLES}))?)(?:单位|部门|处室|主体|机构)?(?:（(?P<note>[^（）]*)）)?[：:]"
    r"|(?P<time>(?:完成|办结|推进|计划)?(?:时限|时间节点|时间要求|期限|完成时间|时间))[：:]"
)
_BY_ROLE = re.compile(
    rf"(?P<names>.*?)(?P<role>(?:(?:按|根据)(?:照)?(?:各自)?职[责能](?:分工)?)?(?:分别|共同|具体)?(?:{_ROLES}|负责)"
    r"(?:落实|实施|推进|完成)?)$"
)
_DEADLINE = re.compile(
    r"(?:(?:到|至|于)?20\d\d年?(?:[—\-–至~]20\d\d年?)?(?:\d{1,2}月(?:\d{1,2}日)?|上半年|下半年|第?[一二三四]季度)?[底末初前]*"
    r"|每年\d{1,2}月(?:\d{1,2}日)?[底末初]?|(?:每[年季月]|长期|持续|常年|全年|逐年|即时|立即)(?:坚持|推进|实施|开展|落实)?)(?:前|之前)?(?:完成|建成|取得成效)?"
)
_OFFICE = re.compile(
    r"(?:局|委|办|厅|部|会|署|处|院|行|社|站|队|中心|政府|单位|部门|管委会|办公室|集团|公司|联|总队|机关"
    r"|(?:各|有关|相关)[^、]{0,8}(?:区|县|市|镇|乡|街道|园区|开发区|企业))$"
)
_PLURAL = re.compile(
    r"(?:等|等单位|等部门|等有关部门)?(?:(?:按|根据)照?(?:各自)?职[责能](?:分工)?(?:负责)?|负责|落实)?$"
)
_LEADS = frozenset({"牵头", "主管", "主办"})
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Departments in printed order, the leading one where the text says which, and a deadline.

    ``start`` and ``end`` bound the words that say so, brackets included.
    """

    departments: tuple[str, ...] = ()
    lead: str = ""
    deadline: str = ""
    start: int = 0
    end: int = 0


def read_responsibility(text: str) -> Responsibility | None:
    """What a paragraph says of who and when, in labels (责任单位：…) or a closing bracket; or nothing.

    >>> read_responsibility("建设中试平台。（市工信局牵头，市财政局配合）").lead
    '市工信局'
    """
    labels = [match for match in _LABEL.finditer(text) if _opens_here(text, match.start())]
    if labels:
        return _labelled(text, labels)
    return _bracketed(text) or _spoken(text)


def split_departments(written: str) -> tuple[str, ...]:
    """The names in a cell or phrase; a list inside brackets, as 各县（市、区）, belongs to its name."""
    names = []
    for part in _outside_brackets(written, "、，,；;\n/ 　"):
        cleaned = _PLURAL.sub("", part.strip().strip("。.*★ "))
        names += [name for name in _joined(cleaned) if 1 < len(name) <= _LONGEST]
    return tuple(dict.fromkeys(names))


def read_deadline(written: str) -> str:
    """The deadline in a cell or phrase as printed, without 完成; the whole text where it names no date."""
    text = written.strip().strip("。；;，,")
    match = _DEADLINE.search(text)
    found = match.group() if match else text
    return re.sub(r"^(?:到|至|于)|(?:(?<=底)之?前)?(?:完成|建成|取得成效)?$", "", found)


def _opens_here(text: str, start: int) -> bool:
    """A label opens a line, a bracket or a sentence; 领导责任： in running text does not."""
    return start == 0 or text[start - 1] in _OPENING + "。；;，, 　"


def _labelled(text: str, labels: list[re.Match[str]]) -> Responsibility | None:
    departments: list[str] = []
    lead = deadline = ""
    end = 0
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        stop = following.start() if following else len(text)
        value = _until_closed(text[label.end() : stop])
        end = label.end() + len(value)
        if label["time"]:
            deadline = read_deadline(value)
            continue
        named, leading, until = _by_roles(value) or (split_departments(value), "", "")
        lead = lead or leading or (named[0] if named and label["role"][:2] in _LEADS else "")
        deadline = deadline or until
        departments += named
    if not departments and not deadline:
        return None
    start = labels[0].start()
    opened = start > 0 and text[start - 1] in _OPENING
    return Responsibility(
        tuple(dict.fromkeys(departments)), lead, deadline, start - opened, min(len(text), end + opened)
    )


def _until_closed(text: str) -> str:
    """The part before a full stop or before a bracket closes that was not opened here."""
    depth = 0
    for index, letter in enumerate(text):
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if depth < 0 or (depth == 0 and letter in "。"):
            return text[:index]
    return text


def _bracketed(text: str) -> Responsibility | None:
    stripped = text.rstrip("。；; ")
    if not stripped.endswith(tuple(_CLOSING)):
        return None
    start = _opening(stripped)
    said = _by_roles(stripped[start + 1 : -1]) if start >= 0 else None
    if said is None:
        return None
    departments, lead, deadline = said
    return Responsibility(departments, lead, deadline, start, len(stripped))


def _spoken(text: str) -> Responsibility | None:
    """A last sentence that only says who and when: 由市工信局牵头，市财政局配合，2026年底前完成。"""
    stripped = text.rstrip("。；; ")
    start = max(stripped.rfind(sign) for sign in "。；;") + 1
    sentence = stripped[start:].strip()
    if not start or not ("牵头" in sentence or "负责" in sentence):
        return None
    said = _by_roles(sentence)
    if said is None or not said[0] or not all(_OFFICE.search(name) for name in said[0]):
        return None
    departments, lead, deadline = said
    return Responsibility(departments, lead, deadline, start, len(stripped))


def _opening(text: str) -> int:
    """Where the bracket opens that the last character closes."""
    depth = 0
    for index in range(len(text) - 1, -1, -1):
        depth += (text[index] in _CLOSING) - (text[index] in _OPENING)
        if depth == 0:
            return index
    return -1


def _by_roles(inside: str) -> tuple[tuple[str, ...], str, str] | None:
    """``市工信局牵头，市财政局配合，2026年底前完成``: every part must be a role, offices or a date."""
    waiting: list[str] = []
    departments: list[str] = []
    lead = deadline = ""
    roles = 0
    for part in _outside_brackets(inside, "，,；;。"):
        if _DEADLINE.fullmatch(part):
            deadline = read_deadline(part)
            continue
        match = _BY_ROLE.match(part)
        names = split_departments(match["names"] if match else part)
        if not names or (not match and not all(_OFFICE.search(name) for name in names)):
            return None
        waiting += names
        if match:
            lead = lead or (waiting[0] if "牵头" in match["role"] else "")
            departments, waiting, roles = departments + waiting, [], roles + 1
    if waiting and not roles and not all(_OFFICE.search(name) for name in waiting):
        return None
    departments += waiting
    return (tuple(dict.fromkeys(departments)), lead, deadline) if departments or deadline else None


def _joined(name: str) -> Iterator[str]:
    """``市发改委和市财政局`` is two offices, ``市住房和城乡建设局`` is one."""
    for match in re.finditer(r"会同|和|及|与", name):
        left, right = name[: match.start()], name[match.end() :]
        if _OFFICE.search(left) and _OFFICE.search(right) and len(left) > 2:
            yield left
            yield from _joined(right)
            return
    yield re.sub(r"^(?:由|会同)|（(?:牵头|主办|配合)[^（）]*）$", "", name)


def _outside_brackets(text: str, marks: str) -> Iterator[str]:
    depth, begin = 0, 0
    for index, letter in enumerate(text):
        depth += (letter in _OPENING) - (letter in _CLOSING)
        if depth <= 0 and letter in marks:
            yield text[begin:index].strip()
            begin = index + 1
    if text[begin:].strip():
        yield text[begin:].strip()
