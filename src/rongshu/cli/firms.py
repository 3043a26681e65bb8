"""Commands about firms and chains for scripts: place, duplicates, targets."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rongshu.cli.app import JsonFlag, main
from rongshu.cli.printing import language, print_json, print_table, said
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rongshu.findings.investment import Candidate, Ranked
    from rongshu.pack.schema import Chain, Pack

FirmsArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE.csv", help="企业名称、产品、经营范围、行业代码… names, products, business scope, codes"
    ),
]
PackOption = Annotated[
    Path | None, typer.Option("--pack", metavar="PACK", help="含产业链图谱的规划包 a pack with chain maps")
]
firms = typer.Typer(help="企业 Firms placed on chains, and their duplicates.", no_args_is_help=True)
main.add_typer(firms, name="firms")
_TIES = {"suppliers": "供应商", "customers": "客户", "group": "集团", "investors": "投资方", "alumni": "校友"}


@firms.command()
def place(
    file: FirmsArgument,
    pack: PackOption = None,
    threshold: Annotated[float, typer.Option(help="最低得分 lowest score")] = 0.4,
    as_json: JsonFlag = False,
) -> None:
    """企业归入产业链环节，附依据与得分。Firms on the nodes of the chains, with evidence and score."""
    from rongshu.matching.firm_file import read_firms
    from rongshu.matching.lexicon import Lexicon
    from rongshu.matching.placement import place as placed

    chains = _with_chains(pack).chains
    lexicon, names = Lexicon(chains), _names(chains)
    answer: list[dict[str, Any]] = []
    for row in read_firms(file):
        found = [_placement(p, names) for p in placed(_text(row), lexicon, threshold)]
        best = found[0] if found else dict.fromkeys(("chain", "segment", "node", "role", "score"))
        answer.append(
            {
                "firm": row["name"],
                "key": row["key"],
                "chains": list(dict.fromkeys(p["chain"] for p in found)),
                **{name: best[name] for name in ("chain", "segment", "node", "role", "score")},
                "evidence": found[0]["evidence"] if found else [],
                "placements": found,
            }
        )
    if as_json:
        print_json(answer)
        return
    print_table(
        [
            (str(one["firm"]), p["chain"], p["node"], p["role"], str(p["score"]), p["words"])
            for one in answer
            for p in one["placements"]
        ]
    )


def _text(row: dict[str, str]) -> Any:
    from rongshu.matching.placement import FirmText

    codes = tuple(re.findall(r"\d{2,4}", row.get("codes", "")))
    return FirmText(row["key"], row["name"], row.get("products", ""), row.get("scope", ""), codes)


def _names(chains: Sequence[Chain]) -> dict[tuple[str, ...], str]:
    """What chains, segments and nodes are called, in the reader's language."""
    names: dict[tuple[str, ...], str] = {}
    for chain in chains:
        names[chain.id,] = said(chain.name.zh, chain.name.en)
        names |= {(chain.id, "", stage.id): said(stage.name.zh, stage.name.en) for stage in chain.stages}
        names |= {(chain.id, node.id): said(node.name.zh, node.name.en) for node in chain.nodes}
    return names


def _placement(found: Any, names: dict[tuple[str, ...], str]) -> dict[str, Any]:
    return {
        "chain": names[found.chain,],
        "chain_id": found.chain,
        "segment": names.get((found.chain, "", found.stage), found.stage),
        "segment_id": found.stage,
        "node": names[found.chain, found.node],
        "node_id": found.node,
        "role": found.role,
        "score": found.score,
        "words": "、".join(dict.fromkeys(e.word for e in found.evidence)),
        "evidence": [{"word": e.word, "source": e.source, "weight": e.weight} for e in found.evidence],
    }


