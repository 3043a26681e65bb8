"""Where people and the newest compile disagree, as lines to read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import yaml
from django.utils.translation import get_language

from rongshu.office.plans.models import Plan
from rongshu.office.plans.shelf import pack_folder
from rongshu.pack.renewal.merge import Conflict
from rongshu.pack.renewal.renew import CONFLICTS


def conflicts_of(plan: Plan) -> list[str]:
    """One line for each disagreement that stands in the plan's pack today."""
    path = pack_folder(plan) / CONFLICTS
    if not path.is_file():
        return []
    return conflict_lines(yaml.safe_load(path.read_text(encoding="utf-8")) or ())


def conflict_lines(conflicts: Iterable[Mapping[str, Any]]) -> list[str]:
    """The lines of conflicts as they are kept in a file or a run."""
    language = "en" if (get_language() or "").startswith("en") else "zh"
    needed = {"kind": "", "id": "", "name": "", "reason": ""}
    return [Conflict(**{**needed, **dict(conflict)}).written(language) for conflict in conflicts]
