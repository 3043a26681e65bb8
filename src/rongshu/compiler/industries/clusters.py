"""The industrial clusters a plan names, with the chains printed beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rongshu.compiler.industries.chains import chain_names
from rongshu.compiler.reading.enumeration import Span, members
from rongshu.compiler.reading.naming import unique_ids
from rongshu.compiler.reading.prose import prose, tables
from rongshu.compiler.tables.columns import Role, cell_text, read_columns
from rongshu.document.blocks import Document, Passage
from rongshu.pack.schema import Cluster, Name

_PROSE = re.compile(
    r"(?:打造|培育|形成|建设|壮大|做强)(?P<list>[^，。；：]{2,80}?)等?(?:[\d一二三四五六七八九十]+[个大])?(?:具有[^，。；]{2,20}的)?(?:万亿|千亿|五百亿|百亿)[级元]*(?:优势|特色|先进)?(?:产业|制造业)?集群"
)
_GENERAL = re.compile(
    r"^(?:一批|若干|[\d一二三四五六七八九十]+|.{0,8}(?:的|级)|特色|先进|优势|国家|世界|更多).{0,4}$"
)


def find_clusters(document: Document) -> tuple[Cluster, ...]:
    """The clusters of the tables; where no table lists any, those of the sentences."""
    found = list(_in_tables(document)) or list(_in_prose(document))
    kept: dict[str, tuple[str, tuple[str, ...], str, str]] = {}
    for name, chains, cite, rule in found:
        before = kept.get(name)
        kept[name] = (name, (*before[1], *chains), before[2], rule) if before else (name, chains, cite, rule)
    ids = unique_ids(kept)
    return tuple(
        Cluster(
            id=item,
            name=Name(zh=name),
            chains=tuple(dict.fromkeys(chains)),
            cite=(cite,),
            rule=rule,
            confidence=0.97 if rule == "clusters:表格" else 0.6,
        )
        for item, (name, chains, cite, rule) in zip(ids, kept.values(), strict=True)
    )


def _in_tables(document: Document) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    for _, table, _ in tables(document):
        columns = read_columns(table)
        column, chain = columns.first(Role.CLUSTER), columns.first(Role.CHAIN)
        if column is None:
            continue
        for row in table.body:
            cell, name = row[column.index], cell_text(row, column)
            if not cell.passages or len(name) < 2 or re.match("合计|小计|总计", name):
                continue
            passage = cell.passages[0]
            chains = tuple(piece.text for piece in chain_names(Span(cell_text(row, chain), 0)))
            yield name, chains, str(passage.cite(0, len(passage.text))), "clusters:表格"


def _in_prose(document: Document) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    for passage in prose(document):
        for match in _PROSE.finditer(passage.text):
            yield from _listed(Span(match["list"], match.start("list")), passage)


def _listed(span: Span, passage: Passage) -> Iterator[tuple[str, tuple[str, ...], str, str]]:
    for name in members(span):
        if 2 <= len(name.text) <= 14 and not _GENERAL.match(name.text):
            written = name.text if name.text.endswith("集群") else f"{name.text}产业集群"
            yield written, (), str(passage.cite(name.start, name.end)), "clusters:…千亿级产业集群"
