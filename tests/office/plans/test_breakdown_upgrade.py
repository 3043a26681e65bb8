"""A workspace whose breakdowns were kept by the app ``pages`` loses none of them when it is upgraded."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("pages", "0001_breakdown_versions"), ("plans", "0003_reference_tables")]


def migrated(targets):
    """The models as they were, or are, after a migration."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


@pytest.fixture
def older(transactional_db):
    """The database as the release before had it; afterwards it is the newest again."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield migrated(BEFORE)
    migrated(newest)


def test_every_version_and_its_history_is_still_there(older):
    from rongshu.office.plans.breakdowns import keep
    from rongshu.office.plans.models import BreakdownVersion, Plan

    plan = older.get_model("plans", "Plan").objects.create(slug="x", folder="x", title="规划")
    old, past = (
        older.get_model("pages", name) for name in ("BreakdownVersion", "HistoricalBreakdownVersion")
    )
    for number in (1, 2):
        old.objects.create(
            plan=plan, indicator="i", number=number, content={"sum": number}, form={"by": ["county"]},
            in_force=number == 2,
        )  # fmt: skip
    first = old.objects.get(number=1)
    past.objects.create(
        id=first.pk, plan=plan, indicator="i", number=1, at=first.at, history_date=first.at, history_type="+"
    )
    migrated(MigrationExecutor(connection).loader.graph.leaf_nodes())
    kept = BreakdownVersion.objects.order_by("number")
    assert [(each.pk, each.content, each.in_force) for each in kept] == [
        (first.pk, {"sum": 1}, False),
        (first.pk + 1, {"sum": 2}, True),
    ]
    assert kept[0].history.get().history_type == "+"
    now = Plan.objects.get()
    following = keep(BreakdownVersion(plan=now, indicator="i", content={}, form={"by": []}))
    assert (following.number, following.pk > first.pk + 1) == (3, True)
    assert following.history.count() == 1
    assert "pages_breakdownversion" not in connection.introspection.table_names()
