"""How a pack writes a figure: number, range or words, with operator and unit."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, PlainSerializer, model_validator

from rongshu.terms.quantity import Quantity, written_decimal
from rongshu.terms.unit import Unit

Number = Annotated[Decimal, PlainSerializer(written_decimal, return_type=str)]


class Model(BaseModel):
    """The strict base of everything in a pack: unknown keys are refused, values never change."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class Operator(StrEnum):
    """What a plan says of a number."""

    EQUAL = "="
    AT_LEAST = ">="  # 以上, 不低于
    MORE = ">"  # 超过, 突破
    AT_MOST = "<="  # 以内, 不超过
    ABOUT = "~"  # 左右, 接近
    RANGE = "range"  # 3—5家
    GROWTH = "growth"  # 年均增长
    INCREASE = "+="  # 新增, 提高
    DECREASE = "cum-"  # 累计下降
    MULTIPLE = "x"  # 翻一番, 2倍: the value is the multiple
    TEXT = "text"  # words instead of a number


class Amount(Model):
    """One figure.  ``value`` is the number in ``unit`` (the lower end of a range, ``upper`` the other).

    Three different answers when there is no number: ``words`` holds what the plan says instead
    (operator ``text``); ``not_applicable`` when the cell is a dash; neither when it is simply not known.
    ``cumulative`` marks a value counted over several years (``[ ]`` in tables).  ``hedge`` is how sharply a
    change is said (``~`` in 年均增长10%左右, ``>=`` in 增长8%以上), as the operator says that it is one.
    """

    value: Number | None = None
    upper: Number | None = None
    unit: str = ""
    operator: Operator = Operator.EQUAL
    words: str = ""
    not_applicable: bool = False
    cumulative: bool = False
    hedge: Literal["", ">=", ">", "<=", "~"] = ""

    @model_validator(mode="after")
    def _consistent(self) -> Amount:
        if self.upper is not None and (self.value is None or self.upper < self.value):
            raise ValueError("upper needs a value that is not above it")
        if self.not_applicable and self.value is not None:
            raise ValueError("not_applicable and a value exclude each other")
        return self

    @property
    def known(self) -> bool:
        """Whether there is a number at all."""
        return self.value is not None

    def quantity(self) -> Quantity | None:
        """The number with its unit for comparison and folding; ``None`` where there is none."""
        return None if self.value is None else Quantity(self.value, Unit.parse(self.unit))

    def written(self) -> str:
        """The figure as a person reads it, with operator and unit."""
        if self.value is None:
            return self.words or ("—" if self.not_applicable else "")
        sign = {">=": "≥", ">": ">", "<=": "≤", "~": "≈", "+=": "+", "x": "×"}.get(self.operator.value, "")
        number = written_decimal(self.value)
        if self.upper is not None:
            number += f"–{written_decimal(self.upper)}"
        bracketed = f"[{number}]" if self.cumulative else number
        return f"{sign}{bracketed}{self.unit}"
