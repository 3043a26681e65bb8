"""The cast of the registry's tests: a county and a park below the bureau, and who sits there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from rongshu.terms.credit_code import check_character


def credit_code(number: int) -> str:
    """A code that nobody has: its division 99 does not exist."""
    first = f"91990000{number:09d}"
    return first + check_character(first)


@pytest.fixture(autouse=True)
def _nothing_kept():
    """Numbers repeat from test to test; what a page keeps by them must not."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture
def county(db, bureau):
    """A county bureau."""
    from rongshu.office.people.models import Organisation

    return Organisation.objects.create(name="临江县工信局", kind="county", parent=bureau)


@pytest.fixture
def park_office(db, county):
    """A park below the county."""
    from rongshu.office.people.models import Organisation

    return Organisation.objects.create(name="临江产业园管委会", kind="park", parent=county)


@pytest.fixture
def county_user(make_user, county):
    """Somebody of the county."""
    return make_user("xianqu", "county", county)


@pytest.fixture
def park_user(make_user, park_office):
    """Somebody of the park."""
    return make_user("yuanqu", "park", park_office)


@pytest.fixture
def make_firm(db, bureau) -> Callable[..., object]:
    """Makes a firm."""
    from rongshu.office.registry.derived import derive
    from rongshu.office.registry.models import Enterprise

    def make(number: int, name: str = "", **fields: object) -> object:
        fields.setdefault("owner", bureau)
        fields.setdefault("code", credit_code(number))
        firm = Enterprise(name=name or f"临江市示例{number}有限公司", **fields)
        derive(firm)
        firm.save()
        return firm

    return make
