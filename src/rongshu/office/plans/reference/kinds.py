"""The kinds of reference tables: what each is for, how it is read, and its figures one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from rongshu.facts.matrices.input_output_table import InputOutput
from rongshu.facts.matrices.region_industry import RegionIndustry
from rongshu.findings.region.location import OutputReference
from rongshu.findings.region.reference_tables import (
    FLOWS,
    OUTPUTS,
    REGIONS,
    Brought,
    Said,
    read_flows,
    read_outputs,
    read_regions,
)
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic

Figures = Mapping[tuple[str, ...], Decimal | None]
OUTPUT, DEMAND = Bilingual("参照产值", "Reference output"), Bilingual("本地需求", "Local demand")


@dataclass(frozen=True, slots=True)
class Read:
    """A table as read: what it says of itself, its figures by their names, and remarks.

    ``table`` is what the reader gave; ``size`` its rows and columns.
    """

    table: Any
    said: Said
    figures: Figures
    size: tuple[int, int]
    remarks: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class TableKind:
    """``needs`` are what must be said of a table before its figures count."""

    key: str
    name: Bilingual
    use: Bilingual
    icon: str
    needs: tuple[str, ...]
    read: Callable[[Brought], Read]


def _outputs(brought: Brought) -> Read:
    table: OutputReference = read_outputs(brought)
    figures: dict[tuple[str, ...], Decimal | None] = {}
    for row in table.rows:
        name = tuple(filter(None, (row.code, row.chain, row.node)))
        figures[*name, OUTPUT.zh] = row.output
        if row.demand is not None:
            figures[*name, DEMAND.zh] = row.demand
    said = Said("万元", table.period, table.source, table.area)
    return Read(table, said, figures, (len(table.rows), 2))


def _regions(brought: Brought) -> Read:
    table: RegionIndustry = read_regions(brought)
    figures = {
        (region, name): value
        for region, row in zip(table.regions, table.values, strict=True)
        for name, value in zip(table.industries, row, strict=True)
    }
    size = (len(table.regions), len(table.industries))
    return Read(table, _said(table, brought), figures, size, table.remarks)


def _flows(brought: Brought) -> Read:
    table: InputOutput = read_flows(brought)
    figures: dict[tuple[str, ...], Decimal | None] = {
        (source, target): value
        for source, row in zip(table.names, table.flows, strict=True)
        for target, value in zip(table.names, row, strict=True)
    }
    figures |= {(name, "总产出"): value for name, value in zip(table.names, table.output, strict=True)}
    size = (len(table.codes), len(table.codes))
    return Read(table, _said(table, brought), figures, size, table.remarks)


def _said(table: RegionIndustry | InputOutput, brought: Brought) -> Said:
    about = table.about
    return replace(brought.said, unit=about.unit, period=about.period, source=about.source)


KINDS: dict[str, TableKind] = {
    kind.key: kind
    for kind in (
        TableKind(
            OUTPUTS,
            Bilingual("环节参照产值", "Reference output of nodes"),
            Bilingual(
                "全国或全省按行业代码或产业链环节的产值，以及本地需求；据此算区位商和本地配套率",
                "Output of the nation or a province by sector code or chain node, and local demand: for "
                "location quotients and local supply",
            ),
            "scale",
            ("period", "source", "area"),
            _outputs,
        ),
        TableKind(
            REGIONS,
            Bilingual("地区×行业表", "Regions by industries"),
            Bilingual(
                "各地区各行业的产值、出口或就业；据此算行业关联密度和经济复杂度",
                "Output, exports or jobs of each industry in each region: for relatedness and complexity",
            ),
            "grid-dots",
            ("unit", "period", "source"),
            _regions,
        ),
        TableKind(
            FLOWS,
            Bilingual("投入产出表", "Input–output table"),
            Bilingual(
                "42 部门或更少；据此算产出乘数、影响力和感应度系数",
                "42 sectors or fewer: for multipliers, influence and sensitivity",
            ),
            "arrows-exchange",
            ("unit", "period", "source"),
            _flows,
        ),
    )
}
WORDS: dict[str, Bilingual] = {
    "unit": Bilingual("单位", "Unit"),
    "period": Bilingual("期间", "Period"),
    "source": Bilingual("来源", "Source"),
    "area": Bilingual("参照地区", "Reference area"),
}
