"""``rongshu targets``: whom to bring in for a node, ranked, from a file as it was sent."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rongshu.cli.app import INPUT_REFUSED, JsonFlag, main
from rongshu.cli.firms import PackOption, node_named, with_chains
from rongshu.cli.printing import language, print_diagnostics, print_json, print_table, said
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity

if TYPE_CHECKING:
    from rongshu.findings.investment.candidate import Candidate, Demand, ParkOffer
    from rongshu.findings.investment.ranking import Ranked
    from rongshu.matching.lexicon import Lexicon
    from rongshu.pack.declared.weights import Weights
    from rongshu.pack.schema import Chain, ChainNode, Pack

PARK_COLUMNS = {
    "name": ("园区名称", "园区", "名称", "park", "name"),
    "industries": ("主导产业", "industries", "leading_industries"),
    "free_land": ("可供地", "可用地", "free_land", "free_mu"),
    "energy_room": ("用能余量", "energy_room"),
}


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
    parks: Annotated[
        Path | None,
        typer.Option(
            "--parks",
            metavar="FILE.csv",
            help="园区：主导产业、可供地、用能余量 parks with leading industries, free land, energy room",
        ),
    ] = None,
    weights: Annotated[
        Path | None,
        typer.Option("--weights", metavar="FILE.yaml", help="权重，默认本包或国家包 weights of one's own"),
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """为缺失或薄弱环节排序招商目标，逐项可见。Candidates for a node, ranked by declared components.

    问题一次列全；读不出的数按未知处理，有错时退出码为 2。
    """
    from rongshu.findings.investment.candidate_file import read_candidates
    from rongshu.findings.investment.ranking import rank_candidates
    from rongshu.matching.lexicon import Lexicon
    from rongshu.pack.declared.standards import load_standards

    loaded = with_chains(pack)
    chain, found = node_named(loaded, node)
    used = _weights(pack, weights)
    demand = _demand(loaded, chain, found, buyers, parks)
    standards = load_standards()
    file = read_candidates(candidates, lambda code: standards.industry(code) is not None)
    lexicon = Lexicon(loaded.chains)
    rows = rank_candidates(file.candidates, demand, lexicon, used)
    if as_json:
        answer = {"chain": chain.id, "node": found.id, **_weighed(used), "read": len(file.candidates)}
        answer["targets"] = [_ranked(row) for row in rows]
        answer["left_out"] = _left_out(file.candidates, rows, lexicon, (chain.id, found.id))
        print_json({**answer, "problems": [each.as_json() for each in file.problems]})
    else:
        print_diagnostics(file.problems, error=True)
        print_table([_heads(), *map(_line, rows)] if rows else [])
        left = Counter(
            each["message"] for each in _left_out(file.candidates, rows, lexicon, (chain.id, found.id))
        )
        for message, count in left.most_common():
            typer.echo(said(f"未列入 {count} 家：{message}", f"{count} left out: {message}"))
    if any(each.severity is Severity.ERROR for each in file.problems):
        raise typer.Exit(INPUT_REFUSED)


def _heads() -> tuple[str, ...]:
    return (
        said("名次", "rank"),
        said("企业", "firm"),
        said("得分", "score"),
        said("±20%", "±20%"),
        said("已知", "known"),
        said("园区", "park"),
        said("以企引企", "introduced by"),
    )


def _line(row: Ranked) -> tuple[str, ...]:
    introducer = f"{row.introducer[0]}（{row.introducer[1]}）" if row.introducer else ""
    range_ = f"{row.ranks[0]}–{row.ranks[1]}"
    return (
        *(str(row.rank), row.candidate.name, f"{row.score:.1f}", range_),
        *(f"{row.coverage:.0%}", row.park, introducer),
    )


def _weights(pack: Path | None, file: Path | None) -> Weights:
    """The weights given, the pack's own, or the national ones."""
    from rongshu.pack.declared.weights import load_weights
    from rongshu.pack.written.files import find_used

    if file is not None:
        return load_weights(file.resolve().parent, file.name)
    if pack is not None and (pack / "rules" / "investment.yaml").is_file():
        return load_weights(pack)
    standards = find_used("cn-standards", pack)
    assert standards is not None, "cn-standards is installed"
    return load_weights(standards)


def _demand(pack: Pack, chain: Chain, node: ChainNode, buyers: str, parks: Path | None) -> Demand:
    from rongshu.findings.investment.candidate import Demand, ParkOffer

    local = tuple(buyer.strip() for buyer in re.split("[,，、]", buyers) if buyer.strip())
    offers = _offers(parks) if parks is not None else tuple(ParkOffer(park) for park in pack.parks)
    words = (chain.name.zh.removesuffix("产业链"), node.name.zh, *node.products[:5])
    return Demand(chain.id, node.id, local or None, offers, words)


