"""Invented firms, parks, projects and outside firms for the demonstration; none bears a real name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from rongshu.office.people.demo import NotADemonstration
from rongshu.office.people.models import Organisation
from rongshu.office.registry.demo_past import invent_past, stand_in_way
from rongshu.office.registry.derived import ORDER, derive
from rongshu.office.registry.merging import propose_duplicates
from rongshu.office.registry.models import (
    Assignment,
    Enterprise,
    Meter,
    Node,
    Park,
    Plot,
    Project,
    ProjectMonth,
    Target,
)
from rongshu.office.registry.placing import note_placed, place_firms
from rongshu.pack.schema import Chain, ChainNode, Pack
from rongshu.synth.example_city import COUNTIES, COUNTY, NAME, PARK, PARKS
from rongshu.synth.names import firm_names
from rongshu.synth.sectors import SECTORS
from rongshu.terms.credit_code import check_character

SEED = 20261125
ELSEWHERE = (("衡汐市", 320), ("澜州市", 640), ("岚平市", 150), ("朔清市", 1480), ("沅泽市", 890))
TITLES = ("专精特新中小企业", "专精特新小巨人企业", "高新技术企业")
_TRADES = {sector.code: sector.trade for sector in SECTORS}


@transaction.atomic
def fill(plan: str, pack: Pack, owner: Organisation, scale: int = 6) -> dict[str, int]:
    """How many firms, projects and outside firms were made for the chains of a plan; none where some are.

    *Errors*: ``NotADemonstration``: invented firms must never stand beside real ones.
    """
    if not settings.WORKSPACE.demonstration:
        raise NotADemonstration
    if Enterprise.objects.exists() or not any(chain.nodes for chain in pack.chains):
        return {}
    random = Random(SEED)  # noqa: S311 - invented figures are no secret
    keepers = _keepers(owner)
    parks = _parks(pack.chains, keepers, random)
    firms = _firms(pack.chains, parks, keepers, random, scale)
    _twins(firms, keepers["bureau"])
    counted = place_firms(plan, pack, None)
    propose_duplicates()
    _decide(random)
    projects = _projects(plan, parks, keepers, random)
    targets = _targets(pack.chains, firms, owner, random)
    _land(parks, firms, keepers, random)
    invent_past(SEED)
    return {**counted, "projects": projects, "targets": targets}


def _keepers(owner: Organisation) -> dict[str, Organisation]:
    """Who keeps what: the bureau, its first county and that county's first park, as far as there are such."""
    below = Organisation.objects.filter(path__startswith=owner.path).order_by("path")
    county = below.filter(kind="county").first() or owner
    park = below.filter(kind="park").first() or county
    firm = below.filter(kind="firm").first()
    return {"bureau": owner, "county": county, "park": park, "firm": firm or park}


def _parks(chains: Sequence[Chain], keepers: dict[str, Organisation], random: Random) -> list[Park]:
    names = [chain.name.zh.removesuffix("产业链") for chain in chains]
    made = []
    for place, (name, county, level) in enumerate(PARKS):
        led = "、".join(names[place :: len(PARKS)][:4])
        facts = {"county": county, "level": level, "industries": led}
        figures = {
            "area_mu": Decimal(random.randrange(4000, 20000)),
            "free_mu": Decimal(random.randrange(0, 900)),
            "energy_room": Decimal(random.randrange(0, 60000)),
        }
        keeper = keepers["park"] if name == PARK else keepers["bureau"]
        made.append(Park.objects.create(name=name, owner=keeper, **facts, **figures))
    return made


def _firms(
    chains: Sequence[Chain],
    parks: Sequence[Park],
    keepers: dict[str, Organisation],
    random: Random,
    scale: int,
) -> list[Enterprise]:
    wanted = [node for chain in chains for node in chain.nodes for _one in range(_crowd(random, scale))]
    names = firm_names(NAME, [_trade(node) for node in wanted], SEED)
    firms = [
        _firm(number, name, node, parks, keepers, random)
        for number, (name, node) in enumerate(zip(names, wanted, strict=True), 1)
    ]
    if firms and keepers["firm"].kind == Organisation.Kind.FIRM:
        firms[0].owner = keepers["firm"]
    return bulk_create_with_history(firms, Enterprise, default_change_reason="演示数据")


