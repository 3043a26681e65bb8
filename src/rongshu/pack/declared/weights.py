"""The declared weights of a ranking: ``rules/investment.yaml`` and its like."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from rongshu.pack.amount import Model, Number
from rongshu.pack.schema import Name
from rongshu.pack.written.parse import line_at, parse_yaml, text_of
from rongshu.pack.written.refusal import refusal
from rongshu.pack.written.validate import validated
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import InputError


class Weight(Model):
    """What one component counts, in points."""

    component: Literal["fit", "size", "growth", "need", "ties", "park", "distance"]
    weight: Annotated[Number, Field(ge=0)]
    name: Name


class Weights(Model):
    """A versioned set of weights; ``source`` says who declared them."""

    id: str
    version: str
    name: Name
    source: str
    weights: tuple[Weight, ...]

    @model_validator(mode="after")
    def _weighing(self) -> Weights:
        names = [weight.component for weight in self.weights]
        if len(set(names)) < len(names):
            raise ValueError("a component stands twice")
        if not any(weight.weight for weight in self.weights):
            raise ValueError("no component has any weight")
        return self


def load_weights(directory: Path, file: str = "rules/investment.yaml") -> Weights:
    """The weights of a pack.  *Errors*: ``InputError`` with file and line of everything that is wrong."""
    path = directory / file
    if not path.is_file():
        raise InputError([refusal("no-file", file, 0, Bilingual("缺少文件", "the file is missing"))])
    parsed = parse_yaml(file, text_of(path, file))
    found, wrong = validated(
        Weights, [parsed.value], file, lambda place: (line_at(parsed.node, place[1:]), "")
    )
    wrong = [*parsed.diagnostics, *wrong]
    if wrong or not found:
        raise InputError(wrong)
    return found[0]
