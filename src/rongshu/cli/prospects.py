"""Commands about what could come next: relatedness and complexity, input–output tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from rongshu.cli.app import JsonFlag, main
from rongshu.cli.printing import language, print_diagnostics, print_json, print_table, said
from rongshu.cli.reference import table_named
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Severity
from rongshu.terms.quantity import written_decimal

if TYPE_CHECKING:
    from rongshu.facts.matrices.matrix import About
    from rongshu.facts.matrices.region_industry import RegionIndustry
    from rongshu.findings.region.complexity import Complexity
    from rongshu.findings.region.input_output import Effect, Interindustry
    from rongshu.findings.region.relatedness import Step
    from rongshu.pack.schema import Chain, ChainNode

    Nodes = Mapping[str, Sequence[tuple[Chain, ChainNode]]]

UnitOption = Annotated[
    str, typer.Option("--unit", help="单位，文件没写明时 the unit, where the file says none")
]
PeriodOption = Annotated[
    str, typer.Option("--period", help="期间，文件没写明时 the period, where the file says none")
]
SourceOption = Annotated[
    str, typer.Option("--source", help="来源，文件没写明时 the source, where the file says none")
]


@main.command()
def relatedness(
    matrix: Annotated[
        Path,
        typer.Argument(
            metavar="MATRIX.csv",
            help="地区×行业表，或规划包目录 regions by industries: csv, xlsx; or a pack that has one",
        ),
    ],
    region: Annotated[str, typer.Option("--region", help="看哪个地区 which region's view")] = "",
    pack: Annotated[
        Path | None,
        typer.Option("--pack", metavar="PACK", help="按行业代码连到产业链环节 joins codes to chain nodes"),
    ] = None,
    unit: UnitOption = "",
    period: PeriodOption = "",
    source: SourceOption = "",
    as_json: JsonFlag = False,
) -> None:
    """下一步发展什么：行业关联密度与经济复杂度。What could come next: relatedness density and complexity."""
    from rongshu.facts.matrices.matrix import About
    from rongshu.facts.matrices.region_industry import read_region_industry
    from rongshu.findings.region.complexity import complexity_of
    from rongshu.findings.region.relatedness import next_steps, presence, ranked

    file, about = table_named(matrix, "region-industry", About(unit, period, source))
    table = read_region_industry(file, region, about)
    if region and region not in table.regions:
        message = Bilingual("表中没有这个地区", "the table has no such region")
        known = "、".join(table.regions[:40])
        raise InputError(
            [Diagnostic("relatedness.region", Severity.ERROR, message, found=region, expected=known)]
        )
    found = complexity_of(presence(table.values))
    steps = next_steps(table.values, table.regions.index(region), found.industries) if region else ()
    best = ranked(steps)
    nodes: Nodes = _nodes(pack, table.industries) if pack else {}
    if as_json:
        print_json(_relatedness_json(table, found, region, steps, best, nodes))
        return
    print_diagnostics(table.remarks, error=True)
    for remark in found.remarks:
        typer.echo(remark.in_language(language()), err=True)
    print_table([*_heads(bool(region)), *_lines(table, found, best if region else None, nodes)])


def _heads(one: bool) -> list[tuple[str, ...]]:
    if one:
        return [
            (
                said("名次", "rank"),
                said("行业", "industry"),
                said("得分", "score"),
                said("密度", "density"),
                said("复杂度", "complexity"),
                said("最近的本地行业", "nearest present"),
                said("环节", "nodes"),
            )
        ]
    return [(said("地区", "region"), said("复杂度", "complexity"), said("优势行业数", "diversity"))]


def _lines(
    table: RegionIndustry, found: Complexity, best: Sequence[Step] | None, nodes: Nodes
) -> list[tuple[str, ...]]:
    if best is None:
        order = sorted(range(len(table.regions)), key=lambda at: -(found.regions[at] or -99.0))
        return [(table.regions[at], _short(found.regions[at]), str(found.diversity[at])) for at in order]
    return [
        (
            str(number),
            _industry(table, step.industry),
            _short(step.score),
            _short(step.density),
            _short(step.complexity),
            "、".join(table.names[near.industry] for near in step.near[:3]),
            "、".join(
                node.name.bilingual().in_language(language()) for _chain, node in _led(table, step, nodes)
            ),
        )
        for number, step in enumerate(best, 1)
    ]


def _industry(table: RegionIndustry, at: int) -> str:
    code, name = table.industries[at], table.names[at]
    return code if code == name else f"{code} {name}"


def _short(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 6)


def _led(table: RegionIndustry, step: Step, nodes: Nodes) -> Sequence[tuple[Chain, ChainNode]]:
    """The first chain nodes for which the step's industry stands: as many as a line of a table holds."""
    return nodes.get(table.industries[step.industry], ())[:3]


