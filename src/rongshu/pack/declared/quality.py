"""The declared data-quality rules of a pack: ``rules/data-quality.yaml``."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from rongshu.pack.amount import Model, Number
from rongshu.pack.schema import Name
from rongshu.pack.written.parse import line_at, parse_yaml
from rongshu.pack.written.refusal import refusal
from rongshu.pack.written.validate import validated
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import InputError

FILE = "rules/data-quality.yaml"
NEEDS: dict[str, tuple[str, ...]] = {
    "missing": ("months",),
    "sign": (),
    "unit_slip": ("factors", "within"),
    "jump": ("deviations", "times"),
    "contradiction": ("deviations", "times"),
    "stuck": ("months",),
    "duplicate": ("least",),
    "county_total": ("tolerance",),
}


class QualityRule(Model):
    """One rule: what is looked for (``kind``), in which measures, and how sharply."""

    id: str
    kind: Literal[
        "missing", "sign", "unit_slip", "jump", "contradiction", "stuck", "duplicate", "county_total"
    ]
    name: Name
    measures: tuple[str, ...] = Field(min_length=1)
    severity: Literal["error", "warning", "note"] = "warning"
    months: int | None = Field(default=None, ge=1)
    factors: tuple[Number, ...] = ()
    within: Number | None = None
    deviations: Number | None = None
    times: Number | None = None
    least: int | None = Field(default=None, ge=1)
    tolerance: Number | None = None

    @model_validator(mode="after")
    def _complete(self) -> QualityRule:
        missing = [name for name in NEEDS[self.kind] if not getattr(self, name)]
        if missing:
            raise ValueError(f"a {self.kind} rule needs {', '.join(missing)}")
        if self.kind == "contradiction" and len(self.measures) != 2:
            raise ValueError("a contradiction is between two measures")
        return self


class QualityRules(Model):
    """A versioned set of rules; ``source`` says who declared them."""

    id: str
    version: str
    name: Name
    source: str
    rules: tuple[QualityRule, ...]


def load_quality(directory: Path, file: str = FILE) -> QualityRules:
    """The data-quality rules of a pack.  *Errors*: ``InputError`` with file and line of all that is wrong."""
    path = directory / file
    if not path.is_file():
        raise InputError([refusal("no-file", file, 0, Bilingual("缺少文件", "the file is missing"))])
    parsed = parse_yaml(file, path.read_text(encoding="utf-8-sig"))
    found, wrong = validated(
        QualityRules, [parsed.value], file, lambda place: (line_at(parsed.node, place[1:]), "")
    )
    if parsed.diagnostics or wrong or not found:
        raise InputError([*parsed.diagnostics, *wrong])
    return found[0]
