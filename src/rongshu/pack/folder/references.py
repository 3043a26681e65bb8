"""What the items of a pack say of each other: one id each, and every reference leads somewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from rongshu.pack.schema import Chain, Pack
from rongshu.pack.written.files import DECLARED, PARTS
from rongshu.pack.written.refusal import refusal
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic

# (field of the pack, position in it, path inside the item) → file and line
Where = Callable[[str, int, tuple[int | str, ...]], tuple[str, int]]
_KINDS = [part.field for part in PARTS if part.field not in DECLARED]
_PARENTS = ("outline", "industries", "tasks")


@dataclass(frozen=True, slots=True)
class _Reference:
    field: str
    position: int
    path: tuple[int | str, ...]
    wanted: str
    among: str


def reference_diagnostics(pack: Pack, where: Where) -> list[Diagnostic]:
    """Repeated ids, references to nothing, circles of parents, and citations outside the source."""
    found = [diagnostic for field in _KINDS for diagnostic in _repeated(pack, field, where)]
    known = {field: _names(getattr(pack, field)) for field in ("industries", "clusters", "chains", "tasks")}
    known |= {f"{field}:id": {item.id for item in getattr(pack, field)} for field in _PARENTS}
    found += [_missing(r, known[r.among], where) for r in _references(pack) if r.wanted not in known[r.among]]
    found += [diagnostic for field in _PARENTS for diagnostic in _circles(pack, field, where)]
    for position, chain in enumerate(pack.chains):
        found += _inside(chain, position, where)
    found += _between(pack, where)
    return found + list(_outside_source(pack, where))


def _names(items: Iterable[Any]) -> set[str]:
    """Ids and Chinese names: a reference may use either."""
    names = set()
    for item in items:
        names |= {item.id, item.name if isinstance(item.name, str) else item.name.zh}
    return names


def _references(pack: Pack) -> Iterator[_Reference]:
    for field in _PARENTS:
        for position, item in enumerate(getattr(pack, field)):
            if item.parent:
                yield _Reference(field, position, ("parent",), item.parent, f"{field}:id")
    for position, chain in enumerate(pack.chains):
        if chain.cluster:
            yield _Reference("chains", position, ("cluster",), chain.cluster, "clusters")
    for position, cluster in enumerate(pack.clusters):
        for place, chain_name in enumerate(cluster.chains):
            yield _Reference("clusters", position, ("chains", place), chain_name, "chains")
    for position, firm in enumerate(pack.enterprises):
        for place, segment in enumerate(firm.segments):
            yield _Reference("enterprises", position, ("segments", place), segment, "industries")
        for place, mention in enumerate(firm.mentions):
            if mention.segment:
                path = ("mentions", place, "segment")
                yield _Reference("enterprises", position, path, mention.segment, "industries")


def _missing(reference: _Reference, known: set[str], where: Where) -> Diagnostic:
    file, line = where(reference.field, reference.position, reference.path)
    field = str(reference.path[0])
    message = Bilingual(
        f"“{field}”指向不存在的“{reference.wanted}”",
        f"{field!r} refers to {reference.wanted!r}, which does not exist",
    )
    close = [
        name for name in sorted(known) if name and (name in reference.wanted or reference.wanted in name)
    ]
    expected = ", ".join((close or sorted(known))[:5])
    return refusal("reference", file, line, message, found=reference.wanted, expected=expected)


def _repeated(pack: Pack, field: str, where: Where) -> Iterator[Diagnostic]:
    seen: dict[str, int] = {}
    for position, item in enumerate(getattr(pack, field)):
        first = seen.setdefault(item.id, position)
        if first != position:
            file, line = where(field, position, ("id",))
            first_file, first_line = where(field, first, ("id",))
            message = Bilingual(
                f"编号“{item.id}”重复，首次出现在 {first_file}:{first_line}",
                f"id {item.id!r} is used twice, first at {first_file}:{first_line}",
            )
            yield refusal("duplicate-id", file, line, message, found=item.id, item=item.id)


def _circles(pack: Pack, field: str, where: Where) -> Iterator[Diagnostic]:
    items = getattr(pack, field)
    above = {item.id: item.parent for item in items}
    for position, item in enumerate(items):
        walked, current = {item.id}, item.parent
        while current and current not in walked:
            walked.add(current)
            current = above.get(current, "")
        if current == item.id:
            file, line = where(field, position, ("parent",))
            message = Bilingual("上级关系成环", "the parents form a circle")
            yield refusal("circle", file, line, message, found=item.parent, item=item.id)


def _inside(chain: Chain, position: int, where: Where) -> Iterator[Diagnostic]:
    """Stages and nodes that a chain's own nodes and links refer to."""
    stages, nodes = {stage.id for stage in chain.stages}, {node.id for node in chain.nodes}
    wanted = [(("nodes", place, "stage"), node.stage, stages) for place, node in enumerate(chain.nodes)]
    for place, link in enumerate(chain.links):
        wanted.append((("links", place, "source"), link.source, nodes))
        wanted.append((("links", place, "target"), link.target, nodes))
    for path, name, known in wanted:
        if name not in known:
            yield _missing(_Reference("chains", position, path, name, ""), known, where)
    for what, entries in (("stages", chain.stages), ("nodes", chain.nodes)):
        ids = [entry.id for entry in entries]
        for place, identifier in enumerate(ids):
            if identifier in ids[:place]:
                file, line = where("chains", position, (what, place, "id"))
                message = Bilingual(f"编号“{identifier}”重复", f"id {identifier!r} is used twice")
                yield refusal("duplicate-id", file, line, message, found=identifier, item=chain.id)


def _between(pack: Pack, where: Where) -> Iterator[Diagnostic]:
    """Chains and nodes that crosslinks refer to."""
    nodes = {chain.id: {node.id for node in chain.nodes} for chain in pack.chains}
    for position, link in enumerate(pack.crosslinks):
        for side in ("source", "target"):
            chain, node = getattr(link, f"{side}_chain"), getattr(link, side)
            field, known = (side, nodes[chain]) if chain in nodes else (f"{side}_chain", set(nodes))
            if chain not in nodes or node not in nodes[chain]:
                wanted = node if chain in nodes else chain
                yield _missing(_Reference("crosslinks", position, (field,), wanted, ""), known, where)


def _outside_source(pack: Pack, where: Where) -> Iterator[Diagnostic]:
    last = pack.about.source.paragraphs if pack.about.source else 0
    if not last:
        return
    for field in _KINDS:
        for position, item in enumerate(getattr(pack, field)):
            for path, written in _cites(item):
                if int(written[1:].partition(":")[0]) > last:
                    file, line = where(field, position, path)
                    message = Bilingual(
                        f"引文 {written} 超出原文（共 {last} 段）",
                        f"citation {written} lies outside the source ({last} paragraphs)",
                    )
                    yield refusal("citation", file, line, message, found=written, expected=f"p1 … p{last}")


def _cites(item: Any) -> Iterator[tuple[tuple[int | str, ...], str]]:
    for place, written in enumerate(item.cite):
        yield ("cite", place), written
    for group in ("products", "technologies", "places", "mentions"):
        for place, mention in enumerate(getattr(item, group, ())):
            yield (group, place, "cite"), mention.cite
    for place, node in enumerate(getattr(item, "nodes", ())):
        for position, written in enumerate(node.cite):
            yield ("nodes", place, "cite", position), written
