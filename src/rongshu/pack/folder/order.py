"""The order in which a pack is written and read."""

from __future__ import annotations

from typing import Any

from rongshu.pack.folder.tree import in_tree_order
from rongshu.pack.schema import Chain, Pack


def ordered(pack: Pack) -> Pack:
    """The same pack in the order in which it is written and read: trees parent first, chains by place."""
    return pack.model_copy(
        update={
            "industries": in_tree_order(pack.industries),
            "tasks": in_tree_order(pack.tasks),
            "chains": tuple(sorted(pack.chains, key=_chain_place)),
        }
    )


def _chain_place(chain: Chain) -> tuple[bool, bool, Any, str]:
    cites = chain.citations()
    return (chain.source != "plan", not cites, cites[0] if cites else 0, chain.id)
