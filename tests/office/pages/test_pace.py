"""What growth is needed from here, by indicator and by the groups that a target was broken down to."""

from __future__ import annotations

import pytest

from office.pages import running
from office.pages.rongjiang import DAY, rongjiang
from rongshu.metrics.sheets.breakdown_sheet import answer_breakdown
from rongshu.metrics.status.indicator_status import pack_status
from rongshu.office.pages.breakdown.pace import group_pace, indicator_ways
from rongshu.office.plans.breakdowns import put_in_force
from rongshu.office.plans.models import BreakdownVersion

PACK = rongjiang()
FLOW = PACK.indicators[0].model_copy(update={"measure": "output", "unit": "万元"})


def test_it_works():
    rows = indicator_ways(pack_status(PACK, DAY))
    assert {row.name.zh for row in rows} >= {"规上工业增加值", "数字经济规模"}
    row = next(row for row in rows if row.name.zh == "数字经济规模")
    assert row.way.yearly.text() == "+300亿元"
    assert row.year == "2030"


def test_what_must_quicken_most_comes_first():
    rows = [row for row in indicator_ways(pack_status(PACK, DAY)) if row.way.rate and row.way.so_far]
    quicken = [row.way.rate.value - row.way.so_far.value for row in rows]
    assert quicken == sorted(quicken, reverse=True)


@pytest.fixture
def lake(plan, settings):
    running.fill(settings.WORKSPACE.lake)
    return settings.WORKSPACE.lake


@pytest.fixture
def version(plan, owner, lake):
    """2024 is the base: 东城区 1 440, 西山县 600; both are to grow by a tenth a year."""
    sheet = {
        "indicator": FLOW.id, "unit": "万元", "years": [2025, 2026],
        "totals": {"2025": "2244", "2026": "2468.4"},
        "groups": [
            {"county": "东城区", "key": "1440", "base": "1440"},
            {"county": "西山县", "key": "600", "base": "600"},
        ],
    }  # fmt: skip
    kept = BreakdownVersion.objects.create(
        plan=plan, indicator=FLOW.id, number=1, content=answer_breakdown(sheet),
        form={"by": ["county"], "key": "output"}, by=owner,
    )  # fmt: skip
    put_in_force(kept, owner)
    return kept


def paced(plan, user):
    from rongshu.office.pages.opened.opening import open_plan

    opened = open_plan(user, plan.slug)
    status = next(each for each in pack_status(PACK.model_copy(update={"indicators": (FLOW,)}), DAY))
    return group_pace(user, opened, status, "output", None)


@pytest.mark.django_db
def test_groups_stand_against_their_own_part(plan, owner, version):
    """To June 2025: 东城区 6 × 120 + 6 × 130, its path half way to 1 584; 西山县 with 丁's 20."""
    pace = paced(plan, owner)
    rows = {row.name.zh: row for row in pace.rows}
    assert (rows["东城区"].current.value, rows["东城区"].expected.value) == (1500, 1512)
    assert (rows["西山县"].current.value, rows["西山县"].expected.value) == (590, 630)
    assert pace.gap.value == -52
    assert [row.name.zh for row in pace.rows] == ["西山县", "东城区"]
    assert rows["西山县"].target.value == 726


@pytest.mark.django_db
def test_the_section_is_the_bureaus_own(plan, version, leader, firm_user, outsider):
    assert paced(plan, leader) is not None
    assert paced(plan, firm_user) is None
    assert paced(plan, outsider) is None


@pytest.mark.django_db
def test_the_pages_show_it(plan, owner, version, client_of):
    client = client_of(owner)
    page = client.get("/plans/rongjiang/monitoring/").content.decode()
    assert "今后还需多快" in page
    assert "数字经济规模" in page
    assert "今后还需多快" in client.get("/plans/rongjiang/indicators/ind-1/").content.decode()