@firms.command()
def duplicates(
    file: FirmsArgument,
    threshold: Annotated[float, typer.Option(help="最低得分 lowest score")] = 0.75,
    as_json: JsonFlag = False,
) -> None:
    """可能重复的企业，附理由。Pairs that are probably one firm, with reasons; nothing is merged."""
    from rongshu.matching.duplicates import FirmRecord, find_duplicates
    from rongshu.matching.firm_file import read_firms

    records = [
        FirmRecord(
            *(row["key"], row["name"], row.get("code", ""), row.get("address", "")),
            former_names=tuple(name for name in re.split("[、;；,，]", row.get("former_names", "")) if name),
        )
        for row in read_firms(file)
    ]
    pairs: list[dict[str, Any]] = [
        {
            "first": {"key": pair.first.key, "name": pair.first.name, "code": pair.first.code},
            "second": {"key": pair.second.key, "name": pair.second.name, "code": pair.second.code},
            "score": pair.score,
            "reason": "；".join(reason.in_language(language()) for reason in pair.reasons),
            "reasons": [reason.in_language(language()) for reason in pair.reasons],
        }
        for pair in find_duplicates(records, threshold)
    ]
    if as_json:
        print_json(pairs)
    else:
        print_table(
            [
                (p["first"]["name"], p["second"]["name"], str(p["score"]), "；".join(p["reasons"]))
                for p in pairs
            ]
        )


@main.command()
def targets(
    node: Annotated[str, typer.Argument(metavar="NODE", help="环节，或 产业链/环节 a node, or chain/node")],
    candidates: Annotated[
        Path, typer.Option("--candidates", metavar="FILE.csv", help="外地企业库 firms from elsewhere")
    ],
    pack: PackOption = None,
    buyers: Annotated[
        str, typer.Option("--buyers", help="本地需求企业，逗号分隔 local buyers, parted by commas")
    ] = "",
    as_json: JsonFlag = False,
) -> None:
    """为缺失或薄弱环节排序招商目标，逐项可见。Candidates for a node, ranked by declared components."""
    from rongshu.findings.investment import Demand, ParkOffer, rank_candidates
    from rongshu.matching.firm_file import read_firms
    from rongshu.matching.lexicon import Lexicon
    from rongshu.pack.declared_weights import load_weights
    from rongshu.pack.files import find_used

    loaded = _with_chains(pack)
    chain, name = _node(loaded, node)
    local = tuple(buyer for buyer in re.split("[,，、]", buyers) if buyer)
    parks = tuple(ParkOffer(park) for park in loaded.parks)
    demand = Demand(chain.id, name, local, parks, (chain.name.zh,))
    standards = find_used("cn-standards")
    assert standards is not None
    weights = load_weights(standards)
    rows = rank_candidates(
        [_candidate(file_row, candidates) for file_row in read_firms(candidates)],
        demand,
        Lexicon(loaded.chains),
        weights,
    )
    if as_json:
        print_json(
            {
                "chain": chain.id,
                "node": name,
                "weights": weights.version,
                "targets": [_ranked(r) for r in rows],
            }
        )
    else:
        print_table(
            [
                (str(r.rank), r.candidate.name, f"{r.score:.1f}", f"{r.ranks[0]}–{r.ranks[1]}", r.park)
                for r in rows
            ]
        )


def _with_chains(folder: Path | None) -> Pack:
    """The pack given, or the first shipped one that has chain maps."""
    from rongshu.pack.files import shelves
    from rongshu.pack.load import load_pack

    if folder is not None:
        return load_pack(folder)
    for shelf in shelves():
        for maps in sorted(shelf.glob("*/chains")):
            if any(maps.glob("*.yaml")):
                return load_pack(maps.parent)
    raise _refused("找不到含产业链图谱的规划包", "no pack with chain maps was found", "", "--pack")


def _called(chain: Chain) -> tuple[str, ...]:
    """Every way in which a chain may be named."""
    short = chain.name.zh.removesuffix("产业链")
    return chain.id, chain.name.zh, short, f"{short}产业链", chain.name.en


def _node(pack: Pack, written: str) -> tuple[Chain, str]:
    wanted_chain, _, wanted = written.rpartition("/")
    for chain in pack.chains:
        if wanted_chain and wanted_chain not in _called(chain):
            continue
        for node in chain.nodes:
            if wanted in (node.id, node.name.zh, node.name.en):
                return chain, node.id
    for chain in pack.chains:
        for node in chain.nodes:
            if not wanted_chain and wanted in (*node.products, *node.aliases):
                return chain, node.id
    near = [
        f"{chain.id}/{node.id}" for chain in pack.chains for node in chain.nodes if wanted in node.name.zh
    ][:5]
    raise _refused("没有这个环节", "there is no such node", written, ", ".join(near))


def _refused(zh: str, en: str, found: str, expected: str) -> InputError:
    return InputError(
        [Diagnostic("firms", Severity.ERROR, Bilingual(zh, en), found=found, expected=expected)]
    )


