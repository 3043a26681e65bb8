"""The engine's comparison of two packs, asked for by name until it is there."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from rongshu.pack.schema import Pack


def diff(old: Pack, new: Pack) -> tuple[Any, ...]:
    """What ``rongshu diff`` finds."""
    if find_spec("rongshu.pack.diff") is None:
        return ()
    return tuple(import_module("rongshu.pack.diff").diff(old, new))
