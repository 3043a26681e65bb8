"""Packs opened ahead."""

from __future__ import annotations

import pytest

from rongshu.office.pages import warming
from rongshu.office.pages.warming import warm, warm_all
from rongshu.office.plans.models import Plan
from rongshu.office.plans.register import renew
from rongshu.office.plans.shelf import pack_of

pytestmark = pytest.mark.django_db


def test_it_works(plan) -> None:
    assert warm_all() == 1
    plan.refresh_from_db()
    assert plan.demonstration
    assert len(plan.fingerprint) > 8


def test_a_broken_pack_is_passed_over(plan, tmp_path) -> None:
    (tmp_path / "plans" / plan.folder / "pack.yaml").write_text("id: [", encoding="utf-8")
    assert warm_all() == 0


def test_a_written_pack_is_opened_at_once(plan, monkeypatch) -> None:
    opened = []
    monkeypatch.setattr(warming, "opened_plan", lambda one: opened.append(one) or 1 / 0)
    renew(plan, pack_of(plan))
    assert opened == [plan]


def test_trouble_does_not_reach_the_writer(plan, monkeypatch) -> None:
    monkeypatch.setattr(warming, "opened_plan", lambda _one: 1 / 0)
    assert warm(plan) is False
    assert Plan.objects.get() == plan
