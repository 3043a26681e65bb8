"""Versions of breakdowns: kept under the next number, one of an indicator in force."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Max

from rongshu.office.people.models import User
from rongshu.office.plans.models import BreakdownVersion, Plan

TRIES = 5


def keep(version: BreakdownVersion) -> BreakdownVersion:
    """The version under the next number of its indicator; two who save at once get two numbers."""
    known = BreakdownVersion.objects.filter(plan=version.plan, indicator=version.indicator)
    for attempt in range(TRIES):
        try:
            with transaction.atomic():
                version.number = (known.aggregate(last=Max("number"))["last"] or 0) + 1
                version.save(force_insert=True)
                return version
        except IntegrityError:
            version.pk = None
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def put_in_force(version: BreakdownVersion, user: User) -> None:
    """The version counts from now on, the one before it no more; both are in the log."""
    with transaction.atomic():
        others = BreakdownVersion.objects.select_for_update().filter(
            plan=version.plan, indicator=version.indicator, in_force=True
        )
        for other in others.exclude(pk=version.pk):
            other.in_force = False
            other.save()
        version.in_force = True
        version._history_user = user
        version.save()


def in_force(plan: Plan, indicator: str) -> BreakdownVersion | None:
    """The version of an indicator that counts."""
    return BreakdownVersion.objects.filter(plan=plan, indicator=indicator, in_force=True).first()
