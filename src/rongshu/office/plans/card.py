"""A plan on the first page: what it covers, how much it says, and what the checks found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rongshu.office.people.models import User
from rongshu.office.people.permission import Action, can
from rongshu.office.plans.kept import findings_of
from rongshu.office.plans.models import Plan
from rongshu.office.plans.shelf import pack_of
from rongshu.pack.check import contradictions
from rongshu.pack.schema import Pack
from rongshu.terms.diagnostic import Diagnostic, InputError

LISTED = (
    ("indicators", "indicators/"),
    ("chains", "chains/"),
    ("parks", "parks/"),
    ("enterprises", "firms/"),
    ("projects", "projects/"),
    ("tasks", "tasks/"),
)


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """How many items of a kind a plan holds, with the page that lists them."""

    kind: str
    number: int
    path: str


@dataclass(frozen=True, slots=True)
class PlanCard:
    """One card.  ``figures`` is empty and ``broken`` true where the pack cannot be opened."""

    plan: Plan
    may_review: bool
    years: str = ""
    place: str = ""
    figures: tuple[KeyFigure, ...] = ()
    contradictions: int = 0
    warnings: int = 0
    notes: int = 0
    broken: bool = False
    empty: bool = False


def card_of(plan: Plan, user: User, english: bool = False) -> PlanCard:
    """The card of a plan that the reader may open; a broken pack does not keep the others from showing."""
    may_review = can(user, Action.REVIEW_PLAN, plan)
    try:
        pack = pack_of(plan)
    except InputError:
        # a draft whose first compile waits, runs or failed has no pack yet: that is said by its badge
        return PlanCard(plan, may_review, broken=not plan.last_run, empty=bool(plan.last_run))
    found = findings_of(pack)
    level = _levels(found)
    region = pack.about.region
    return PlanCard(
        plan,
        may_review,
        years=_years(pack),
        place=(region.name.en if english and region.name.en else region.name.zh) if region else "",
        figures=_figures(pack),
        contradictions=len(contradictions(found)),
        warnings=level["error"] + level["warning"],
        notes=level["note"],
    )


def _levels(found: Sequence[Diagnostic]) -> Counter[str]:
    return Counter(each.severity.value for each in found)


def _years(pack: Pack) -> str:
    first, last = pack.about.first_year, pack.about.last_year
    return "–".join(str(year) for year in dict.fromkeys((first, last)) if year)


def _figures(pack: Pack) -> tuple[KeyFigure, ...]:
    return tuple(KeyFigure(kind, len(getattr(pack, kind)), path) for kind, path in LISTED)
