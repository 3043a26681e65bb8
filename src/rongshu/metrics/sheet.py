"""What every worked sheet in JSON shares: strict models, and numbers taken exactly as written."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict

from rongshu.terms.quantity import written_decimal


class Sheet(BaseModel):
    """Strict about names, lenient about numbers: JSON numbers and decimal text are both taken exactly."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)


def exact(value: object) -> object:
    """A JSON number by its shortest written form, so that 0.1 is a tenth; anything else as it is."""
    return repr(value) if isinstance(value, float) else value


def decimal_text(value: Decimal | None) -> str | None:
    """Plain digits, or ``None`` where there is no value."""
    return None if value is None else written_decimal(value)
