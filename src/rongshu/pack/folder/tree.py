"""Items that hang below each other, nested for reading and flat for working."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Protocol, TypeVar

CHILDREN = "children"


class Hanging(Protocol):
    """What a tree is made of."""

    @property
    def id(self) -> str: ...

    @property
    def parent(self) -> str: ...


Branch = TypeVar("Branch", bound=Hanging)


def in_tree_order(items: Sequence[Branch]) -> tuple[Branch, ...]:
    """The items parent before children, otherwise in the order given; lost ones (no such parent) last."""
    known = {item.id for item in items}
    below: dict[str, list[Branch]] = {}
    for item in items:
        below.setdefault(item.parent if item.parent in known else "", []).append(item)
    ordered: list[Branch] = []
    stack = list(reversed(below.get("", [])))
    seen: set[int] = set()
    while stack:
        item = stack.pop()
        seen.add(id(item))
        ordered.append(item)
        stack.extend(reversed([child for child in below.pop(item.id, []) if id(child) not in seen]))
    return (*ordered, *(item for item in items if id(item) not in seen))


def nested(plain: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Plain items in tree order as a nested list; ``parent`` is implied by the nesting."""
    roots: list[dict[str, Any]] = []
    placed: dict[str, dict[str, Any]] = {}
    for item in plain:
        parent = placed.get(item.get("parent", ""))
        if parent is None:
            roots.append(item)
        else:
            parent.setdefault(CHILDREN, []).append({k: v for k, v in item.items() if k != "parent"})
            item = parent[CHILDREN][-1]
        placed.setdefault(str(item.get("id", "")), item)
    return roots