def _nodes(pack: Path, industries: Sequence[str]) -> Nodes:
    from rongshu.findings.region.industry_nodes import nodes_of
    from rongshu.pack.folder.load import load_pack

    return nodes_of(load_pack(pack).chains, industries)


def _relatedness_json(
    table: RegionIndustry,
    found: Complexity,
    region: str,
    steps: Sequence[Step],
    best: Sequence[Step],
    nodes: Nodes,
) -> dict[str, Any]:
    rank = {step.industry: number for number, step in enumerate(best, 1)}
    answer: dict[str, Any] = {
        **_about(table.about),
        "regions": [
            {"region": name, "complexity": _round(found.regions[at]), "diversity": found.diversity[at]}
            for at, name in enumerate(table.regions)
        ],
        "remarks": [remark.in_language(language()) for remark in found.remarks],
        "problems": [each.as_json() for each in table.remarks],
    }
    if not region:
        answer["industries"] = [
            {
                "industry": code,
                "name": table.names[at],
                "complexity": _round(found.industries[at]),
                "ubiquity": found.ubiquity[at],
            }
            for at, code in enumerate(table.industries)
        ]
        return answer
    rows = [
        {
            "industry": table.industries[step.industry],
            "name": table.names[step.industry],
            "present": step.present,
            "rank": rank.get(step.industry),
            "rca": _round(step.advantage),
            "density": _round(step.density),
            "complexity": _round(step.complexity),
            "complexity_place": _round(step.place),
            "score": _round(step.score),
            "near": [
                {
                    "industry": table.industries[near.industry],
                    "name": table.names[near.industry],
                    "proximity": _round(near.proximity),
                    "part_of_density": _round(near.part),
                }
                for near in step.near
            ],
            "nodes": [
                f"{chain.id}/{node.id}" for chain, node in nodes.get(table.industries[step.industry], ())
            ],
        }
        for step in (*best, *(step for step in steps if step.industry not in rank))
    ]
    return {"region": region, **answer, "industries": rows}


def _about(about: About) -> dict[str, str | None]:
    return {name: getattr(about, name) or None for name in ("unit", "period", "source")}


@main.command()
def io(
    table: Annotated[Path, typer.Argument(metavar="TABLE.csv", help="投入产出表 an input–output table")],
    demand: Annotated[
        list[str] | None,
        typer.Option(
            "--demand",
            metavar="SECTOR=AMOUNT",
            help="最终需求或投资，可多次，单位同表 a final demand in the table's unit; may be repeated",
        ),
    ] = None,
    inverse: Annotated[
        bool, typer.Option("--inverse", help="JSON 中附列昂惕夫逆矩阵 the Leontief inverse in the JSON")
    ] = False,
    unit: UnitOption = "",
    period: PeriodOption = "",
    source: SourceOption = "",
    as_json: JsonFlag = False,
) -> None:
    """投入产出：产出乘数、影响力系数、感应度系数，需求的带动。Multipliers, influence and sensitivity."""
    from rongshu.facts.matrices.input_output_table import read_input_output
    from rongshu.facts.matrices.matrix import About
    from rongshu.findings.region.input_output import analyse, effects

    asked = _demands(demand or ())
    found = analyse(read_input_output(*table_named(table, "input-output", About(unit, period, source))))
    caused = effects(found, asked) if asked else ()
    if as_json:
        print_json(_io_json(found, caused, inverse))
        return
    print_diagnostics(found.remarks, error=True)
    if caused:
        print_table([_effect_heads(found), *_effect_lines(caused)])
        return
    heads = (
        said("部门", "sector"),
        said("产出乘数", "multiplier"),
        said("影响力系数", "influence"),
        said("感应度系数", "sensitivity"),
    )
    rows = [
        (
            each.code if each.code == each.name else f"{each.code} {each.name}",
            _short(each.multiplier),
            _short(each.influence),
            _short(each.sensitivity),
        )
        for each in found.sectors
    ]
    print_table([heads, *rows])