def _offers(file: Path) -> tuple[ParkOffer, ...]:
    """The parks of a file.  *Errors*: ``InputError`` with every cell that is no figure."""
    from rongshu.facts.matrices.matrix import amount_of, read_titled
    from rongshu.facts.words.cell_values import cell_name
    from rongshu.findings.investment.candidate import ParkOffer
    from rongshu.pack.schema import Name, Park

    titled = read_titled(file)
    titles = [re.sub(r"[（(].*", "", title) for title in titled.titles]
    at = {
        key: next((titles.index(w) for w in words if w in titles), -1) for key, words in PARK_COLUMNS.items()
    }
    if at["name"] < 0:
        message = Bilingual("没有园区名称列", "there is no column of parks")
        raise InputError([Diagnostic("parks", Severity.ERROR, message, (Place(file=file.name),))])
    found, wrong = [], []
    for number in range(titled.header + 1, len(titled.grid.rows)):
        row = titled.grid.rows[number]
        name = cell_name(row[at["name"]])
        if not name:
            continue
        figures: dict[str, Decimal | None] = {}
        for key in ("free_land", "energy_room"):
            figures[key], bad = amount_of(row[at[key]]) if at[key] >= 0 else (None, False)
            if bad:
                message = Bilingual("不是数值", "not a figure")
                wrong.append(Diagnostic("parks", Severity.ERROR, message, (titled.place(number, at[key]),)))
        led = cell_name(row[at["industries"]]) if at["industries"] >= 0 else ""
        industries = tuple(word for word in re.split("[、,，;；]", led) if word)
        park = Park(id=name, name=Name(zh=name), industries=industries)
        found.append(ParkOffer(park, figures["free_land"], figures["energy_room"]))
    if wrong:
        raise InputError(wrong)
    return tuple(found)


def _weighed(weights: Weights) -> dict[str, Any]:
    """The weights with their version, and how each component is worked out."""
    from rongshu.findings.investment.bars import HOW

    return {
        "weights": weights.version,
        "weights_source": weights.source,
        "weighting": {
            weight.component: {
                "weight": float(weight.weight),
                "name": said(weight.name.zh, weight.name.en),
                "how": HOW[weight.component].in_language(language()),
            }
            for weight in weights.weights
        },
    }


_LEFT_OUT = {
    "trader": Bilingual("只经销，不生产", "deals in it and does not make it"),
    "elsewhere": Bilingual("做的是别的环节", "makes what stands on other nodes"),
    "nothing_known": Bilingual(
        "产品和经营范围看不出做这个环节", "neither products nor scope speak of the node"
    ),
}


def _left_out(
    candidates: Sequence[Candidate], rows: Sequence[Ranked], lexicon: Lexicon, node: tuple[str, str]
) -> list[dict[str, Any]]:
    """Those that do not make what the node makes, each with why and where it stands instead."""
    from rongshu.findings.investment.ranking import text_of
    from rongshu.matching.placement import place

    ranked = {row.candidate.key for row in rows}
    found = []
    for one in candidates:
        if one.key in ranked:
            continue
        places = place(text_of(one), lexicon)
        trader = any((each.chain, each.node) == node for each in places)
        reason = "trader" if trader else "elsewhere" if places else "nothing_known"
        there = [{"chain_id": each.chain, "node_id": each.node, "role": each.role} for each in places]
        message = _LEFT_OUT[reason].in_language(language())
        found.append(
            {"firm": one.name, "key": one.key, "reason": reason, "message": message, "stands_on": there}
        )
    return found


def _tie(tie: tuple[str, str]) -> Mapping[str, str]:
    return {"firm": tie[0], "tie": tie[1]}


def _ranked(row: Ranked) -> dict[str, Any]:
    return {
        "rank": row.rank,
        "firm": row.candidate.name,
        "key": row.candidate.key,
        "score": row.score,
        "coverage": row.coverage,
        "rank_under_20_percent": list(row.ranks),
        "sensitivity": {
            each.component: {"rank_at_minus_20_percent": each.lower, "rank_at_plus_20_percent": each.higher}
            for each in row.swings
        },
        "park": row.park,
        "introducer": _tie(row.introducer) if row.introducer else None,
        "introducers": [_tie(tie) for tie in row.introducers],
        "components": [
            {
                "name": part.name,
                "value": part.value,
                "counted": part.counted,
                "weight": part.weight,
                "evidence": said(part.evidence.zh, part.evidence.en),
            }
            for part in row.components
        ],
    }
