"""The demonstration has a past: two days of its chains differ, and every row tells since when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from office.pages.conftest import pack_folder, plan  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def filled(plan, bureau, settings):  # noqa: F811
    """The invented registry of the plan."""
    from rongshu.office.plans.shelf import pack_of
    from rongshu.office.registry.demo import fill

    settings.WORKSPACE = replace(settings.WORKSPACE, demonstration=True)
    assert fill(plan.folder, pack_of(plan), bureau)
    return plan


def test_it_works(filled):
    """What the records say is what stands there, and the past was another one."""
    from rongshu.office.registry.models import Obstacle, Project
    from rongshu.office.registry.recall import chain_past, first_day, targets_past

    today = timezone.localdate()
    days = (today - timedelta(days=200), today)
    assert first_day(filled.folder, "wind") < days[0]
    past = chain_past(filled.folder, "wind", days)
    assert past.unrecorded == 0
    assert [each.unsure for each in past.then] == [{}, {}]
    assert past.then[0].firms != past.then[1].firms
    assert targets_past(days).unrecorded == 0
    assert Project.history.filter(history_type="~").exists()
    assert Obstacle.objects.filter(cleared=None).exists()


def test_a_real_workspace_gets_none(plan, bureau):  # noqa: F811
    from rongshu.office.people.demo import NotADemonstration
    from rongshu.office.plans.shelf import pack_of
    from rongshu.office.registry.demo import fill

    with pytest.raises(NotADemonstration):
        fill(plan.folder, pack_of(plan), bureau)


def test_the_page_shows_it(filled, owner, client_of):
    first = timezone.localdate() - timedelta(days=200)
    page = client_of(owner).get(f"/plans/rongjiang/chains/changes/wind/?from={first}").content.decode()
    assert "有变化的环节" in page
    assert "没有留下历史" not in page
    assert "演示数据" in page
