"""One chain's file as a chain: with its map written out, or as changes to a map of the library."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rongshu.pack.maps.library import LIBRARY, MAP, OWN, MapChange, resolved
from rongshu.pack.schema import Chain
from rongshu.pack.written.refusal import refusal
from rongshu.pack.written.validate import validated
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic

Line = Callable[[Sequence[int | str]], int]
Path_ = tuple[int | str, ...]
_REMEDY = Bilingual(
    "改正编号；要新增条目，把必填项写全；库中的图谱与环节见 rongshu show PACK chains --json",
    "correct the id, or write an entry of your own in full; rongshu show PACK chains --json has the maps",
)


@dataclass
class ChainFile:
    """The chain (``None`` when refused), what is wrong, and where in the file the parts of its map stand.

    ``places`` is empty for a map that is written out: there every entry stands where it is.
    """

    chain: Chain | None = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    places: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def path(self, path: Path_) -> Path_:
        """A path in the chain as a path in the file; an inherited entry leads to ``library``."""
        if not self.places or not path or path[0] not in MAP or len(path) == 1:
            return path
        place = self.places[str(path[0])].get(int(path[1]))
        return (LIBRARY,) if place is None else (path[0], place, *path[2:])


def read_chain(file: str, value: Any, shared: Mapping[str, Chain], line: Line) -> ChainFile:
    """The chain that ``value`` (the file's plain content) says; ``line`` finds the line of a path in it."""
    read = ChainFile()
    library = value.get(LIBRARY) if isinstance(value, dict) else None
    head, said = value, {}
    if library:
        said = {name: entry for name, entry in value.items() if name in (*MAP, OWN)}
        head = {name: entry for name, entry in value.items() if name not in said}

    def checked(model: Any, values: Any) -> Any:
        name = str(values.get("id", "")) if isinstance(values, dict) else ""
        items, wrong = validated(model, [values], file, lambda path: (line(path[1:]), name))
        read.diagnostics += wrong
        return items[0] if items else None

    chain = checked(Chain, head)
    change = checked(MapChange, said) if library else None
    if chain is None or (library and change is None):
        return read
    read.chain = chain if change is None else _with_map(file, chain, change, shared, line, read)
    return read


def _of(library: str, message: Bilingual) -> Bilingual:
    return Bilingual(f"图谱 {library}：{message.zh}", f"map {library}: {message.en}")


def _with_map(
    file: str, chain: Chain, change: MapChange, shared: Mapping[str, Chain], line: Line, read: ChainFile
) -> Chain | None:
    base = shared.get(chain.library)
    if base is None and set(change.own) != set(MAP):
        message = Bilingual(
            f"所引用的包里没有产业链图谱“{chain.library}”",
            f"no pack that this one uses has a chain map {chain.library!r}",
        )
        near = difflib.get_close_matches(chain.library, shared, 3) or sorted(shared)
        remedy = Bilingual(
            "改正图谱编号，或在 pack.yaml 的 uses 中写上提供它的包",
            "correct the id, or name the pack that has it under uses in pack.yaml",
        )
        read.diagnostics.append(
            refusal(
                "library", file, line((LIBRARY,)), message,
                found=chain.library, expected=", ".join(near) or "uses: [cn-standards]", item=chain.id,
                remedy=remedy,
            )
        )  # fmt: skip
        return None
    found = resolved(change, base)
    read.places = found.places
    read.diagnostics += [
        refusal(
            each.rule, file, line(each.path), _of(chain.library, each.message),
            found=each.found, expected=each.expected, item=chain.id, remedy=_REMEDY,
        )
        for each in found.problems
    ]  # fmt: skip
    return None if found.problems else chain.model_copy(update=dict(found.parts))