def _demands(written: Sequence[str]) -> dict[str, Decimal]:
    """Sector to amount.  *Errors*: ``InputError`` with every option that is none."""
    found: dict[str, Decimal] = {}
    wrong = []
    for each in written:
        key, sign, amount = each.partition("=")
        value = _plain(amount) if sign else None
        if value is None:
            message = Bilingual("需求应写成 部门=数额", "a demand is written SECTOR=AMOUNT")
            wrong.append(Diagnostic("io.demand", Severity.ERROR, message, found=each, expected="3415=120"))
        else:
            found[key.strip()] = found.get(key.strip(), Decimal(0)) + value
    if wrong:
        raise InputError(wrong)
    return found


def _plain(amount: str) -> Decimal | None:
    """A number and nothing else: 万 or 亿 behind it would hide which unit is meant."""
    try:
        value = Decimal(amount.strip().replace(",", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _effect_heads(found: Interindustry) -> tuple[str, ...]:
    unit = f"（{found.table.about.unit}）" if found.table.about.unit else ""
    return said("部门", "sector"), said("产出", "output") + unit, said("增加值", "value added") + unit


def _effect_lines(caused: Sequence[Effect]) -> list[tuple[str, ...]]:
    lines = [
        (
            each.code if each.code == each.name else f"{each.code} {each.name}",
            f"{each.output:.2f}",
            "—" if each.added is None else f"{each.added:.2f}",
        )
        for each in caused
    ]
    total = sum((each.output for each in caused), Decimal(0))
    return [*lines, (said("合计", "total"), f"{total:.2f}", _added(caused, ".2f"))]


def _added(caused: Sequence[Effect], form: str) -> str:
    known = [each.added for each in caused if each.added is not None]
    return format(sum(known, Decimal(0)), form) if len(known) == len(caused) else "—"


def _io_json(found: Interindustry, caused: Sequence[Effect], inverse: bool) -> dict[str, Any]:
    answer: dict[str, Any] = {
        **_about(found.table.about),
        "sectors": [
            {
                "sector": each.code,
                "name": each.name,
                "output": written_decimal(each.output),
                "output_multiplier": _round(each.multiplier),
                "influence": _round(each.influence),
                "sensitivity": _round(each.sensitivity),
                "value_added_multiplier": _round(each.added),
            }
            for each in found.sectors
        ],
        "problems": [each.as_json() for each in found.remarks],
    }
    if inverse:
        answer["leontief_inverse"] = {
            "sectors": [found.table.codes[at] for at in found.active],
            "values": [[_round(float(value)) for value in row] for row in found.inverse],
        }
    if caused:
        known = all(each.added is not None for each in caused)
        answer["effects"] = [
            {
                "sector": each.code,
                "name": each.name,
                "output": written_decimal(each.output),
                "value_added": None if each.added is None else written_decimal(each.added),
            }
            for each in caused
        ]
        answer["total_output"] = written_decimal(sum((each.output for each in caused), Decimal(0)))
        answer["total_value_added"] = (
            written_decimal(sum((each.added or Decimal(0) for each in caused), Decimal(0))) if known else None
        )
    return answer
