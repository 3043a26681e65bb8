"""The first page of a plan: its indicators, how much it says, and what needs attention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from rongshu.metrics.status.status import Status
from rongshu.office.pages.indicator.indicators import IndicatorCard, indicator_cards
from rongshu.office.pages.parts.listing import Tag
from rongshu.office.pages.plan.checks import severity_counts
from rongshu.office.pages.plan.tasks import owners_of
from rongshu.pack.check import contradictions
from rongshu.pack.checks.coverage import state
from rongshu.pack.schema import Pack
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.diagnostic import Diagnostic

CERTAIN_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Count:
    """A number that leads to the list it counts."""

    title: Bilingual
    number: int
    path: str
    icon: str
    detail: Bilingual = Bilingual("")  # noqa: RUF009 - a frozen value


@dataclass(frozen=True, slots=True)
class Concern:
    """Something that needs attention, with the page that shows it."""

    tag: Tag
    text: Bilingual
    path: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything on the first page but the map."""

    cards: tuple[IndicatorCard, ...]
    lights: tuple[tuple[Tag, int, str], ...]
    counts: tuple[Count, ...]
    severities: tuple[tuple[str, Tag, int], ...]
    concerns: tuple[Concern, ...]


def overview_of(pack: Pack, findings: Sequence[Diagnostic], day: date) -> Overview:
    """The first page of a plan as known on a day."""
    cards = indicator_cards(pack, day)
    return Overview(
        cards=cards,
        lights=_lights(cards),
        counts=counts_of(pack),
        severities=severity_counts(findings),
        concerns=concerns_of(pack, cards, findings),
    )


def counts_of(pack: Pack) -> tuple[Count, ...]:
    """How much of each the plan holds, each leading to its list."""
    level = Counter(each.level for each in pack.industries)
    states = Counter(state(each) for each in pack.mechanisms)
    return (
        Count(Bilingual("指标", "Indicators"), len(pack.indicators), "indicators/", "target-arrow"),
        Count(Bilingual("文中数字", "Figures in the text"), len(pack.statements), "targets/", "list-numbers"),
        Count(
            Bilingual("细分领域", "Segments"),
            level["segment"],
            "industries/",
            "sitemap",
            Bilingual(
                f"{level['pillar']} 门类 · {level['industry']} 产业",
                f"{level['pillar']} pillars · {level['industry']} industries",
            ),
        ),
        Count(Bilingual("产业链", "Chains"), len(pack.chains), "chains/", "route"),
        Count(Bilingual("企业与机构", "Firms"), len(pack.enterprises), "firms/", "building-factory-2"),
        Count(Bilingual("项目", "Projects"), len(pack.projects), "projects/", "crane"),
        Count(Bilingual("园区", "Parks"), len(pack.parks), "parks/", "map-pin"),
        Count(Bilingual("任务举措", "Tasks"), len(pack.tasks), "tasks/", "checklist"),
        Count(
            Bilingual("机制与系统", "Mechanisms"),
            len(pack.mechanisms),
            "mechanisms/",
            "settings-automation",
            Bilingual(
                f"已落地 {states['realised']} · 待落地 {states['pending']}",
                f"{states['realised']} realised · {states['pending']} pending",
            ),
        ),
    )


def concerns_of(
    pack: Pack, cards: Sequence[IndicatorCard], findings: Sequence[Diagnostic]
) -> tuple[Concern, ...]:
    """Lagging indicators, certain contradictions, and what the plan leaves open; the gravest first."""
    return (*_lagging(cards), *_contradictions(findings), *_open(pack, cards))


def _lights(cards: Sequence[IndicatorCard]) -> tuple[tuple[Tag, int, str], ...]:
    counts = Counter(card.status.now.status for card in cards)
    tags = {card.status.now.status: card.tag for card in cards}
    return tuple(
        (tags[each], counts[each], f"indicators/?status={each.value}") for each in Status if counts[each]
    )


def _lagging(cards: Sequence[IndicatorCard]) -> list[Concern]:
    slow = (Status.WORSENING, Status.BEHIND, Status.SLIGHTLY_BEHIND)
    return [
        Concern(card.tag, card.indicator.name.bilingual(), card.path, card.indicator.cite)
        for wanted in slow
        for card in cards
        if card.status.now.status is wanted
    ]


def _contradictions(findings: Sequence[Diagnostic]) -> list[Concern]:
    grave = [each.diagnostic for each in contradictions(findings)]
    tag = Tag(Bilingual("前后矛盾", "contradiction"), "bad", "square")
    shown = [Concern(tag, d.message, f"checks/#{quote(d.rule)}", _cites(d)) for d in grave[:CERTAIN_SHOWN]]
    if len(grave) > CERTAIN_SHOWN:
        more = len(grave) - CERTAIN_SHOWN
        text = Bilingual(f"另有 {more} 处确定的矛盾", f"{more} more certain contradictions")
        shown.append(Concern(tag, text, "checks/?certainty=certain"))
    return shown


def _cites(finding: Diagnostic) -> tuple[str, ...]:
    return tuple(str(place.cite) for place in finding.places if place.cite)


def _open(pack: Pack, cards: Sequence[IndicatorCard]) -> list[Concern]:
    none = Tag(Bilingual("待补", "open"), "none", "ring")
    parents = {task.parent for task in pack.tasks}
    orphans = sum(not owners_of(task) for task in pack.tasks if task.id not in parents)
    silent = sum(card.status.now.status is Status.NO_DATA for card in cards)
    undeclared = sum(not card.indicator.path for card in cards)
    pending = sum(state(each) == "pending" for each in pack.mechanisms)
    lines = (
        (silent, "项指标没有公布数据", "indicators without a published figure", "indicators/?status=no_data"),
        (undeclared, "项指标尚未声明路径", "indicators without a declared path", "indicators/"),
        (orphans, "项任务没有责任单位", "tasks without a responsible unit", "tasks/"),
        (pending, "项机制待落地", "mechanisms pending", "mechanisms/?coverage=pending"),
    )
    return [Concern(none, Bilingual(f"{n} {zh}", f"{en}: {n}"), path) for n, zh, en, path in lines if n]
