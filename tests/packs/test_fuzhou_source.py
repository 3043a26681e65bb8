"""The shipped pack against its document and a careful reader: exact addresses, nothing dropped, no prose."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from rongshu.document.blocks import Document
from rongshu.pack.amount import Amount
from rongshu.pack.schema import ChainNode, Mechanism, Pack, Statement
from rongshu.terms.citation import Citation

FOLDER = Path(__file__).resolve().parents[2] / "packs" / "fuzhou-2021-2025"
LONGEST = 40
NAMES = ("outline.yaml", "indicators.yaml", "mechanisms.yaml")


def paragraphs(item: Any) -> set[int]:
    return {cite.paragraph for cite in item.citations()}


# --- addresses ---------------------------------------------------------------------------------------


def test_it_works(fuzhou: Pack, plan: Document) -> None:
    assert fuzhou.about.source is not None
    assert fuzhou.about.source.sha256 == plan.source.sha256
    assert fuzhou.about.source.paragraphs == len(plan.passages)


def test_every_mention_stands_at_its_address(fuzhou: Pack, plan: Document) -> None:
    for firm in fuzhou.enterprises:
        for mention in firm.mentions:
            assert plan.quote(Citation.parse(mention.cite)) == mention.name


def test_a_node_is_cited_only_where_the_plan_names_it(fuzhou: Pack, plan: Document) -> None:
    cited = 0
    for chain in fuzhou.chains:
        for node in chain.nodes:
            for cite in node.cite:
                assert plan.quote(Citation.parse(cite)) in _said(node), (chain.id, node.id, cite)
                cited += 1
    assert cited > 600


def _said(node: ChainNode) -> set[str]:
    parts = re.split("[、与和（）/]", node.name.zh)
    return {node.name.zh, *parts, *node.products, *node.aliases}


def test_every_project_stands_at_its_address(fuzhou: Pack, plan: Document) -> None:
    for project in fuzhou.projects:
        assert any(project.name in plan.quote(cite) for cite in project.citations()), project.name


# --- what the careful reader found -------------------------------------------------------------------


def test_none_of_the_269_mechanisms_is_dropped(fuzhou: Pack, gold: Path) -> None:
    rows = json.loads((gold / "systems.json").read_text(encoding="utf-8"))
    assert len(rows) == 269
    lost = [row["name"] for row in rows if not any(_is_row(m, row) for m in fuzhou.mechanisms)]
    assert lost == []


def _is_row(mechanism: Mechanism, row: dict[str, Any]) -> bool:
    named = row["name"] in (mechanism.name.zh, *mechanism.merged_from)
    return named and row["cite"]["para"] in paragraphs(mechanism)


def test_every_figure_is_reached(fuzhou: Pack, gold: Path) -> None:
    rows = json.loads((gold / "industry_targets.json").read_text(encoding="utf-8"))
    assert (len(rows["targets"]), len(rows["base_facts"])) == (50, 52)
    lost = [
        (row["metric"], value)
        for row in (*rows["targets"], *rows["base_facts"])
        for value in (row["value"] if isinstance(row["value"], list) else [row["value"]])
        if not any(_says(s, value) for s in fuzhou.statements if row["cite"]["para"] in paragraphs(s))
    ]
    assert lost == []


def _says(statement: Statement, value: float | None) -> bool:
    if value is None:
        return statement.amount.value is None
    return Decimal(str(value)) in {n for a in (statement.amount, statement.base) if a for n in _numbers(a)}


def _numbers(amount: Amount) -> Iterator[Decimal]:
    for number in (amount.value, amount.upper):
        if number is not None:
            yield number
            if "万" in amount.unit:
                yield number * 10000


def test_every_actor_is_there_under_every_spelling(fuzhou: Pack, gold: Path) -> None:
    rows = json.loads((gold / "enterprises.json").read_text(encoding="utf-8"))
    rows = rows if isinstance(rows, list) else next(v for v in rows.values() if isinstance(v, list))
    known = {name: firm for firm in fuzhou.enterprises for name in (firm.name, *firm.aliases)}
    lost = [row["name"] for row in rows if not any(name in known for name in row["aliases"])]
    assert lost == []
    kinds = {row["name"]: row["kind"] for row in rows if row["name"] in known}
    assert {name: known[name].kind for name in kinds} == kinds


def test_every_project_is_there(fuzhou: Pack, gold: Path) -> None:
    rows = json.loads((gold / "projects.json").read_text(encoding="utf-8"))
    rows = rows if isinstance(rows, list) else next(v for v in rows.values() if isinstance(v, list))
    lost = [row["name"] for row in rows if not any(_is_project(p, row) for p in fuzhou.projects)]
    assert lost == []


def _is_project(project: Any, row: dict[str, Any]) -> bool:
    alike = project.name in row["name"] or row["name"] in project.name
    return alike and row["cite"]["para"] in paragraphs(project)


# --- no prose ----------------------------------------------------------------------------------------


def test_no_sentence_of_the_document_is_in_the_pack(plan: Document) -> None:
    text = re.sub(r"\s", "", "".join(passage.text for passage in plan.passages))
    exempt = {folded for name in NAMES for folded in map(_folded, _strings(FOLDER / name))}
    for path in sorted(FOLDER.rglob("*")):
        if path.suffix in (".yaml", ".csv"):
            for folded in map(_folded, _strings(path)):
                long = len(folded) > LONGEST and folded in text
                assert not long or folded in exempt, f"{path.name}: {len(folded)} characters of the document"


def _folded(written: str) -> str:
    return re.sub(r"\s", "", written)


def _strings(path: Path) -> Iterator[str]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            yield from (cell for row in csv.reader(file) for cell in row)
    else:
        yield from _leaves(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _leaves(entry)
