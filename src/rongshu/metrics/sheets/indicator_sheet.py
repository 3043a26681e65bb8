"""An indicator's answer as plain data for scripts and pages: decimal text, both languages, every source."""

from __future__ import annotations

from typing import Any

from rongshu.metrics.sheets.sheet import decimal_text
from rongshu.metrics.sheets.worked_answers import written_assessment
from rongshu.metrics.status.indicator_status import IndicatorStatus
from rongshu.metrics.status.needed import Needed
from rongshu.metrics.status.published import Published
from rongshu.terms.bilingual import Bilingual


def indicator_sheet(status: IndicatorStatus) -> dict[str, Any]:
    """The answer now, at each period, and all figures with source, release and grade."""
    return {
        "indicator": status.indicator,
        "name": both(status.name),
        "unit": status.unit,
        "known_on": status.known_on.isoformat(),
        **written_assessment(status.now),
        "path": status.goal.path.value if status.goal else "",
        "direction": status.goal.direction if status.goal else "",
        "timing": status.timing,
        "basis": both(status.basis),
        "arithmetic": status.arithmetic,
        "cite": list(status.cite),
        "needed": needed_sheet(status.needed) if status.needed else None,
        "remedy": both(status.remedy),
        "remarks": [both(remark) for remark in status.remarks],
        "periods": [
            {"period": one.period, **written_assessment(one.assessment), "figure": figure_sheet(one.figure)}
            for one in status.periods
        ],
        "figures": [figure_sheet(row) for row in status.figures],
    }


def needed_sheet(way: Needed) -> dict[str, Any]:
    """The way left to a target, with its arithmetic."""
    numbers = ("current", "target", "years", "left", "yearly", "rate", "so_far")
    return {
        "group": way.group,
        **{name: decimal_text(getattr(way, name)) for name in numbers},
        "met": way.met,
        "over": way.over,
        "formula": way.formula,
    }


def figure_sheet(row: Published) -> dict[str, Any]:
    """A published figure with its trace, and why it does not count where it does not."""
    return {
        "series": row.series,
        "period": row.period,
        "value": decimal_text(row.value),
        "words": row.words,
        "bound": row.bound,
        "unit": row.unit,
        "source": row.source,
        "released": row.released.isoformat() if row.released else None,
        "grade": row.grade,
        "note": row.note,
        "used": row.used,
        "unused": both(row.unused),
    }


def both(text: Bilingual) -> dict[str, str]:
    """A text under the names of its two languages."""
    return {"zh": text.zh, "en": text.en}
