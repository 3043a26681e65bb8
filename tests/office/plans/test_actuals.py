"""Figures typed by hand."""

from __future__ import annotations

import pytest
from django.urls import reverse

from rongshu.office.people.audit import entries
from rongshu.office.plans.models import Actual

pytestmark = pytest.mark.django_db
FIGURE = {
    "series": "output",
    "period": "2026",
    "value": "1310.5",
    "unit": "亿元",
    "source": "统计公报第3页",
    "grade": "H",
    "released": "2027-03-01",
}


def test_it_works(published, colleague, leader, client_of) -> None:
    url = reverse("plans:add_actual", args=[published.slug])
    assert client_of(colleague).post(url, FIGURE).status_code == 302
    page = client_of(leader).get(reverse("plans:actuals", args=[published.slug])).content.decode()
    assert "1,310.5" in page
    assert "统计公报第3页" in page
    assert entries(1)[0].who == colleague.label


@pytest.mark.parametrize(
    "wrong",
    [
        {"source": ""},
        {"value": ""},
        {"period": "去年"},
        {"grade": "A"},
        {"series": "nothing"},
        {"value": "NaN"},
        {"unit": ""},
        {"unit": "家"},
    ],
)
def test_a_figure_without_its_facts_is_refused(
    published, colleague, client_of, wrong: dict[str, str]
) -> None:
    url = reverse("plans:add_actual", args=[published.slug])
    assert client_of(colleague).post(url, {**FIGURE, **wrong}).status_code == 200
    assert not Actual.objects.exists()


def test_words_stand_for_a_number(published, colleague, client_of) -> None:
    url = reverse("plans:add_actual", args=[published.slug])
    client_of(colleague).post(url, {**FIGURE, "value": "", "words": "完成省下达任务"})
    assert Actual.objects.get().value is None


def test_a_deleted_figure_stays_in_the_log(published, colleague, client_of) -> None:
    client = client_of(colleague)
    client.post(reverse("plans:add_actual", args=[published.slug]), FIGURE)
    number = Actual.objects.get().pk
    client.post(reverse("plans:delete_actual", args=[published.slug, number]))
    assert entries(1)[0].sign == "-"


@pytest.mark.parametrize("who", ["outsider", "leader", "firm_user"])
def test_nobody_else_types(request, published, client_of, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    assert client.post(reverse("plans:add_actual", args=[published.slug]), FIGURE).status_code == 403
    assert not Actual.objects.exists()


def test_a_unit_that_folds_into_the_declared_one_is_taken(published, colleague, client_of) -> None:
    url = reverse("plans:add_actual", args=[published.slug])
    assert client_of(colleague).post(url, {**FIGURE, "value": "13105000", "unit": "万元"}).status_code == 302
