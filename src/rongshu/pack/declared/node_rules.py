"""The rule that says how a chain node stands: ``rules/chain-node.yaml``, declared and versioned."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from rongshu.pack.amount import Model, Number
from rongshu.pack.schema import Name
from rongshu.pack.written.parse import line_at, parse_yaml, text_of
from rongshu.pack.written.refusal import refusal
from rongshu.pack.written.validate import validated
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import InputError

FILE = "rules/chain-node.yaml"


class Condition(Model):
    """A measured fact of a node held against a number; it does not hold where the fact is unknown."""

    fact: Literal[
        "firms",
        "large_firms",
        "output",
        "champions",
        "location_quotient",
        "local_supply",
        "concentration",
        "trend",
    ]
    op: Literal[">=", ">", "<=", "<", "="]
    value: Number
    name: Name


class NodeRule(Model):
    """One status: it is given when every condition of one of ``any_of``'s groups holds."""

    status: Literal["missing", "strong", "weak", "fair"]
    any_of: tuple[tuple[Condition, ...], ...]


class NodeRules(Model):
    """The statuses in the order in which they are tried; ``fair`` where none holds.

    ``source`` says who declared it; there is no official formula.
    """

    id: str
    version: str
    name: Name
    source: str
    rules: tuple[NodeRule, ...]


def load_node_rules(directory: Path) -> NodeRules:
    """The node rule of a pack.  *Errors*: ``InputError`` with file and line of everything that is wrong."""
    path = directory / FILE
    if not path.is_file():
        raise InputError([refusal("no-file", FILE, 0, Bilingual("缺少文件", "the file is missing"))])
    parsed = parse_yaml(FILE, text_of(path, FILE))
    wrong = list(parsed.diagnostics)
    found: tuple[NodeRules, ...] = ()
    if parsed.node is not None:
        found, refused = validated(
            NodeRules, [parsed.value], FILE, lambda place: (line_at(parsed.node, place[1:]), "")
        )
        wrong += refused
    if wrong or not found:
        raise InputError(
            wrong or [refusal("wrong-type", FILE, 1, Bilingual("文件是空的", "the file is empty"))]
        )
    return found[0]
