"""A chain as an answer for scripts: its nodes and links as JSON, its panorama as SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rongshu.cli.printing import language, said
from rongshu.findings.chain.node import WORDS, NodeStanding
from rongshu.findings.chain.profile import profile_chain
from rongshu.findings.region.location import NodeEvidence
from rongshu.office.pages.chain.drawing import svg_of
from rongshu.office.pages.chain.folding import panorama_for_paper
from rongshu.office.pages.chain.panorama import Mark
from rongshu.pack.schema import Chain, Name, Pack
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity


def chain_json(
    chain: Chain,
    standings: Sequence[NodeStanding] | None,
    evidence: Mapping[str, NodeEvidence] | None = None,
) -> dict[str, Any]:
    """Nodes, links and, where judged, each node's status with its evidence, and the chain's profile."""
    stages = {stage.id: _said(stage.name) for stage in chain.stages}
    judged = {each.node: each for each in standings or ()}
    nodes = []
    for node in chain.nodes:
        facts: dict[str, Any] = {
            "node": _said(node.name),
            "node_id": node.id,
            "segment": stages.get(node.stage, node.stage),
            "products": list(node.products),
            "kind": node.kind,
            "gbt4754": list(node.gbt4754),
            "cite": [str(cite) for cite in node.cite],
        }
        if node.id in judged:
            facts |= _standing(judged[node.id])
        if evidence and node.id in evidence:
            facts |= _held(evidence[node.id])
        nodes.append(facts)
    answer: dict[str, Any] = {
        "chain": _said(chain.name),
        "chain_id": chain.id,
        "source": chain.source,
        "nodes": nodes,
    }
    answer["links"] = [
        {"from": link.source, "to": link.target, "flow": link.flow, "stated": bool(link.cite)}
        for link in chain.links
    ]
    if standings is not None:
        profile = profile_chain(chain, standings)
        answer["profile"] = {
            "counts": dict(profile.counts),
            "single_firm": list(profile.single_firm),
            "single_points_of_failure": list(profile.cut),
            "unsupplied": [{"node": node, "buyers": count} for node, count in profile.unsupplied],
        }
    return answer


def _standing(each: NodeStanding) -> dict[str, Any]:
    return {
        "status": WORDS[each.status].in_language(language()),
        "status_id": each.status,
        "firms": len(each.firms),
        "firm_names": list(each.firms),
        "because": [reason.in_language(language()) for reason in each.because],
        "what_would_change_it": [reason.in_language(language()) for reason in each.lacking],
    }


def _held(each: NodeEvidence) -> dict[str, Any]:
    """Quotient and local supply with what they are worked out from; nothing where nothing is known.

    *Units*: 万元.
    """
    if not each.rows:
        return {}
    parts = {
        "here": each.here,
        "whole_here": each.whole_here,
        "there": each.there,
        "whole_there": each.whole_there,
        "demand": each.demand,
    }
    quotient, supply = each.location_quotient, each.local_supply
    return {
        "location_quotient": None if quotient is None else round(float(quotient), 4),
        "local_supply": None if supply is None else round(float(supply), 4),
        "worked_out_from": {name: None if value is None else float(value) for name, value in parts.items()},
        "reference_rows": ["!".join(filter(None, (row.sheet, row.cell))) for row in each.rows],
    }


def chain_lines(answer: dict[str, Any], judged: bool) -> list[tuple[str, ...]]:
    """The nodes as a table for people, with how they stand where firms judged them."""
    titles = (said("阶段", "stage"), said("环节", "node"), said("现状", "standing"), said("企业数", "firms"))
    shown = 4 if judged else 2
    lines = [
        (each["segment"], each["node"], each.get("status", ""), str(each.get("firms", "")))
        for each in answer["nodes"]
    ]
    return [line[:shown] for line in (titles, *lines)] if lines else []


def chain_svg(pack: Pack, chain: Chain, standings: Sequence[NodeStanding] | None, tongue: str) -> str:
    """The panorama; an empty picture where the plan maps no nodes."""
    marks = {each.node: Mark(each.status, WORDS[each.status], len(each.firms)) for each in standings or ()}
    drawn = panorama_for_paper(chain, tongue, marks)
    if drawn is None:
        return '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>\n'
    title = pack.about.title.bilingual().in_language(tongue)
    badge = ("演示数据" if tongue == "zh" else "Demo data") if pack.about.demonstration else ""
    drawn_on = said("绘制", "drawn")
    notes = (f"{title} · {drawn_on} {date.today().isoformat()} · Rongshu {version('rongshu')}",)
    return svg_of(drawn, _said(chain.name), notes, tongue, badge)


def write_picture(svg: str, chain: Chain, tongue: str, file: Path) -> None:
    """The picture as the file's ending says.

    *Errors*: ``InputError`` for an ending other than svg, png and pdf, or a machine without a Chinese font.
    """
    from rongshu.office.pages.parts.paper import pdf_of, png_of

    kind, title = file.suffix.lower(), _said(chain.name)
    if kind == ".svg":
        file.write_text(svg, encoding="utf-8")
    elif kind == ".png":
        file.write_bytes(png_of(svg, title, tongue))
    elif kind == ".pdf":
        file.write_bytes(pdf_of([svg], title, tongue))
    else:
        message = Bilingual("只能写 svg、png、pdf", "only svg, png and pdf are written")
        raise InputError(
            [Diagnostic("chain.picture", Severity.ERROR, message, found=file.name, expected=".svg .png .pdf")]
        )


def _said(name: Name) -> str:
    return name.bilingual().in_language(language())
