"""The rule by which projects are counted towards targets: ``rules/project-contribution.yaml``, declared.

A city's pack may have the file with its ``indicators`` alone: stages, ramp and figures are then the nation's.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from pydantic import field_validator

from rongshu.pack.amount import Model, Number
from rongshu.pack.schema import Name
from rongshu.pack.written.files import find_used
from rongshu.pack.written.parse import line_at, parse_yaml, text_of
from rongshu.pack.written.refusal import refusal
from rongshu.pack.written.validate import validated
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import InputError

FILE = "rules/project-contribution.yaml"


class StageShare(Model):
    """How many of the projects in a stage are taken to come into production, as a share of one."""

    stage: str
    share: Number
    name: Name

    @field_validator("share")
    @classmethod
    def _part(cls, value: Number) -> Number:
        if not 0 <= value <= 1:
            raise ValueError(f"a share lies between 0 and 1, not {value}")
        return value


class ProjectFigure(Model):
    """A figure declared of a project at full production, its unit, and the metrics that it adds to.

    ``kind``: a ``flow`` of a year, or a ``stock`` at its end.
    """

    figure: Literal["output", "revenue", "tax", "jobs"]
    unit: str
    kind: Literal["flow", "stock"] = "flow"
    name: Name
    metrics: tuple[str, ...] = ()


class IndicatorFigure(Model):
    """Which figure of projects an indicator of the plan counts."""

    indicator: str
    figure: Literal["output", "revenue", "tax", "jobs"]


class ProjectRule(Model):
    """Stage shares, the ramp of who declares none, figures; ``source`` says who declared them."""

    id: str
    version: str
    name: Name
    source: str
    stages: tuple[StageShare, ...] = ()
    ramp: tuple[Number, ...] = ()
    figures: tuple[ProjectFigure, ...] = ()
    indicators: tuple[IndicatorFigure, ...] = ()

    def figure_of(self, indicator: str, measure: str) -> ProjectFigure | None:
        """The figure that the indicator counts: as declared, else by its metric; ``None`` without."""
        named = {each.indicator: each.figure for each in self.indicators}
        metric = "" if measure.startswith("series:") else measure.removeprefix("metric:")
        for each in self.figures:
            if named.get(indicator) == each.figure or (indicator not in named and metric in each.metrics):
                return each
        return None


def load_project_rule(directory: Path) -> ProjectRule:
    """A pack's rule, completed from the national one.  *Errors*: ``InputError`` with all that is wrong."""
    own = _read(directory) if (directory / FILE).is_file() else None
    if own is not None and own.stages and own.ramp and own.figures:
        return own
    shared = find_used("cn-standards", directory, (directory.parent,))
    if shared is None or shared == directory:
        return own or _read(directory)
    national = _read(shared)
    if own is None:
        return national
    declared: dict[str, Any] = {name: getattr(own, name) for name in ("stages", "ramp", "figures")}
    filled = {name: value or getattr(national, name) for name, value in declared.items()}
    return own.model_copy(update=filled)


def _read(directory: Path) -> ProjectRule:
    path = directory / FILE
    if not path.is_file():
        raise InputError([refusal("no-file", FILE, 0, Bilingual("缺少文件", "the file is missing"))])
    parsed = parse_yaml(FILE, text_of(path, FILE))
    found, wrong = validated(
        ProjectRule, [parsed.value], FILE, lambda place: (line_at(parsed.node, place[1:]), "")
    )
    wrong = [*parsed.diagnostics, *wrong]
    if wrong or not found:
        raise InputError(wrong)
    return found[0]
