"""What every worked sheet in JSON shares: strict models, and numbers taken exactly as written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from rongshu.terms.quantity import written_decimal


class Sheet(BaseModel):
    """Strict about names, lenient about numbers: JSON numbers and decimal text are both taken exactly."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class SheetProblems(ValueError):
    """Everything that is wrong with a worked sheet: field, message, and what was found there."""

    def __init__(self, problems: Iterable[tuple[str, str, str]]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(": ".join(filter(None, problem[:2])) for problem in self.problems))


class Gathered:
    """Problems of a sheet noted one by one, so that they come all at once."""

    def __init__(self) -> None:
        self.problems: list[tuple[str, str, str]] = []

    def attempt(self, step: Callable[..., Any], *given: Any, instead: Any) -> Any:
        """What ``step`` gives, or ``instead`` with its refusal noted."""
        try:
            return step(*given)
        except ValidationError as refused:
            self.problems += validation_problems(refused)
        except SheetProblems as refused:
            self.problems += refused.problems
        except (ValueError, ArithmeticError) as refused:
            self.problems.append(("", str(refused), ""))
        return instead

    def settle(self) -> None:
        """*Errors*: ``SheetProblems`` where anything was noted."""
        if self.problems:
            raise SheetProblems(dict.fromkeys(self.problems))


def validation_problems(refused: ValidationError) -> list[tuple[str, str, str]]:
    """What a strict model refuses, as field, message and what was found."""
    return [
        (
            ".".join(map(str, error["loc"])),
            error["msg"].removeprefix("Value error, "),
            str(error["input"])[:80],
        )
        for error in refused.errors()
    ]


def exact(value: object) -> object:
    """A JSON number by its shortest written form, so that 0.1 is a tenth; anything else as it is."""
    return repr(value) if isinstance(value, float) else value


def decimal_text(value: Decimal | None) -> str | None:
    """Plain digits, or ``None`` where there is no value."""
    return None if value is None else written_decimal(value)
