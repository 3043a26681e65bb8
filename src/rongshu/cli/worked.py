"""A worked sheet in JSON answered in JSON: its answer, or exit code 2 and all that is wrong with it."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import typer

from rongshu.cli.app import INPUT_REFUSED
from rongshu.cli.printing import print_json

Problem = dict[str, str]


def no_rows(_asked: Sequence[Any]) -> bool:
    """A list is a list of sheets, never one sheet of rows."""
    return False


def answer_sheet(
    sheet: Path, answer: Callable[[Any], object], are_rows: Callable[[Sequence[Any]], bool] = no_rows
) -> None:
    """Print one answer, or a list of answers for a list of sheets; nothing is answered while one is wrong."""
    asked, problems = _parsed(sheet)
    several = isinstance(asked, list) and not are_rows(asked)
    answers = []
    for number, one in enumerate(asked if several else [asked] if not problems else []):
        given, wrong = _answered(answer, one)
        answers.append(given)
        problems += [{**problem, "field": _inside(number, problem["field"], several)} for problem in wrong]
    if problems:
        print_json({"errors": [{"file": str(sheet), **problem, "severity": "error"} for problem in problems]})
        raise typer.Exit(INPUT_REFUSED)
    print_json(answers if several else answers[0])


def _inside(number: int, field: str, several: bool) -> str:
    return ".".join(filter(None, (str(number), field))) if several else field


def _problem(field: str, message: str, found: str = "") -> Problem:
    return {"field": field, "message": message, "found": found}


def _parsed(sheet: Path) -> tuple[Any, list[Problem]]:
    try:
        text = sys.stdin.read() if str(sheet) == "-" else sheet.read_text(encoding="utf-8-sig")
        asked = json.loads(text)
    except OSError as failed:
        return None, [_problem("", f"读不到文件 the file cannot be read: {failed.strerror}")]
    except ValueError as broken:
        return None, [_problem("", f"不是 JSON not JSON: {broken}")]
    if not isinstance(asked, (dict, list)) or not asked:
        return None, [_problem("", "应为对象或列表 an object or a list is expected", repr(asked)[:40])]
    return asked, []


def _answered(answer: Callable[[Any], object], asked: Any) -> tuple[object, list[Problem]]:
    from pydantic import ValidationError

    from rongshu.metrics.sheets.sheet import SheetProblems, validation_problems

    try:
        return answer(asked), []
    except ValidationError as refused:
        return None, [_problem(*problem) for problem in validation_problems(refused)]
    except SheetProblems as refused:
        return None, [_problem(*problem) for problem in refused.problems]
    except (ValueError, ArithmeticError) as refused:
        return None, [_problem("", str(refused))]
