"""The sheet of ``rongshu projects contribution``: projects as written, an indicator's sheet beside them.

A table (CSV, Excel) has the projects alone; a JSON sheet has ``projects``, and may have ``figure``, ``rule``
(``stages``, ``ramp``), ``first_year`` and ``indicator``, a status sheet with unit, target and observations.
Blank cells are not declared; everything that cannot be read is said at once.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from rongshu.facts.words.calendar_words import find_span
from rongshu.findings.projects.contribution import DeclaredProject, Scenario, scenario_of
from rongshu.metrics.sheets.sheet import decimal_text, exact
from rongshu.metrics.sheets.status_sheet import declared_goal, status_sheet
from rongshu.metrics.status.path import month_index
from rongshu.pack.declared.project_rule import ProjectFigure, ProjectRule
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic, InputError, Place, Severity
from rongshu.terms.quantity import parse_decimal

COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("项目名称", "项目", "名称", "name", "project", "project_name"),
    "number": ("项目编号", "编号", "number", "id", "key"),
    "stage": ("阶段", "项目阶段", "当前阶段", "stage"),
    "start": (
        "投产时间",
        "投产日期",
        "投产计划",
        "投产实际",
        "预计投产",
        "计划投产",
        "start",
        "production_start",
    ),
    "ramp": ("达产进度", "ramp", "ramp_up"),
    "output": ("达产年产值", "达产产值", "预计年产值", "产值", "output", "output_at_capacity"),
    "revenue": ("达产年营业收入", "达产营收", "营业收入", "revenue"),
    "tax": ("达产年税收", "达产税收", "税收", "tax"),
    "jobs": ("达产用工", "用工", "就业", "jobs", "employees"),
}
FIGURES = ("output", "revenue", "tax", "jobs")
_NOTHING = frozenset({"", "-", "—", "/", "无", "未知", "待定", "n/a", "none", "null"})
_UNIT = re.compile(r"^(.*?)[（(](.+?)[）)]$")
_WRITTEN = re.compile(r"^[-+−]?[\d,.]+(?:[eE][-+]?\d+)?\s*(.*)$")
_DAY = re.compile(r"^(\d{4})[-/.年](\d{1,2})")


@dataclass(frozen=True, slots=True)
class ContributionSheet:
    """A sheet as read."""

    projects: tuple[DeclaredProject, ...]
    figure: ProjectFigure
    rule: ProjectRule
    first_year: int
    indicator: Mapping[str, Any] | None = None


def read_contribution(
    file: Path, rule: ProjectRule, today: date, figure: str = "", content: bytes | None = None
) -> ContributionSheet:
    """The sheet.  *Errors*: ``InputError`` with everything that cannot be read, by row and column."""
    raw = file.read_bytes() if content is None else content
    problems: list[Diagnostic] = []
    asked = _asked(file, raw)
    wanted = figure or str(asked.get("figure") or "output")
    chosen = next(
        (each for each in rule.figures if wanted in (each.figure, each.name.zh, each.name.en)), None
    )
    if chosen is None:
        known = ", ".join(each.figure for each in rule.figures)
        raise InputError([_problem(file, 0, "figure", "没有这项", "there is no such figure", wanted, known)])
    used = _own_rule(file, asked.get("rule"), rule, problems)
    rows = asked.get("projects")
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise InputError(
            [_problem(file, 0, "projects", "应为项目的列表", "a list of projects", str(rows)[:40])]
        )
    projects = tuple(
        _project(file, line, row, chosen, used, problems)
        for line, row in enumerate(rows, asked.get("_first", 1))
    )
    year = asked.get("first_year", today.year)
    if not isinstance(year, int) or not 1900 <= year <= 2200:
        problems.append(_problem(file, 0, "first_year", "应为年份", "a year", str(year)))
        year = today.year
    indicator = asked.get("indicator")
    if indicator is not None and not isinstance(indicator, Mapping):
        problems.append(_problem(file, 0, "indicator", "应为指标算例", "a status sheet", str(indicator)[:40]))
    if problems:
        raise InputError(problems)
    return ContributionSheet(projects, chosen, used, year, indicator)


def answer_contribution(
    sheet: ContributionSheet, indicator: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """The scenario as plain decimal text.  *Errors*: ``ValueError`` for an indicator that cannot be read."""
    asked = indicator if indicator is not None else sheet.indicator
    if asked is None:
        found = scenario_of(sheet.projects, sheet.figure, sheet.rule, sheet.first_year)
        return scenario_json(found, sheet.rule)
    status, _ignored = status_sheet(dict(asked))
    goal = declared_goal(status)
    if goal is None:
        raise ValueError("indicator.path: it is not declared")
    points = [point for dated in status.observations if (point := dated.point(status.count))]
    latest = max(points, key=lambda point: point.month, default=None)
    found = scenario_of(
        *(sheet.projects, sheet.figure, sheet.rule, sheet.first_year), goal, latest, status.unit
    )
    return {"indicator": status.indicator, **scenario_json(found, sheet.rule)}


def scenario_json(found: Scenario, rule: ProjectRule) -> dict[str, Any]:
    """A scenario for scripts; both readings stand side by side and neither is a forecast."""
    text = decimal_text
    return {
        "figure": found.figure,
        "unit": found.unit,
        "rule": f"{rule.id} {rule.version}",
        "reading": "scenario, not a forecast: all else as last observed",
        "stages": [
            {
                "stage": each.stage,
                "projects": each.projects,
                "counted": each.counted,
                "full_production": text(each.full),
                "share": text(each.share),
                "weighted": text(each.weighted),
            }
            for each in found.stages
        ],
        "years": [
            {
                "year": each.year,
                "added": text(each.added),
                "added_weighted": text(each.added_weighted),
                "value": text(each.value),
                "value_weighted": text(each.value_weighted),
            }
            for each in found.years
        ],
        "current": text(found.current),
        "current_year": found.current_year,
        "target": text(found.target),
        "target_year": found.target_year,
        "gap": text(found.gap),
        "share_of_gap": text(found.share),
        "share_of_gap_weighted": text(found.share_weighted),
        "closes": found.closes,
        "closes_weighted": found.closes_weighted,
        "formula": found.formula,
        "unknown": {
            "amount": list(found.unknown_amount),
            "start": list(found.unknown_start),
            "other_unit": list(found.other_unit),
        },
        "cannot_be_compared": None if found.reason is None else found.reason.zh,
    }


def _asked(file: Path, raw: bytes) -> dict[str, Any]:
    """The sheet as a mapping: JSON as it is, a table's rows by the names of their columns."""
    if raw[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        try:
            book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
            return _tabled(file, book.get_sheet_by_index(0).to_python(skip_empty_area=False))
        except (CalamineError, ValueError, IndexError) as broken:
            raise InputError(
                [_problem(file, 0, "", "打不开这个表格", "the workbook cannot be opened")]
            ) from broken
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", "replace")
    if text.lstrip()[:1] in ("{", "["):
        try:
            read = json.loads(text, parse_float=Decimal)
        except ValueError as broken:
            raise InputError(
                [_problem(file, 0, "", f"不是 JSON：{broken}", f"no JSON: {broken}")]
            ) from broken
        return {"projects": read} if isinstance(read, list) else dict(read)
    return _tabled(file, [list(row) for row in csv.reader(io.StringIO(text))])


def _tabled(file: Path, grid: Sequence[Sequence[Any]]) -> dict[str, Any]:
    """The rows below the line in which most columns are known."""
    heads = [[_column(str(cell)) for cell in row] for row in grid[:15]]
    best = max(
        range(len(heads)), key=lambda place: len({name for name, _unit in heads[place] if name}), default=None
    )
    if best is None or "name" not in {name for name, _unit in heads[best]}:
        raise InputError(
            [
                _problem(
                    file, 1, "", "找不到表头（应有“项目名称”列）", "no headings found", "", "项目名称, name"
                )
            ]
        )
    rows = []
    for cells in grid[best + 1 :]:
        row: dict[str, Any] = {}
        for (name, unit), cell in zip(heads[best], cells, strict=False):
            if name and (name not in row or not _blank(cell)):
                row[name] = cell if not unit or _blank(cell) else {"value": cell, "unit": unit}
        rows.append(row if any(not _blank(cell) for cell in cells) else None)
    return {"projects": [row for row in rows if row is not None], "_first": best + 2}


def _column(title: str) -> tuple[str, str]:
    """The column that a title means, and the unit in its brackets."""
    plain = unicodedata.normalize("NFKC", title).strip().rstrip("*")
    found = _UNIT.match(plain)
    bare, unit = (found[1].strip(), found[2].strip()) if found else (plain, "")
    for name, titles in COLUMNS.items():
        if bare.lower().replace(" ", "_") in titles or bare in titles:
            return name, unit
    return "", ""


def _own_rule(file: Path, given: Any, rule: ProjectRule, problems: list[Diagnostic]) -> ProjectRule:
    """The rule with the sheet's own stages (name → share) and ramp."""
    if not isinstance(given, Mapping):
        return rule
    changes: dict[str, Any] = {"version": f"{rule.version}*"}
    shares = given.get("stages")
    if isinstance(shares, Mapping):
        stages = {}
        for name, share in shares.items():
            stage, value = _stage(str(name), rule), _decimal(share)
            if stage is None or value is None or not 0 <= value <= 1:
                problems.append(
                    _problem(
                        file, 0, f"rule.stages.{name}", "应为 0 到 1 的比例", "a share of 0 to 1", str(share)
                    )
                )
            else:
                stages[stage] = value
        changes["stages"] = tuple(
            each.model_copy(update={"share": stages.get(each.stage, each.share)}) for each in rule.stages
        )
    if given.get("ramp"):
        changes["ramp"] = _ramp(file, 0, given["ramp"], problems)
    return rule.model_copy(update=changes)


def _project(
    file: Path,
    line: int,
    row: Mapping[str, Any],
    figure: ProjectFigure,
    rule: ProjectRule,
    problems: list[Diagnostic],
) -> DeclaredProject:
    name = str(row.get("name") or row.get("number") or "").strip()
    if not name:
        problems.append(_problem(file, line, "name", "没有项目名称", "the project has no name"))
    stage = _stage(str(row.get("stage") or ""), rule)
    if stage is None:
        known = "、".join(each.name.zh for each in rule.stages)
        problems.append(
            _problem(
                file,
                line,
                "stage",
                "没有这个阶段",
                "there is no such stage",
                str(row.get("stage") or ""),
                known,
            )
        )
    amount, unit = _amount(file, line, row, figure, problems)
    return DeclaredProject(
        str(row.get("number") or name),
        name,
        stage or "",
        amount,
        unit,
        _start(file, line, row.get("start"), problems),
        _ramp(file, line, row.get("ramp"), problems),
    )


def _stage(written: str, rule: ProjectRule) -> str | None:
    plain = written.strip().lower()
    for each in rule.stages:
        if plain in (each.stage, each.name.zh, each.name.en.lower()):
            return each.stage
    return None


def _amount(
    file: Path, line: int, row: Mapping[str, Any], figure: ProjectFigure, problems: list[Diagnostic]
) -> tuple[Decimal | None, str]:
    """The figure with its unit: a number, 1.2亿元, or {value, unit}; without one it is the rule's."""
    given, unit = row.get(figure.figure), str(row.get("unit") or "")
    if isinstance(given, Mapping):
        unit, given = str(given.get("unit") or unit), given.get("value")
    if _blank(given):
        return None, unit or figure.unit
    text = unicodedata.normalize("NFKC", str(exact(given))).strip()
    written = _WRITTEN.match(text)
    value = _decimal(text if not written or not written[1] else text.removesuffix(written[1]))
    if value is None or value < 0:
        problems.append(
            _problem(
                file,
                line,
                figure.figure,
                "应为不小于0的数",
                "a number from 0 on",
                text,
                f"1200 {figure.unit}",
            )
        )
        return None, figure.unit
    return value, (written[1] if written else "") or unit or figure.unit


def _decimal(given: Any) -> Decimal | None:
    text = unicodedata.normalize("NFKC", str(exact(given))).strip().replace(",", "")
    share = text.endswith("%")
    value = parse_decimal(text.rstrip("%")) if re.match(r"^[-+−]?\d", text) else None
    return value / 100 if share and value is not None else value


def _start(file: Path, line: int, given: Any, problems: list[Diagnostic]) -> int | None:
    """The first month of producing: a day, a month, or a year, which begins in January."""
    if _blank(given):
        return None
    if isinstance(given, date | datetime):
        return month_index(given.year, given.month)
    text = unicodedata.normalize("NFKC", str(given)).strip().removesuffix(".0")
    day = _DAY.match(text)
    if day and 1 <= int(day[2]) <= 12:
        return month_index(int(day[1]), int(day[2]))
    span = find_span(text)
    if span is not None:
        return month_index(span.year, span.first)
    problems.append(_problem(file, line, "start", "不是年月", "no year and month", text, "2027-06"))
    return None


def _ramp(file: Path, line: int, given: Any, problems: list[Diagnostic]) -> tuple[Decimal, ...]:
    if _blank(given):
        return ()
    parts = given if isinstance(given, list | tuple) else re.split(r"[、;；,，\s]+", str(given).strip())
    shares = [_decimal(part) for part in parts if not _blank(part)]
    wrong = not shares or any(share is None or not 0 <= share <= 1 for share in shares) or shares[-1] != 1
    if wrong:
        problems.append(
            _problem(
                file,
                line,
                "ramp",
                "应为各年比例，最后为100%",
                "shares by year, the last 100%",
                str(given),
                "40%、80%、100%",
            )
        )
        return ()
    return tuple(share for share in shares if share is not None)


def _blank(cell: Any) -> bool:
    return cell is None or (
        isinstance(cell, str) and unicodedata.normalize("NFKC", cell).strip().lower() in _NOTHING
    )


def _problem(
    file: Path, line: int, item: str, zh: str, en: str, found: str = "", expected: str = ""
) -> Diagnostic:
    place = Place(file=file.name, line=line, item=item)
    return Diagnostic(
        "projects.sheet", Severity.ERROR, Bilingual(zh, en), (place,), found=found, expected=expected
    )
