"""What people keep beside the compile: published figures, chain maps, whole chains, what flows between them.

No document says these and no compiler finds them, so they are never merged: they stay as they lie in the
folder, whatever is compiled.  A chain that the document does not name is declared as a whole
(``source: analyst``); of one that it names only the map is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rongshu.pack.maps.library import LIBRARY, MAP
from rongshu.pack.renewal.curation import CHAINS_KIND, Standing
from rongshu.pack.schema import Chain, Crosslink, Pack
from rongshu.pack.written.files import DECLARED

# a map that people confirm or draw leaves what the compiler proposed behind
_HELD = (LIBRARY, "proposals", *MAP)


def undeclared(current: Pack, merged: Pack) -> Pack:
    """``current`` without what is declared in it, so that only edits of compiled things are left.

    ``merged`` is what compile and curation say without any declaration.
    """
    known = {chain.id: chain for chain in merged.chains}
    chains = [
        chain.model_copy(update=_map(known[chain.id])) if chain.id in known else chain
        for chain in current.chains
        if chain.id in known or not _stands_alone(chain)
    ]
    return current.model_copy(update={CHAINS_KIND: tuple(chains)})


def with_declared(
    pack: Pack, current: Pack, merged: Pack, standings: Mapping[tuple[str, str], Standing]
) -> tuple[Pack, tuple[Chain, ...]]:
    """``pack`` with everything that is declared in ``current``, and the mapped chains it no longer names.

    ``merged`` is what compile and curation said when ``current`` was written: a map that is in it was not
    declared.  What an entry of the curation says of a map goes before the file.
    """
    before = {chain.id: chain for chain in merged.chains}
    waiting = {chain.id: chain for chain in current.chains if _is_declared(chain, before.get(chain.id))}
    chains, renamed = [], {}
    for chain in pack.chains:
        held = waiting.pop(chain.id, None) or _of_same_name(chain, waiting.values(), pack)
        if held is None:
            chains.append(chain)
            continue
        waiting.pop(held.id, None)
        renamed[held.id] = chain.id
        chains.append(_mapped(chain, held, standings))
    kept = [chain for chain in waiting.values() if not _rejected(chain, standings)]
    fields: dict[str, Any] = {name: getattr(current, name) for name in DECLARED}
    fields[CHAINS_KIND] = (*chains, *kept)
    fields["crosslinks"] = tuple(_joined(current.crosslinks, renamed, fields[CHAINS_KIND]))
    return pack.model_copy(update=fields), tuple(chain for chain in kept if chain.source == "plan")


def _map(chain: Chain) -> dict[str, Any]:
    return {name: getattr(chain, name) for name in _HELD}


def _stands_alone(chain: Chain) -> bool:
    """Whether a chain that nobody compiles may stay: the analysts' own, or one somebody has mapped."""
    return chain.source == "analyst" or any(_map(chain).values())


def _is_declared(chain: Chain, merged: Chain | None) -> bool:
    return _stands_alone(chain) if merged is None else _map(chain) != _map(merged)


def _of_same_name(chain: Chain, waiting: Iterable[Chain], pack: Pack) -> Chain | None:
    """The declared chain of this name when no chain has its id any more."""
    ids = {each.id for each in pack.chains}
    return next((held for held in waiting if held.name.zh == chain.name.zh and held.id not in ids), None)


def _mapped(chain: Chain, held: Chain, standings: Mapping[tuple[str, str], Standing]) -> Chain:
    standing = standings.get((CHAINS_KIND, held.id)) or standings.get((CHAINS_KIND, chain.id))
    said = standing.fields if standing else {}
    return chain.model_copy(update={name: value for name, value in _map(held).items() if name not in said})


def _rejected(chain: Chain, standings: Mapping[tuple[str, str], Standing]) -> bool:
    standing = standings.get((CHAINS_KIND, chain.id))
    return standing is not None and standing.rejected


def _joined(
    crosslinks: Iterable[Crosslink], renamed: Mapping[str, str], chains: Iterable[Chain]
) -> Iterable[Crosslink]:
    """The crosslinks with the chains' ids of today, without those that lost an end."""
    ends = {(chain.id, node.id) for chain in chains for node in chain.nodes}
    for link in crosslinks:
        ours = link.model_copy(
            update={
                "source_chain": renamed.get(link.source_chain, link.source_chain),
                "target_chain": renamed.get(link.target_chain, link.target_chain),
            }
        )
        if {(ours.source_chain, ours.source), (ours.target_chain, ours.target)} <= ends:
            yield ours
