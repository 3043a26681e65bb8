"""Commands about firms and chains for scripts: place, duplicates, chain."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rongshu.cli.app import JsonFlag, main
from rongshu.cli.data import WorkspaceOption
from rongshu.cli.firm_rows import pair_heads, pair_line, pairs_of, print_rows, read_rows, record_of
from rongshu.cli.printing import language, print_json, print_table, said
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity

if TYPE_CHECKING:
    from rongshu.findings.chain.node import NodeFirm, NodeStanding
    from rongshu.findings.investment.candidate import Candidate
    from rongshu.findings.region.location import LocalOutput, NodeEvidence
    from rongshu.pack.declared.node_rules import NodeRules
    from rongshu.pack.schema import Chain, ChainNode, Pack

FirmsArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE.csv", help="企业名称、产品、经营范围、行业代码… names, products, business scope, codes"
    ),
]
RecordsArgument = Annotated[
    Path,
    typer.Argument(
        metavar="FILE.csv",
        help="企业名称、统一社会信用代码、地址、曾用名、法定代表人 "
        "names, credit codes, addresses, former names, legal representatives",
    ),
]
PackOption = Annotated[
    Path | None,
    typer.Option(
        "--pack", metavar="PACK", help="规划包，默认国家包的图谱库 a pack; the library of maps by default"
    ),
]
CompareOption = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--compare",
        metavar="FROM TO",
        help="比较两个日期（工作区历史）或两张企业表 two days of a workspace, or two tables of firms",
    ),
]
_NOTHING = Bilingual("", "")
firms = typer.Typer(help="企业 Firms placed on chains, and their duplicates.", no_args_is_help=True)
main.add_typer(firms, name="firms")


@firms.command()
def place(
    file: FirmsArgument,
    pack: PackOption = None,
    threshold: Annotated[float, typer.Option(help="最低得分 lowest score")] = 0.4,
    as_json: JsonFlag = False,
) -> None:
    """企业归入产业链环节，附依据与得分。Firms on the nodes of the chains, with evidence and score."""
    from rongshu.cli.placing import Placer, placed_heads, placed_lines

    loaded = with_chains(pack)
    if not any(chain.nodes for chain in loaded.chains):
        message = said(
            "规划包里没有产业链图谱；不带 --pack 时用图谱库",
            "this pack has no chain maps; without --pack the library is used",
        )
        typer.echo(message, err=True)
    placer = Placer(loaded)
    rows = read_rows(file, placer.sectors.names, texts=True)
    answer = (placer.answer(row, problems, threshold) for row, problems in rows)
    if as_json:
        print_rows(answer, len(rows))
        return
    print_table([placed_heads(), *(line for one in answer for line in placed_lines(one))])


@firms.command()
def duplicates(
    file: RecordsArgument,
    threshold: Annotated[float, typer.Option(help="最低得分 lowest score")] = 0.75,
    as_json: JsonFlag = False,
) -> None:
    """可能重复的企业，附理由。Pairs that are probably one firm, with reasons; nothing is merged."""
    from rongshu.matching.duplicates import find_duplicates

    rows = [row for row, _problems in read_rows(file, {}, texts=False)]
    found = find_duplicates([record_of(row) for row in rows], threshold)
    pairs = pairs_of(found, {row["key"]: int(row["line"]) for row in rows})
    if as_json:
        print_json(pairs)
    elif pairs:
        print_table([pair_heads(), *map(pair_line, pairs)])
    else:
        typer.echo(said("没有可能重复的企业", "no firm is probably there twice"))


def with_chains(folder: Path | None) -> Pack:
    """The pack given; without one the reviewed maps of the national pack's library, which need no plan."""
    from rongshu.pack.folder.load import load_pack
    from rongshu.pack.maps.shared import LIBRARY_PACK
    from rongshu.pack.written.files import find_used

    if folder is not None:
        return load_pack(folder)
    library = find_used(LIBRARY_PACK)
    if library is None:
        raise _refused(
            "找不到产业链图谱库", "the library of chain maps was not found", LIBRARY_PACK, "--pack"
        )
    shared = load_pack(library)
    return shared.model_copy(update={"chains": tuple(each for each in shared.chains if not each.draft)})


def node_named(pack: Pack, written: str) -> tuple[Chain, ChainNode]:
    """A node by id or name, alone or after its chain.  *Errors*: ``InputError`` with what sounds alike."""
    from rongshu.cli.chain_named import names_of

    wanted_chain, _, wanted = written.rpartition("/")
    for chain in pack.chains:
        if wanted_chain and wanted_chain not in names_of(chain):
            continue
        for node in chain.nodes:
            if wanted in (node.id, node.name.zh, node.name.en):
                return chain, node
    for chain in pack.chains:
        for node in chain.nodes:
            if not wanted_chain and wanted in (*node.products, *node.aliases):
                return chain, node
    near = [
        f"{chain.id}/{node.id}" for chain in pack.chains for node in chain.nodes if wanted in node.name.zh
    ][:5]
    remedy = Bilingual(
        "用 rongshu chain 产业链 列出环节；没有图谱的链没有环节",
        "rongshu chain CHAIN lists the nodes; a chain without a map has none",
    )
    raise _refused("没有这个环节", "there is no such node", written, ", ".join(near), remedy)


