"""How much of what a plan says to build and run is there: mechanisms realised and pending."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rongshu.pack.schema import Mechanism, Pack
from rongshu.terms.bilingual import Bilingual

# what the plan wants done; what exists already needs nobody to realise it here
PENDING_STATUSES = frozenset({"build", "run", "improve", "promote", "join", "explore"})
KINDS = {
    "system": Bilingual("信息系统", "systems"),
    "register": Bilingual("台账名录", "registers"),
    "list": Bilingual("清单", "lists"),
    "evaluation": Bilingual("评价考核", "evaluations"),
    "routine": Bilingual("工作机制", "routines"),
    "organisation": Bilingual("组织机构", "organisations"),
    "programme": Bilingual("专项行动", "programmes"),
    "other": Bilingual("其他", "other"),
}
STATUSES = {
    "build": Bilingual("新建", "to build"),
    "run": Bilingual("运行", "to run"),
    "improve": Bilingual("完善", "to improve"),
    "existing": Bilingual("已有", "existing"),
    "promote": Bilingual("推广", "to promote"),
    "join": Bilingual("接入", "to join"),
    "explore": Bilingual("探索", "to explore"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """How many mechanisms of a group are realised, pending, and outside (existing, nothing to do)."""

    realised: int = 0
    pending: int = 0
    outside: int = 0

    @property
    def total(self) -> int:
        """All of the group."""
        return self.realised + self.pending + self.outside


@dataclass(frozen=True, slots=True)
class Coverage:
    """The whole, by kind, by status, by what realises them, and the ids still pending."""

    whole: Tally
    by_kind: dict[str, Tally]
    by_status: dict[str, Tally]
    by_realiser: dict[str, int]
    pending: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """A plain dictionary."""
        return {
            "total": self.whole.total,
            **_plain(self.whole),
            "by_kind": {key: _plain(tally) for key, tally in self.by_kind.items()},
            "by_status": {key: _plain(tally) for key, tally in self.by_status.items()},
            "by_realiser": self.by_realiser,
            "pending_ids": list(self.pending),
        }

    def written(self, language: str = "zh") -> str:
        """The report in lines."""
        head = Bilingual("机制落地情况", "Mechanisms").in_language(language)
        lines = [f"{head}  {_line(self.whole, language)}"]
        for names, group in ((KINDS, self.by_kind), (STATUSES, self.by_status)):
            lines.append("")
            lines += [f"{names[key].in_language(language)}  {_line(group[key], language)}" for key in group]
        return "\n".join(lines)


def coverage_of(pack: Pack) -> Coverage:
    """What of the plan's mechanisms runs and what does not yet; groups in declared order, none empty."""
    mechanisms = pack.mechanisms
    realisers: dict[str, int] = {}
    for mechanism in mechanisms:
        for kind in sorted({name.partition(":")[0] for name in mechanism.realised_by}):
            realisers[kind] = realisers.get(kind, 0) + 1
    return Coverage(
        whole=_tally(mechanisms),
        by_kind=_grouped(mechanisms, "kind", KINDS),
        by_status=_grouped(mechanisms, "status", STATUSES),
        by_realiser=dict(sorted(realisers.items())),
        pending=tuple(item.id for item in mechanisms if state(item) == "pending"),
    )


def state(mechanism: Mechanism) -> str:
    """``realised``, ``pending`` or ``outside``."""
    if mechanism.realised_by:
        return "realised"
    return "pending" if mechanism.status in PENDING_STATUSES else "outside"


def _tally(mechanisms: tuple[Mechanism, ...]) -> Tally:
    states = [state(item) for item in mechanisms]
    return Tally(states.count("realised"), states.count("pending"), states.count("outside"))


def _grouped(mechanisms: tuple[Mechanism, ...], field: str, names: dict[str, Bilingual]) -> dict[str, Tally]:
    groups = {name: tuple(item for item in mechanisms if getattr(item, field) == name) for name in names}
    return {name: _tally(group) for name, group in groups.items() if group}


def _plain(tally: Tally) -> dict[str, int]:
    return {"realised": tally.realised, "pending": tally.pending, "outside": tally.outside}


def _line(tally: Tally, language: str) -> str:
    share = f"{tally.realised}/{tally.realised + tally.pending}"
    zh = f"已落地 {share}，待建 {tally.pending}，已有 {tally.outside}"
    en = f"{share} realised, {tally.pending} pending, {tally.outside} existing"
    return Bilingual(zh, en).in_language(language)