def _twins(firms: Sequence[Enterprise], keeper: Organisation) -> None:
    """A few firms stand there twice, as lists have them: written a little differently, without a code."""
    twins = [
        Enterprise(
            name=firm.name.replace(NAME, f"{NAME}（示例）", 1),
            address=firm.address,
            county=firm.county,
            products=firm.products,
            owner=keeper,
        )
        for firm in firms[5:400:60]
    ]
    for twin in twins:
        derive(twin)
    bulk_create_with_history(twins, Enterprise, default_change_reason="演示数据")


def _crowd(random: Random, scale: int) -> int:
    """Some nodes have nobody, some one firm, some a crowd."""
    return random.choices((0, 1, 2, scale // 2 + 1, scale, 2 * scale), (16, 12, 14, 24, 22, 12))[0]


def _trade(node: ChainNode) -> str:
    divisions = [code[:2] for code in node.gbt4754]
    return next((_TRADES[code] for code in divisions if code in _TRADES), "科技")


def _firm(
    number: int,
    name: str,
    node: ChainNode,
    parks: Sequence[Park],
    keepers: dict[str, Organisation],
    random: Random,
) -> Enterprise:
    county = random.choice(COUNTIES)
    park = next((park for park in parks if park.county == county), None) if random.random() < 0.6 else None
    output = Decimal(round(random.lognormvariate(9.2, 1.4)))
    keeper = keepers["bureau"]
    if county == COUNTY:
        keeper = keepers["park"] if park else keepers["county"]
    goods = list(dict.fromkeys([*random.sample(node.products, min(2, len(node.products))), node.name.zh]))[:2]
    firm = Enterprise(
        code=invented_code(number),
        name=name,
        county=county,
        park=park,
        address=f"{county}示例路{number % 400 + 1}号",
        gbt4754=random.choice(node.gbt4754) if node.gbt4754 else "",
        products="、".join(goods),
        scope=f"{goods[0]}制造；{goods[-1]}销售；货物进出口",
        people=max(8, round(float(output) / random.uniform(70, 220))),
        output=output,
        revenue=output * Decimal("0.97"),
        output_before=round(output / Decimal(str(round(random.uniform(0.85, 1.3), 3))), 2),
        champion=output > 60000 and random.random() < 0.35,
        titles=_titles(random),
        contact="演示联系人",
        phone=f"0000-{number:07d}",
        owner=keeper,
    )
    derive(firm)
    return firm


def _titles(random: Random) -> list[dict[str, str]]:
    if random.random() > 0.18:
        return []
    year = random.randrange(2021, 2026)
    return [{"name": random.choice(TITLES), "from": f"{year}-07-01", "until": f"{year + 3}-06-30"}]


def invented_code(number: int) -> str:
    """A credit code of the right form in division 99, which does not exist."""
    first = f"91990000{number:09d}"
    return first + check_character(first)


def _decide(random: Random) -> None:
    """Two thirds of the proposals were confirmed by somebody."""
    rows = list(Assignment.objects.filter(state=Assignment.State.PROPOSED).values_list("pk", "score"))
    sure = [pk for pk, score in rows if score and (score >= 0.7 or random.random() < 0.4)]
    for start in range(0, len(sure), 500):
        Assignment.objects.filter(pk__in=sure[start : start + 500]).update(state=Assignment.State.CONFIRMED)
    firms = list(Assignment.objects.order_by().values_list("enterprise_id", flat=True).distinct())
    for start in range(0, len(firms), 500):
        note_placed(firms[start : start + 500])


def _projects(plan: str, parks: Sequence[Park], keepers: dict[str, Organisation], random: Random) -> int:
    nodes = list(Node.objects.filter(plan=plan))
    today = timezone.localdate()
    made = []
    for number in range(1, min(64, 2 * len(nodes)) + 1):
        node, park = random.choice(nodes), random.choice(parks)
        investment = Decimal(random.randrange(3, 300) * 1000)
        project = Project(
            number=f"DEMO-{number:03d}",
            name=f"{NAME}{node.name}项目{number}",
            investor=f"示例投资{number % 17 + 1}号",
            county=park.county,
            park=park,
            node=node,
            investment=investment,
            **_promised(investment, random),
            land_mu=Decimal(random.randrange(20, 300)),
            energy=Decimal(random.randrange(200, 20000)),
            responsible="演示责任人",
            steps=_steps(random, today),
            owner=park.owner or keepers["bureau"],
        )
        derive(project)
        made.append(project)
    made = bulk_create_with_history(made, Project, default_change_reason="演示数据")
    months = [month for project in made for month in _months(project, today, random)]
    bulk_create_with_history(months, ProjectMonth, default_change_reason="演示数据")
    stand_in_way(made, random, today)
    return len(made)


def _promised(investment: Decimal, random: Random) -> dict[str, object]:
    """What the investors declare of a year at full production; some declare nothing yet."""
    if random.random() < 0.15:
        return {}
    output = investment * Decimal("1.4")
    return {
        "output": output,
        "revenue": output * Decimal("0.96"),
        "tax": round(output * Decimal("0.04"), 2),
        "jobs": int(investment / 120) + 10,
        "ramp": ["0.5", "0.8", "1"] if random.random() < 0.3 else [],
    }


def _steps(random: Random, today: date) -> dict[str, dict[str, str]]:
    reached = random.randrange(0, len(ORDER))
    day = today - timedelta(days=75 * reached + random.randrange(0, 60))
    steps: dict[str, dict[str, str]] = {}
    for place, key in enumerate(ORDER):
        steps[key] = {"plan": day.isoformat()}
        if place <= reached:
            steps[key]["actual"] = min(
                today, day + timedelta(days=random.choice((0, 0, 9, 30, 75)))
            ).isoformat()
        day += timedelta(days=random.randrange(45, 110))
    if reached + 1 < len(ORDER) and random.random() < 0.35:
        overdue = today - timedelta(days=random.randrange(8, 170))
        steps[ORDER[reached + 1]]["plan"] = overdue.isoformat()
    return steps


def _months(project: Project, today: date, random: Random) -> list[ProjectMonth]:
    if ORDER.index(project.stage) < ORDER.index("started"):
        return []
    share = (project.investment or Decimal(0)) / 18
    first = [(today.year * 12 + today.month - 1) - back for back in range(6, 0, -1)]
    return [
        ProjectMonth(
            project=project,
            month=date(month // 12, month % 12 + 1, 1),
            planned=round(share, 2),
            actual=round(share * Decimal(str(round(random.uniform(0.5, 1.15), 2))), 2),
        )
        for month in first
    ]


def _targets(
    chains: Sequence[Chain], firms: Sequence[Enterprise], owner: Organisation, random: Random
) -> int:
    made_here = set(Assignment.objects.values_list("node__chain", "node__node").distinct())
    nodes = [node for chain in chains for node in chain.nodes]
    lacking = [n for chain in chains for n in chain.nodes if (chain.id, n.id) not in made_here]
    picked = [random.choice(nodes) for _one in range(min(120, 2 * len(nodes)))] + 5 * lacking
    names = firm_names("", [_trade(node) for node in picked], SEED + 1)
    made = []
    for node, name in zip(picked, names, strict=True):
        place, distance = random.choice(ELSEWHERE)
        goods = "、".join(random.sample(node.products, min(2, len(node.products))) or [node.name.zh])
        known = random.random()
        made.append(
            Target(
                name=f"{place}{name}",
                place=place,
                products=goods,
                scope=f"{goods}研发、制造",
                gbt4754=random.choice(node.gbt4754) if node.gbt4754 else "",
                revenue=Decimal(round(random.lognormvariate(10.5, 1.3))) if known > 0.1 else None,
                growth=Decimal(str(round(random.uniform(-0.1, 0.4), 3))) if known > 0.25 else None,
                distance_km=Decimal(distance),
                land_mu=Decimal(random.randrange(15, 400)) if known > 0.2 else None,
                energy=Decimal(random.randrange(100, 30000)) if known > 0.3 else None,
                customers=random.choice(firms).name if random.random() < 0.3 else "",
                suppliers=random.choice(firms).name if random.random() < 0.2 else "",
                source="演示数据，虚构企业",
                owner=owner,
            )
        )
    bulk_create_with_history(made, Target, default_change_reason="演示数据")
    return len(made)


def _land(
    parks: Sequence[Park], firms: Sequence[Enterprise], keepers: dict[str, Organisation], random: Random
) -> None:
    """A plot and a meter for every twentieth firm."""
    for number, firm in enumerate(firms[::20], 1):
        keeper = firm.owner or keepers["bureau"]
        Plot.objects.create(
            number=f"DEMO-P{number:03d}",
            park=firm.park or random.choice(parks),
            area_mu=Decimal(random.randrange(15, 200)),
            use="工业",
            occupant=firm,
            idle=random.random() < 0.08,
            granted=date(random.randrange(2014, 2025), random.randrange(1, 13), 1),
            owner=keeper,
        )
        Meter.objects.create(number=f"DEMO-M{number:04d}", enterprise=firm, owner=keeper)
