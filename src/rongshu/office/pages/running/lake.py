"""The lake as pages read it: declared metrics, values kept while the ledger stays the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from rongshu.facts.lake.kept import ledger_key
from rongshu.facts.lake.lake import Lake
from rongshu.metrics.decomposition.explain import Explanation, explain
from rongshu.metrics.language.expression import Checked
from rongshu.metrics.values.compute import Computed, checked_metrics, compute
from rongshu.office.loads.flow import is_invented
from rongshu.office.loads.shelf import readable_loads
from rongshu.pack.declared.metrics import MetricDeclaration, load_metrics
from rongshu.pack.written.files import find_used

KEPT = 96
FIRMS = 100_000  # all of them: a page picks the largest of a group
Answer = TypeVar("Answer")
_known: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Metric:
    """A declared metric, checked."""

    declared: MetricDeclaration
    checked: Checked


def unit_read(metric: Metric) -> str:
    """The unit in which a metric is told: a share times a hundred is a percentage."""
    declared = metric.declared
    return declared.unit or ("%" if declared.expression.replace(" ", "").startswith("100*") else "")


def metrics_of(folder: Path) -> dict[str, Metric]:
    """The metrics of the installed standards and of the plan's pack, by id.

    *Errors*: ``InputError`` with every metric that is refused.
    """
    standards = find_used("cn-standards")
    folders = tuple(each for each in (standards, folder) if each is not None)
    return _metrics(folders, tuple(_moments(each) for each in folders))


def _moments(folder: Path) -> tuple[tuple[str, int], ...]:
    return tuple((path.name, path.stat().st_mtime_ns) for path in sorted((folder / "metrics").glob("*.yaml")))


@lru_cache(maxsize=8)
def _metrics(folders: tuple[Path, ...], _moment: tuple[object, ...]) -> dict[str, Metric]:
    found = [metric for folder in folders for metric in load_metrics(folder)]
    checked = checked_metrics(found)
    return {metric.id: Metric(metric, checked[metric.id]) for metric in found}


def values(
    metrics: dict[str, Metric], names: Sequence[str], lake: Lake, by: Sequence[str], known_on: date | None
) -> Computed:
    """The named metrics for every month, by the columns ``by``; computed once per version of the ledger."""
    chosen = {name: metrics[name].checked for name in names if name in metrics}
    key = ("values", tuple((name, each.text) for name, each in chosen.items()), tuple(by))
    day = settled(lake, known_on)
    return once(lake, day, key, lambda: compute(chosen, lake, "month", by, day))


def explanation(
    metric: Metric, lake: Lake, month: int, by: str, since_january: bool, known_on: date | None
) -> Explanation:
    """Why the metric moved on the year before.  *Errors*: ``ValueError`` where it cannot be split exactly."""
    key = ("explained", metric.checked.text, month, by, since_january)
    day = settled(lake, known_on)

    def work() -> Explanation:
        return explain(metric.checked, lake, month, by, since_january=since_january, known_on=day, top=FIRMS)

    return once(lake, day, key, work)


def once(lake: Lake, known_on: date | None, asked: tuple[Any, ...], work: Callable[[], Answer]) -> Answer:
    """The answer for this version of the ledger, worked out once."""
    key = (*ledger_key(lake, known_on.isoformat() if known_on else ""), *asked)
    with _lock:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    answer = work()
    with _lock:
        _known[key] = answer
        while len(_known) > KEPT:
            _known.popitem(last=False)
    return answer


def settled(lake: Lake, known_on: date | None) -> date | None:
    """The last day of release not after a day: until the next one nothing more is known.

    ``None`` where everything is known by then.
    """
    if known_on is None:
        return None
    days = release_days(lake)
    if not days or known_on >= days[0]:
        return None
    return next((day for day in days if day <= known_on), known_on)


def release_days(lake: Lake) -> tuple[date, ...]:
    """The days on which something was released, newest first: the days between which knowledge changed."""
    return tuple(sorted({load.released for load in readable_loads(lake).values()}, reverse=True))


def holds_invented(lake: Lake) -> bool:
    """Whether any figure of the lake is made up."""
    return any(is_invented(load.source) for load in readable_loads(lake).values())
