"""A pack as one flat list of items, the form that scorers and spreadsheets read."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from rongshu.pack.amount import Amount, Operator
from rongshu.pack.check import check_pack, contradictions
from rongshu.pack.schema import Industry, Mention, Pack, Reading, Statement, Task
from rongshu.terms.quantity import written_decimal

Item = dict[str, Any]
_MU_A_SQUARE_KILOMETRE = Decimal(1500)
_NUMBERING = re.compile(r"^[（(][一二三四五六七八九十]+[）)]")


def flat_items(pack: Pack) -> list[Item]:
    """Every item of the pack as a flat dictionary with ``type``; only sure contradictions."""
    names = {industry.id: industry.name.zh for industry in pack.industries}
    parts: tuple[Callable[[Pack, dict[str, str]], Iterator[Item]], ...] = (
        _outline, _indicators, _statements, _industries, _enterprises, _projects, _parks, _chains,
        _capacities, _tasks, _boxes, _contradictions,
    )  # fmt: skip
    return [item for part in parts for item in part(pack, names)]


def _outline(pack: Pack, _names: dict[str, str]) -> Iterator[Item]:
    for section in pack.outline:
        if section.kind == "heading":
            yield _item(
                "outline",
                section.cite,
                name=section.title,
                level=section.level,
                number=section.number or None,
            )


def _boxes(pack: Pack, _names: dict[str, str]) -> Iterator[Item]:
    for box in pack.boxes:
        if box.number:
            yield _item("box", box.cite, name=box.title, number=box.number)


def _indicators(pack: Pack, _names: dict[str, str]) -> Iterator[Item]:
    for item in pack.indicators:
        target = item.target.amount if item.target else None
        yield _item(
            "indicator",
            item.cite,
            name=item.name.zh,
            unit=item.unit,
            base_value=_number(item.base.amount.value) if item.base else None,
            base_year=_year(item.base),
            value=_number(target.value) if target else None,
            target_year=_year(item.target),
            operator=target.operator.value if target else None,
            growth=_number(item.growth.value) if item.growth and not item.growth.cumulative else None,
            attribute=item.attribute or None,
        )


def _year(reading: Reading | None) -> str | None:
    return reading.period if reading and reading.period else None


def _statements(pack: Pack, names: dict[str, str]) -> Iterator[Item]:
    for said in pack.statements:
        year = said.period if said.period_explicit else ""
        segment = names.get(said.segment, said.segment)
        if said.kind == "target":
            yield _target(said, year, segment)
        else:
            yield _item("baseline", said.cite, name=said.name, value=_written(said.amount),
                        unit=said.amount.unit, year=said.period, segment=segment)  # fmt: skip
        yield from _from_end(said, segment)


def _target(said: Statement, year: str, segment: str) -> Item:
    amount = said.amount
    operator = amount.operator.value
    if amount.operator is Operator.MULTIPLE:  # 翻一番 is a doubling, 2.1倍 a level
        operator = "x2" if said.rule == "statements.doubled" else Operator.EQUAL.value
    return _item(
        "target",
        said.cite,
        name=said.name,
        operator=operator,
        value=_written(amount),
        unit=amount.unit,
        year=year,
        base_value=_number(said.base.value) if said.base else None,
        segment=segment,
    )


def _from_end(said: Statement, segment: str) -> Iterator[Item]:
    """The other end of 从A增至B, singly and as the pair."""
    if said.base is None or said.base.value is None or said.amount.value is None:
        return
    ends = [(_number(said.base.value), said.base.unit)]
    base, later = said.base.quantity(), said.amount.quantity()
    if base and later and base.unit.comparable_with(later.unit):
        same = later.in_measure() / base.unit.factor
        ends.append((f"[{_number(said.base.value)}, {_number(same)}]", said.base.unit))
    for value, unit in ends:
        yield _item(
            "baseline", said.cite, name=said.name, value=value, unit=unit, year=said.since, segment=segment
        )


def _written(amount: Amount) -> str | None:
    """The number; both ends of a range as a list."""
    if amount.upper is not None and amount.operator in (Operator.RANGE, Operator.TEXT):
        return f"[{_number(amount.value)}, {_number(amount.upper)}]"
    return _number(amount.value)


def _number(value: Decimal | None) -> str | None:
    return None if value is None else written_decimal(value)


def _industries(pack: Pack, names: dict[str, str]) -> Iterator[Item]:
    for industry in pack.industries:
        yield _item("industry", industry.cite, level=industry.level, name=industry.name.zh,
                    parent=names.get(industry.parent, industry.parent))  # fmt: skip
        yield from _named_under(industry, names)


def _named_under(industry: Industry, names: dict[str, str]) -> Iterator[Item]:
    """Products, technologies and places under the industry whose text they stand in."""
    kinds: tuple[tuple[str, tuple[Mention, ...]], ...] = (
        ("product", (*industry.products, *industry.technologies)),
        ("place", industry.places),
    )
    for kind, mentions in kinds:
        for mention in mentions:
            segment = names.get(mention.segment, industry.name.zh)
            yield _item(kind, (mention.cite,), name=mention.name, segment=segment)


def _enterprises(pack: Pack, names: dict[str, str]) -> Iterator[Item]:
    for firm in pack.enterprises:
        if firm.kind != "enterprise":
            continue
        for mention in firm.mentions:
            yield _item("enterprise", (mention.cite,), name=mention.name,
                        segment=names.get(mention.segment, mention.segment) or None)  # fmt: skip
        if not firm.mentions:
            for segment in firm.segments or ("",):
                yield _item(
                    "enterprise", firm.cite, name=firm.name, segment=names.get(segment, segment) or None
                )


def _projects(pack: Pack, names: dict[str, str]) -> Iterator[Item]:
    for project in pack.projects:
        investment = project.investment
        yield _item(
            "project",
            project.cite,
            name=project.name,
            owner=project.owner or None,
            value=_number(investment.value) if investment else None,
            unit=investment.unit if investment else None,
            start=_date(project.start),
            finish=_date(project.finish),
            segment=names.get(project.segment, project.segment) or None,
        )


def _date(said: str) -> str | None:
    """A year as it stands, a month as documents print it: 2026年3月."""
    year, _, month = said.partition("-")
    return f"{year}年{int(month)}月" if month.isdigit() else said or None


def _parks(pack: Pack, _names: dict[str, str]) -> Iterator[Item]:
    for park in pack.parks:
        yield _item(
            "park",
            park.cite,
            name=park.name.zh,
            level=park.level,
            area=_square_kilometres(park.area),
            industries=list(park.industries),
            tax_per_mu_base=_number(park.tax_per_mu_base.value) if park.tax_per_mu_base else None,
            tax_per_mu_target=_number(park.tax_per_mu_target.value) if park.tax_per_mu_target else None,
        )


def _square_kilometres(area: Amount | None) -> str | None:
    """An area in 平方公里, whatever unit its column has."""
    said = area.quantity() if area else None
    if said is not None and said.unit.measure == "亩":
        return _number(said.in_measure() / _MU_A_SQUARE_KILOMETRE)
    return _number(area.value) if area else None


def _chains(pack: Pack, _names: dict[str, str]) -> Iterator[Item]:
    for chain in (each for each in pack.chains if each.source == "plan"):
        yield _item(
            "chain",
            chain.cite,
            name=chain.name.zh,
            leader=chain.leader or None,
            lead_department=chain.lead_department or None,
            chain_enterprises=list(chain.enterprises),
        )


def _capacities(pack: Pack, _names: dict[str, str]) -> Iterator[Item]:
    for row in pack.capacities:
        yield _item(
            "capacity",
            row.cite,
            name=row.name,
            unit=row.unit,
            base_capacity=_number(row.base_capacity),
            base_output=_number(row.base_output),
            value=_number(row.target_capacity),
            target_output=_number(row.target_output),
        )


def _tasks(pack: Pack, _names: dict[str, str]) -> Iterator[Item]:
    for task in _handed_out(pack.tasks):
        yield _item("task", task.cite, name=_NUMBERING.sub("", task.name), departments=_departments(task),
                    deadline=task.deadline or None)  # fmt: skip


def _handed_out(tasks: tuple[Task, ...]) -> Iterator[Task]:
    """The tasks; where a plan names who and when measure by measure, those measures in their task's place."""
    below: dict[str, list[Task]] = defaultdict(list)
    for task in tasks:
        if task.level == "measure":
            below[task.parent].append(task)
    parted = {task.id for task in tasks if _is_parted(task, below[task.id])}
    parted |= {task.id for task in tasks if parted and len(below[task.id]) == 1 and _is_lifted(task, below)}
    for task in tasks:
        whole = task.level == "task" and task.id not in parted
        if whole or (task.level == "measure" and task.parent in parted):
            yield task


def _is_parted(task: Task, measures: list[Task]) -> bool:
    """Whether two or more measures have their own offices and the task none but theirs."""
    if len(measures) < 2 or not all(m.departments or m.deadline for m in measures):
        return False
    theirs = {name for measure in measures for name in measure.departments}
    return set(task.departments) <= theirs


def _is_lifted(task: Task, below: dict[str, list[Task]]) -> bool:
    """Whether the only measure of a task says who does it."""
    measure = below[task.id][0]
    return bool(measure.departments) and measure.departments == task.departments


def _departments(task: Task) -> list[str]:
    lead = (task.lead_department,) if task.lead_department else ()
    return list(dict.fromkeys((*lead, *task.departments)))


def _contradictions(pack: Pack, _names: dict[str, str]) -> Iterator[Item]:
    for found in contradictions(check_pack(pack)):
        cites = tuple(str(cite) for cite in found.cites)
        yield _item("contradiction", cites, values=list(found.values), quotes=list(found.quotes))


def _item(kind: str, cite: tuple[str, ...], **fields: Any) -> Item:
    return {"type": kind, **fields, "cite": list(cite)}
