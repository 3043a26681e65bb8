"""A chain made to fit: its long stages in several columns, or only one stage with what it is linked to."""

from __future__ import annotations

from collections.abc import Mapping

from rongshu.office.pages.chain.panorama import COMPACT, NORMAL, Mark, Measures, Panorama, panorama_of
from rongshu.pack.schema import Chain, Name

# A3 landscape in points, without its margins
PAPER_WIDTH, PAPER_HEIGHT = 1145.0, 796.0
BESIDE = 130.0  # what stands above and below the picture, in the picture's units
LEGIBLE, COMFORTABLE = 6.0, 7.0


def zoomed(chain: Chain, stage: str) -> Chain:
    """The nodes of one stage and those linked with them; the whole chain where there is no such stage."""
    inner = {node.id for node in chain.nodes if node.stage == stage}
    if not inner:
        return chain
    links = tuple(link for link in chain.links if link.source in inner or link.target in inner)
    kept = inner | {end for link in links for end in (link.source, link.target)}
    nodes = tuple(node for node in chain.nodes if node.id in kept)
    used = {node.stage for node in nodes}
    stages = tuple(each for each in chain.stages if each.id in used)
    return chain.model_copy(update={"nodes": nodes, "links": links, "stages": stages})


def folded(chain: Chain, most: int) -> Chain:
    """The chain with every stage of more than ``most`` nodes in several columns, evenly filled."""
    stages, home = [], {}
    for stage in chain.stages:
        mine = [node.id for node in chain.nodes if node.stage == stage.id]
        parts = max(1, -(-len(mine) // most))
        if parts == 1:
            stages.append(stage)
            continue
        for part in range(parts):
            key = f"{stage.id}~{part}"
            told = f" {part + 1}/{parts}"
            english = f"{stage.name.en}{told}" if stage.name.en else ""
            stages.append(
                stage.model_copy(update={"id": key, "name": Name(zh=f"{stage.name.zh}{told}", en=english)})
            )
            size = -(-len(mine) // parts)
            home |= dict.fromkeys(mine[part * size : (part + 1) * size], key)
    nodes = tuple(
        node.model_copy(update={"stage": home[node.id]}) if node.id in home else node for node in chain.nodes
    )
    return chain.model_copy(update={"stages": tuple(stages), "nodes": nodes})


def type_size(panorama: Panorama) -> float:
    """How large the smallest type comes out on A3, in points."""
    smallest = 13.0 if any(card.inline for card in panorama.cards) else 12.0
    return smallest * min(PAPER_WIDTH / panorama.width, PAPER_HEIGHT / (panorama.height + BESIDE))


def panorama_for_paper(
    chain: Chain, language: str, marks: Mapping[str, Mark] | None = None
) -> Panorama | None:
    """The panorama that is best read on one sheet of A3: as on the page where that is comfortable.

    *Cost*: a second for hundreds of nodes.
    """
    plain = panorama_of(chain, language, marks)
    if plain is None or type_size(plain) >= COMFORTABLE:
        return plain
    found = [plain]
    longest = max(sum(node.stage == stage.id for node in chain.nodes) for stage in chain.stages)
    for parts in (1, 2, 3, 4):
        made: Chain = folded(chain, -(-longest // parts))
        for measures in (NORMAL, COMPACT):
            drawn = _drawn(made, language, marks, measures)
            if drawn is not None:
                found.append(drawn)
    return max(found, key=type_size)


def _drawn(
    chain: Chain, language: str, marks: Mapping[str, Mark] | None, measures: Measures
) -> Panorama | None:
    return panorama_of(chain, language, marks, measures)
