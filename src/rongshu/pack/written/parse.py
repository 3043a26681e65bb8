"""YAML text as plain values whose every place has a line: strict, and safe against hostile files.

Every scalar is text until the schema says what it is, so ``2025`` stays a period and ``30``
never becomes 30.0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from rongshu.pack.written.refusal import refusal
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_DEPTH = 1000
_NESTED = re.compile(r"(?:[-?] ){50}|^ {400}", re.MULTILINE)
_MARKED = re.compile(r"(?:^|[\s\[{,:-])[&*][^\s,\]}]", re.MULTILINE)
_PLAIN_TAGS = frozenset({"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"})
# the pure Python parser only where libyaml is missing: ten times slower, same result
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _TextLoader(_PARSER):  # type: ignore[misc]
    """A parser that guesses no types."""

    yaml_implicit_resolvers: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Parsed:
    """The plain value (``None`` when unreadable), its node for finding lines, and what is wrong."""

    value: Any
    node: yaml.Node | None
    diagnostics: tuple[Diagnostic, ...] = ()


def text_of(path: Path, file: str) -> str:
    """The text of a file that people may have edited.  *Errors*: ``InputError`` where it is not UTF-8."""
    written = path.read_bytes()
    try:
        return written.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = written[: error.start].count(b"\n") + 1
        message = Bilingual("不是 UTF-8 编码", "not encoded in UTF-8")
        wrong = refusal("encoding", file, line, message, found=str(error.reason), expected="UTF-8")
        raise InputError([wrong]) from error


def parse_yaml(file: str, text: str) -> Parsed:
    """The content of one file; syntax errors, aliases, tags and repeated keys are diagnostics."""
    hostile = _hostile(file, text)
    if hostile:
        return Parsed(None, None, tuple(hostile))
    try:
        node = yaml.compose(text, Loader=_TextLoader)
    except yaml.YAMLError as error:
        return Parsed(None, None, (_syntax(file, error),))
    except RecursionError:
        return Parsed(None, None, (_too_deep(file),))
    found: list[Diagnostic] = []
    try:
        value = _value(node, file, found) if node is not None else None
    except RecursionError:
        return Parsed(None, None, (_too_deep(file),))
    return Parsed(value, node, tuple(found))


def line_at(node: yaml.Node | None, path: Sequence[int | str]) -> int:
    """The line (from 1) of the place at ``path``, or of the nearest place above it that exists."""
    for step in path:
        below = _child(node, step)
        if below is None:
            break
        node = below
    return 0 if node is None else int(node.start_mark.line) + 1


def _child(node: yaml.Node | None, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                # a block below its key starts a line later: the key is where a person looks
                return value if isinstance(value, yaml.CollectionNode) and value.value else key
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        below: yaml.Node = node.value[step]
        return below
    return None


def _hostile(file: str, text: str) -> list[Diagnostic]:
    depth = deepest = 0
    for bracket in re.findall(r"[\[\]{}]", text):
        depth = max(0, depth + (1 if bracket in "[{" else -1))
        deepest = max(deepest, depth)
    if deepest > _DEPTH or _NESTED.search(text):
        return [_too_deep(file)]
    if _MARKED.search(text):
        return _marks(file, text)
    return []


def _marks(file: str, text: str) -> list[Diagnostic]:
    """Aliases and anchors, found for certain by the scanner (the quick look also stops at quoted text)."""
    try:
        tokens = [
            t for t in yaml.scan(text, Loader=_PARSER) if isinstance(t, (yaml.AliasToken, yaml.AnchorToken))
        ]
    except yaml.YAMLError as error:
        return [_syntax(file, error)]
    message = Bilingual("不允许使用 YAML 锚点或别名", "YAML anchors and aliases are not allowed")
    remedy = Bilingual("把内容完整写出来", "write the content out")
    return [
        refusal("alias", file, t.start_mark.line + 1, message, found=str(t.value), remedy=remedy)
        for t in tokens
    ]


def _too_deep(file: str) -> Diagnostic:
    return refusal("limit", file, 1, Bilingual("嵌套过深", "nested too deeply"), expected=f"< {_DEPTH}")


def _syntax(file: str, error: yaml.YAMLError) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    line = int(mark.line) + 1 if mark else 1
    message = Bilingual(f"不是有效的 YAML：{problem}", f"not valid YAML: {problem}")
    remedy = Bilingual(
        "检查缩进、冒号后的空格和引号", "check indentation, the space after a colon, and quotes"
    )
    return refusal("yaml", file, line, message, remedy=remedy)


def _value(node: yaml.Node, file: str, found: list[Diagnostic]) -> Any:
    if node.tag not in _PLAIN_TAGS:
        found.append(_tagged(file, node))
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in _NULLS else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(below, file, found) for below in node.value]
    values: dict[str, Any] = {}
    for key, below in node.value:
        if not isinstance(key, yaml.ScalarNode):
            message = Bilingual("键必须是文字", "a key must be text")
            found.append(refusal("key", file, key.start_mark.line + 1, message))
            continue
        if key.value in values:
            found.append(_repeated(file, key))
        values[key.value] = _value(below, file, found)
    return values


def _tagged(file: str, node: yaml.Node) -> Diagnostic:
    message = Bilingual("不允许使用 YAML 标签", "YAML tags are not allowed")
    return refusal("tag", file, node.start_mark.line + 1, message, found=str(node.tag))


def _repeated(file: str, key: yaml.Node) -> Diagnostic:
    message = Bilingual(f"键“{key.value}”重复出现", f"key {key.value!r} appears twice")
    remedy = Bilingual("只保留一个", "keep only one of them")
    return refusal(
        "duplicate-key", file, key.start_mark.line + 1, message, found=str(key.value), remedy=remedy
    )