def _refused(zh: str, en: str, found: str, expected: str, remedy: Bilingual = _NOTHING) -> InputError:
    message = Bilingual(zh, en)
    return InputError(
        [Diagnostic("firms", Severity.ERROR, message, found=found, expected=expected, remedy=remedy)]
    )


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
    compare: CompareOption = None,
    workspace: WorkspaceOption = Path(),
) -> None:
    """产业链的环节与联系；给出企业表时判定强弱。A chain's nodes and links; judged where firms are given."""
    from rongshu.cli.chain_answer import chain_json, chain_lines, chain_svg, write_picture
    from rongshu.cli.chain_compare import compare_in_workspace, compare_tables
    from rongshu.cli.chain_named import names_of

    if compare and not all(Path(each).is_file() for each in compare):
        _print_compared(compare_in_workspace(workspace, (chain,), compare), as_json)
        return
    loaded = with_chains(pack)
    found = next((each for each in loaded.chains if chain in names_of(each)), None)
    if found is None:
        known = ", ".join(each.name.zh for each in loaded.chains)
        raise _refused("没有这条产业链", "there is no such chain", chain, known)
    if not found.nodes:
        message = said(
            "这条产业链没有图谱：在链的文件里写 library: 取用图谱库的一张，或写自己的环节",
            "this chain has no map: take one by library: in its file, or write nodes of its own",
        )
        may = ", ".join(proposal.library for proposal in found.proposals)
        typer.echo(message + (f" ({may}?)" if may else ""), err=True)
    if compare:
        first, second = (_firms_there(loaded, Path(each)) for each in compare)
        _print_compared(compare_tables(found, (first, second), _node_rules()), as_json)
        return
    standings, evidence = _standings(loaded, found, firms_file, pack) if firms_file else (None, {})
    if out is not None:
        write_picture(chain_svg(loaded, found, standings, language()), found, language(), out)
        typer.echo(said(f"已写入 {out}", f"written: {out}"))
        return
    if as_svg:
        typer.echo(chain_svg(loaded, found, standings, language()), nl=False)
        return
    answer = chain_json(found, standings, evidence)
    if as_json:
        print_json(answer)
        return
    print_table(chain_lines(answer, judged=standings is not None))


def _print_compared(answer: dict[str, Any], as_json: bool) -> None:
    from rongshu.cli.chain_compare import rows_of

    if as_json:
        print_json(answer)
    else:
        print_table(rows_of(answer))


def _standings(
    pack: Pack, chain: Chain, file: Path, folder: Path | None
) -> tuple[tuple[NodeStanding, ...], dict[str, NodeEvidence]]:
    """The chain's nodes judged on the firms of a file, and on the pack's reference table where it has one."""
    from rongshu.findings.chain.node import NodeReference, judge_chain
    from rongshu.findings.region.location import node_evidence
    from rongshu.findings.region.reference_tables import OUTPUTS, read_outputs, reference_table

    firms_there = _firms_there(pack, file)
    brought = reference_table(folder, OUTPUTS) if folder is not None else None
    evidence = {}
    if brought is not None:
        reference, local = read_outputs(brought), _local_output(chain, firms_there, file)
        evidence = {node.id: node_evidence(chain, node, local, reference) for node in chain.nodes}
    known = {
        node: NodeReference(each.location_quotient, each.local_supply) for node, each in evidence.items()
    }
    return judge_chain(chain, firms_there, _node_rules(), known), evidence


def _local_output(chain: Chain, firms_there: list[NodeFirm], file: Path) -> LocalOutput:
    """Output of every firm of the file: whole, by its first code, and by the chain's nodes."""
    from rongshu.findings.region.location import LocalOutput

    by_code: dict[str, Decimal] = defaultdict(Decimal)
    by_node: dict[str, Decimal | None] = {}
    known: list[Decimal] = []
    for each in _listed(file):
        if each.revenue is not None:
            known.append(each.revenue)
            by_code[each.codes[0] if each.codes else ""] += each.revenue
    for firm in firms_there:
        if firm.chain == chain.id and firm.role == "producer" and firm.output is not None:
            by_node[firm.node] = (by_node.get(firm.node) or Decimal(0)) + firm.output
    return LocalOutput(sum(known, Decimal(0)) if known else None, by_code, by_node)


def _firms_there(pack: Pack, file: Path) -> list[NodeFirm]:
    """The firms of a file on the nodes where they are found."""
    from rongshu.findings.chain.node import NodeFirm
    from rongshu.findings.investment.ranking import text_of as text_said
    from rongshu.matching.lexicon import Lexicon
    from rongshu.matching.placement import place as placed

    lexicon = Lexicon(pack.chains)
    return [
        NodeFirm(each.name, one.chain, one.node, one.role, output=each.revenue)
        for each in _listed(file)
        for one in placed(text_said(each), lexicon)
    ]


def _listed(file: Path) -> tuple[Candidate, ...]:
    """The firms of a file, each once, their revenue in 万元 whatever its column says.

    *Errors*: ``InputError`` with every figure that cannot be read.
    """
    from rongshu.findings.investment.candidate_file import read_candidates

    found = read_candidates(file)
    wrong = [each for each in found.problems if each.severity is Severity.ERROR]
    if wrong:
        raise InputError(wrong)
    return found.candidates


def _node_rules() -> NodeRules:
    from rongshu.pack.declared.node_rules import load_node_rules
    from rongshu.pack.written.files import find_used

    standards = find_used("cn-standards")
    assert standards is not None
    return load_node_rules(standards)
