"""A folder of files as a pack: all of it, or every reason why not."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from rongshu.pack.folder.order import ordered
from rongshu.pack.folder.references import reference_diagnostics
from rongshu.pack.folder.tree import CHILDREN
from rongshu.pack.maps.chain_file import ChainFile, read_chain
from rongshu.pack.maps.library import crosslink_ends, inherited_crosslinks, with_inherited
from rongshu.pack.maps.shared import Shared, shared_maps
from rongshu.pack.schema import SCHEMA_VERSION, About, Mention, Pack
from rongshu.pack.written.cells import Row, read_mentions, read_rows
from rongshu.pack.written.files import (
    ABOUT,
    CHAIN_LIMIT,
    CHAINS,
    CROSSLINKS,
    FILE_LIMIT,
    MENTIONS,
    NAMES,
    PARTS,
    Part,
    chain_file,
    chain_files,
    find_used,
)
from rongshu.pack.written.parse import line_at, parse_yaml
from rongshu.pack.written.refusal import refusal
from rongshu.pack.written.validate import validated
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError

Path_ = tuple[int | str, ...]
# field of the pack → for each item the file, the line where it is a row, and the path to it in the file
Origins = dict[str, list[tuple[str, int, Path_]]]


def load_pack(directory: Path, *, beside: Sequence[Path] = ()) -> Pack:
    """The pack in ``directory``; ``beside`` are more folders where a used pack may lie.

    *Errors*: ``InputError`` with every diagnostic (file, line, found, expected, what to do); never half a
    pack.
    *Cost*: about 0.3 s of CPU for 3000 items.
    """
    return _Reading(directory, beside).pack()


def load_about(directory: Path, *, beside: Sequence[Path] = ()) -> About:
    """Only what the pack in ``directory`` says of itself.  *Errors*: ``InputError``."""
    reading = _Reading(directory, beside)
    about = reading.about()
    if about is None or reading.diagnostics:
        raise InputError(reading.diagnostics)
    return about


class _Reading:
    """One load: the values read so far, where each came from, and all complaints."""

    def __init__(self, directory: Path, beside: Sequence[Path]) -> None:
        self.directory, self.beside = directory, beside
        self.diagnostics: list[Diagnostic] = []
        self.nodes: dict[str, yaml.Node | None] = {}
        self.origins: Origins = {}
        self.chain_files: dict[str, ChainFile] = {}
        self.shared = Shared()

    def pack(self) -> Pack:
        about = self.about()
        self._strangers()
        fields = {part.field: self._part(part) for part in PARTS}
        fields["enterprises"] = self._with_mentions(fields["enterprises"])
        if about is None or self.diagnostics:
            raise InputError(self.diagnostics)
        pack = Pack(about=about, **fields)
        pack, self.origins = _with_inherited(pack, self.shared, self.origins)
        found = reference_diagnostics(pack, self._where)
        if found:
            raise InputError(found)
        return ordered(pack)

    # ---- files

    def _text(self, name: str) -> str | None:
        path = self.directory / name
        if not path.is_file():
            return None
        if path.stat().st_size > FILE_LIMIT:
            message = Bilingual("文件过大", "the file is too large")
            self._refuse("limit", name, 0, message, str(path.stat().st_size), f"≤ {FILE_LIMIT} B")
            return None
        try:
            return path.read_bytes().decode("utf-8-sig")  # line ends inside cells stay as they are
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            message = Bilingual("不是 UTF-8 编码", "not encoded in UTF-8")
            self._refuse("encoding", name, line, message, str(error.reason), "UTF-8")
            return None

    def _refuse(self, rule: str, file: str, line: int, message: Bilingual, found: str, expected: str) -> None:
        self.diagnostics.append(refusal(rule, file, line, message, found=found, expected=expected))

    def _yaml(self, name: str) -> Any:
        text = self._text(name)
        if text is None:
            return None
        parsed = parse_yaml(name, text)
        self.diagnostics += parsed.diagnostics
        self.nodes[name] = parsed.node
        return parsed.value

    def _strangers(self) -> None:
        """A file whose name is almost one of the layout would otherwise be silently left out."""
        for path in sorted(self.directory.glob("*")):
            close = difflib.get_close_matches(path.name, NAMES, 1, 0.85)
            if path.name not in NAMES and path.is_file() and close:
                message = Bilingual(f"不认识的文件“{path.name}”", f"unknown file {path.name!r}")
                self._refuse("unknown-file", path.name, 0, message, path.name, close[0])

    # ---- pack.yaml

    def about(self) -> About | None:
        if not (self.directory / ABOUT).is_file():
            message = Bilingual("这里没有规划包：找不到 pack.yaml", "no pack here: there is no pack.yaml")
            self._refuse("no-pack", ABOUT, 0, message, str(self.directory), ABOUT)
            raise InputError(self.diagnostics)
        values = self._yaml(ABOUT)
        if not isinstance(values, dict):
            if not self.diagnostics:
                self._refuse(
                    "wrong-type", ABOUT, 1, Bilingual("应为若干字段", "must be a map of fields"), "", ""
                )
            return None
        self._check_version(values)
        found, wrong = validated(About, [values], ABOUT, lambda path: (self._line(ABOUT, path[1:]), ""))
        self.diagnostics += wrong
        for place, used in enumerate(found[0].uses if found else ()):
            self._check_used(used, place)
        if found:
            self.shared = shared_maps(found[0], self.directory, self.beside)
        return found[0] if found else None

    def _check_version(self, values: dict[str, Any]) -> None:
        version = str(values.get("schema_version", "0"))
        if version == str(SCHEMA_VERSION):
            return
        older = version.isdigit() and int(version) < SCHEMA_VERSION
        remedy = (
            Bilingual("先运行 rongshu upgrade", "run rongshu upgrade first")
            if older
            else Bilingual("请升级榕树软件后再载入", "upgrade Rongshu, then load again")
        )
        message = Bilingual(
            f"规划包的格式版本是 {version}，本软件用 {SCHEMA_VERSION}",
            f"the pack has schema version {version}; this software reads {SCHEMA_VERSION}",
        )
        raise InputError(
            [
                refusal(
                    "version", ABOUT, self._line(ABOUT, ("schema_version",)), message,
                    found=version, expected=str(SCHEMA_VERSION), remedy=remedy,
                )
            ]
        )  # fmt: skip

    def _check_used(self, used: str, place: int) -> None:
        if find_used(used, self.directory, self.beside) is None:
            message = Bilingual(f"找不到所引用的包“{used}”", f"the used pack {used!r} is nowhere to be found")
            line = self._line(ABOUT, ("uses", place))
            self._refuse("uses", ABOUT, line, message, used, "a folder beside this pack, or an installed one")

    # ---- the parts

    def _part(self, part: Part) -> tuple[Any, ...]:
        if part.form == "table":
            return self._table(part)
        if part.form == "folder":
            return self._chains(part)
        values = self._yaml(part.file)
        if values is None:
            return ()
        if not isinstance(values, list):
            self._refuse("wrong-type", part.file, 1, Bilingual("应为列表", "must be a list"), "", "- …")
            return ()
        paths: list[Path_] = [(place,) for place in range(len(values))]
        if part.form == "tree":
            values, paths = self._flat(part.file, values)
        return self._validated(part, part.file, values, paths)

    def _validated(self, part: Part, file: str, values: list[Any], paths: list[Path_]) -> tuple[Any, ...]:
        def locate(path: Sequence[int | str]) -> tuple[int, str]:
            position = int(path[0])
            value = values[position]
            identifier = value.get("id", "") if isinstance(value, dict) else ""
            return self._line(file, (*paths[position], *path[1:])), str(identifier or "")

        items, wrong = validated(part.model, values, file, locate)
        self.diagnostics += wrong
        self.origins.setdefault(part.field, []).extend((file, 0, path) for path in paths)
        return items

    def _flat(self, file: str, values: list[Any]) -> tuple[list[Any], list[Path_]]:
        """A nested list as items in reading order, each with the path to its node."""
        flat: list[Any] = []
        paths: list[Path_] = []
        stack: list[tuple[Any, Path_, str | None]] = [
            (value, (place,), None) for place, value in reversed(list(enumerate(values)))
        ]
        while stack:
            value, path, parent = stack.pop()
            paths.append(path)
            flat.append(value)
            if not isinstance(value, dict):
                continue
            below = value.pop(CHILDREN, None) or []
            if parent is not None and value.setdefault("parent", parent) != parent:
                message = Bilingual("“parent”与所在的位置不符", "'parent' contradicts where the item stands")
                line = self._line(file, (*path, "parent"))
                self._refuse("wrong-value", file, line, message, str(value["parent"]), parent)
            if not isinstance(below, list):
                message = Bilingual("“children”应为列表", "'children' must be a list")
                self._refuse("wrong-type", file, self._line(file, (*path, CHILDREN)), message, "", "- …")
                continue
            stack += [
                (child, (*path, CHILDREN, place), str(value.get("id", "")))
                for place, child in reversed(list(enumerate(below)))
            ]
        return flat, paths

    def _table(self, part: Part) -> tuple[Any, ...]:
        text = self._text(part.file)
        if text is None:
            return ()
        rows, wrong = read_rows(part.model, part.file, text)
        self.diagnostics += wrong
        self.origins[part.field] = [(part.file, row.line, ()) for row in rows]
        if wrong:
            return ()
        items, wrong = validated(part.model, [row.values for row in rows], part.file, _row_locator(rows))
        self.diagnostics += wrong
        return items

    def _chains(self, part: Part) -> tuple[Any, ...]:
        paths = chain_files(self.directory)
        if len(paths) > CHAIN_LIMIT:
            message = Bilingual("产业链文件过多", "too many chain files")
            self._refuse("limit", CHAINS, 0, message, str(len(paths)), f"≤ {CHAIN_LIMIT}")
            return ()
        chains: list[Any] = []
        for path in paths:
            name = f"{CHAINS}/{path.name}"
            value = self._yaml(name)
            if value is None:
                continue
            read = read_chain(name, value, self.shared.chains, partial(self._line, name))
            self.diagnostics += read.diagnostics
            self.chain_files[name] = read
            self.origins.setdefault(part.field, []).append((name, 0, ()))
            if read.chain is None:
                continue
            chains.append(read.chain)
            if chain_file(read.chain.id) != name:
                message = Bilingual("文件名与产业链编号不符", "the file is not named after the chain's id")
                self._refuse("file-name", name, 1, message, path.name, chain_file(read.chain.id))
        return tuple(chains)

    def _with_mentions(self, firms: tuple[Any, ...]) -> tuple[Any, ...]:
        text = self._text(MENTIONS)
        if text is None:
            return firms
        rows, wrong = read_mentions(MENTIONS, text)
        self.diagnostics += wrong
        owners = [row.values.pop("enterprise", "") for row in rows]
        values = [row.values for row in rows]
        mentions, wrong = validated(Mention, values, MENTIONS, _row_locator(rows))
        self.diagnostics += wrong
        known: dict[str, list[Mention]] = {firm.id: [] for firm in firms}
        for row, owner, mention in zip(rows, owners, mentions, strict=False):
            if owner in known:
                known[owner].append(mention)
            elif firms:
                message = Bilingual(f"没有编号为“{owner}”的企业", f"there is no enterprise {owner!r}")
                self._refuse("reference", MENTIONS, row.line, message, owner, "an id of enterprises.csv")
        return tuple(
            firm.model_copy(update={"mentions": tuple(known[firm.id])}) if known[firm.id] else firm
            for firm in firms
        )

    # ---- places

    def _line(self, file: str, path: Sequence[int | str]) -> int:
        return line_at(self.nodes.get(file), path)

    def _where(self, field: str, position: int, path: tuple[int | str, ...]) -> tuple[str, int]:
        file, line, start = self.origins[field][position]
        path = self.chain_files[file].path(path) if file in self.chain_files else path
        return file, line or self._line(file, (*start, *path))


def _with_inherited(pack: Pack, shared: Shared, origins: Origins) -> tuple[Pack, Origins]:
    """The pack with what the library says flows between its maps, and where each crosslink stands."""
    inherited = inherited_crosslinks(pack.chains, shared.crosslinks)
    if not inherited:
        return pack, origins
    crosslinks = with_inherited(pack.crosslinks, inherited)
    known = zip(pack.crosslinks, origins.get(CROSSLINKS, ()), strict=True)
    at = {crosslink_ends(link): origin for link, origin in known}
    found = [at.get(crosslink_ends(link), ("", 0, ())) for link in crosslinks]
    return pack.model_copy(update={CROSSLINKS: crosslinks}), {**origins, CROSSLINKS: found}


def _row_locator(rows: list[Row]) -> Any:
    def locate(path: Sequence[int | str]) -> tuple[int, str]:
        row = rows[int(path[0])]
        return row.line, str(row.values.get("id", ""))

    return locate
