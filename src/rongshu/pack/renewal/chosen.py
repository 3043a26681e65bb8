"""Maps that people choose for chains, and what flows between the maps as the library says it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Any

from rongshu.pack.maps.library import inherited_crosslinks, with_inherited
from rongshu.pack.maps.shared import Shared
from rongshu.pack.renewal.curation import CHAINS_KIND, CURATION, Standing
from rongshu.pack.schema import Chain, Pack
from rongshu.pack.written.refusal import refusal
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError


def with_chosen_maps(
    pack: Pack, current: Pack, standings: Mapping[tuple[str, str], Standing], shared: Shared
) -> Pack:
    """``pack`` with the map of every chain for which a person has just chosen another one of the library.

    The nodes keep the addresses that were found for them when the map was proposed.
    *Errors*: ``InputError`` for a map that no used pack has.
    """
    held = {chain.id: chain.library for chain in current.chains}
    wrong: list[Diagnostic] = []
    chains = []
    for chain in pack.chains:
        standing = standings.get((CHAINS_KIND, chain.id))
        chosen = standing is not None and "library" in standing.fields
        if chosen and chain.library and chain.library not in shared.chains:
            wrong.append(_unknown(chain, shared))
        elif chosen and chain.library != held.get(chain.id):
            chain = chain.model_copy(update=_map(chain, shared))
        chains.append(chain)
    if wrong:
        raise InputError(wrong)
    inherited = inherited_crosslinks(chains, shared.crosslinks)
    return pack.model_copy(
        update={"chains": tuple(chains), "crosslinks": with_inherited(pack.crosslinks, inherited)}
    )


def _map(chain: Chain, shared: Shared) -> dict[str, Any]:
    base = shared.chains.get(chain.library)
    if base is None:
        return {"stages": (), "nodes": (), "links": ()}
    mentions = [m for proposal in chain.proposals if proposal.library == base.id for m in proposal.mentions]
    cites = {mention.node: mention.cite for mention in mentions}
    nodes = tuple(node.model_copy(update={"cite": cites.get(node.id, ())}) for node in base.nodes)
    return {"stages": base.stages, "nodes": nodes, "links": base.links}


def _unknown(chain: Chain, shared: Shared) -> Diagnostic:
    message = Bilingual(
        f"所引用的包里没有产业链图谱“{chain.library}”",
        f"no pack that this one uses has a chain map {chain.library!r}",
    )
    near = difflib.get_close_matches(chain.library, shared.chains, 3) or sorted(shared.chains)
    expected = ", ".join(near)
    return refusal("library", CURATION, 0, message, found=chain.library, expected=expected, item=chain.id)