def _candidate(row: dict[str, str], file: Path) -> Candidate:
    from rongshu.findings.investment import Candidate

    numbers = {name: _number(row, name, file) for name in ("revenue", "growth", "distance_km")}
    ties = tuple(
        (firm, word)
        for name, word in _TIES.items()
        for firm in re.split("[、;；,，|]", row.get(name, ""))
        if firm.strip()
    )
    text = _text(row)
    return Candidate(text.key, text.name, text.products, text.scope, text.codes, **numbers, ties=ties)


def _number(row: dict[str, str], name: str, file: Path) -> Decimal | None:
    written = unicodedata.normalize("NFKC", row.get(name, "")).replace(",", "").replace(" ", "")
    for unit in ("万元", "公里", "千米", "km"):
        written = written.removesuffix(unit)
    if not written or written in {"-", "—", "/", "无", "未知", "N/A", "n/a"}:
        return None
    try:
        value = Decimal(written.rstrip("%")) / (100 if written.endswith("%") else 1)
        if value.is_finite():
            return value
    except InvalidOperation:
        pass
    place = Place(file=file.name, item=f"{row['name']}.{name}")
    message = Bilingual("不是数值", "not a number")
    raise InputError([Diagnostic("firms.file", Severity.ERROR, message, (place,), found=written)])


def _ranked(row: Ranked) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "firm": row.candidate.name,
        "key": row.candidate.key,
        "score": row.score,
        "coverage": row.coverage,
        "rank_under_20_percent": list(row.ranks),
        "park": row.park,
        "introducer": {"firm": row.introducer[0], "tie": row.introducer[1]} if row.introducer else None,
        "components": [
            {
                "name": c.name,
                "value": c.value,
                "weight": c.weight,
                "evidence": said(c.evidence.zh, c.evidence.en),
            }
            for c in row.components
        ],
    }


@main.command("chain")
def chain_map(
    chain: Annotated[str, typer.Argument(metavar="CHAIN", help="产业链名称或标识 a chain's name or id")],
    pack: PackOption = None,
    firms_file: Annotated[
        Path | None,
        typer.Option(
            "--firms", metavar="FILE.csv", help="企业表，据此判定环节强弱 firms that decide how nodes stand"
        ),
    ] = None,
    as_json: JsonFlag = False,
    as_svg: Annotated[bool, typer.Option("--svg", help="输出 SVG 全景图 the panorama as SVG")] = False,
    out: Annotated[
        Path | None,
        typer.Option("-o", "--out", metavar="FILE", help="全景图文件 the panorama: .svg, .png, .pdf (A3)"),
    ] = None,
) -> None:
    """产业链的环节与联系；给出企业表时判定强弱。A chain's nodes and links; judged where firms are given."""
    from rongshu.cli.chain_answer import chain_json, chain_svg, write_picture

    loaded = _with_chains(pack)
    found = next((each for each in loaded.chains if chain in _called(each)), None)
    if found is None:
        known = ", ".join(each.name.zh for each in loaded.chains)
        raise _refused("没有这条产业链", "there is no such chain", chain, known)
    standings = _standings(loaded, found, firms_file) if firms_file else None
    if out is not None:
        write_picture(chain_svg(loaded, found, standings, language()), found, language(), out)
        return
    if as_svg:
        typer.echo(chain_svg(loaded, found, standings, language()), nl=False)
        return
    answer = chain_json(found, standings)
    if as_json:
        print_json(answer)
        return
    print_table(
        [(n["segment"], n["node"], n.get("status", ""), str(n.get("firms", ""))) for n in answer["nodes"]]
    )


def _standings(pack: Pack, chain: Chain, file: Path) -> Any:
    """The chain's nodes judged on the firms of a file."""
    from rongshu.findings.chain_node import NodeFirm, judge_chain
    from rongshu.matching.firm_file import read_firms
    from rongshu.matching.lexicon import Lexicon
    from rongshu.matching.placement import place as placed
    from rongshu.pack.declared_node_rules import load_node_rules
    from rongshu.pack.files import find_used

    lexicon = Lexicon(pack.chains)
    firms_there: list[NodeFirm] = []
    for row in read_firms(file):
        output = _number(row, "revenue", file)
        firms_there += [
            NodeFirm(row["name"], one.chain, one.node, one.role, output=output)
            for one in placed(_text(row), lexicon)
        ]
    standards = find_used("cn-standards")
    assert standards is not None
    return judge_chain(chain, firms_there, load_node_rules(standards))
