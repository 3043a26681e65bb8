"""A form names firms and projects without reading the whole table, and what it shows leads back."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

pytestmark = pytest.mark.django_db
MOST_ROWS = 40


@pytest.fixture
def many(make_firm):
    """More firms than any form may read."""
    return [make_firm(number, f"临江市示例{number:03d}有限公司") for number in range(1, 61)]


@pytest.fixture
def project(bureau, many):
    from rongshu.office.registry.models import Project

    return Project.objects.create(number="X1", name="示例项目", owner=bureau, enterprise=many[7])


def most_rows(caught) -> int:
    """Of every question the rows of its answer, the most of them."""
    counts = []
    for query in caught.captured_queries:
        if query["sql"].startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(query["sql"])
                counts.append(len(cursor.fetchall()))
    return max(counts)


def form_of(page, kind):
    """What a browser would send back of an edit form."""
    import html
    import re

    inputs = re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in inputs}


def test_a_form_reads_the_names_that_it_shows(owner, project, many, client_of):
    client, address = client_of(owner), f"/registry/projects/{project.pk}/edit/"
    with CaptureQueriesContext(connection) as caught:
        page = client.get(address).content.decode()
    assert f'value="{many[7].name}"' in page
    assert many[8].name not in page
    assert most_rows(caught) < MOST_ROWS
    with CaptureQueriesContext(connection) as caught:
        assert (
            client.post(address, {**form_of(page, "projects"), "enterprise": many[9].name}).status_code == 302
        )
    assert most_rows(caught) < MOST_ROWS
    project.refresh_from_db()
    assert project.enterprise == many[9]


@pytest.mark.parametrize(
    "typed", ["临江市示例003有限公司", " 临江市 示例003有限公司", "临江市示例003有限公司　"]
)
def test_blanks_and_codes_are_no_other_firm(owner, many, typed):
    from rongshu.office.registry.desk import Desk
    from rongshu.office.registry.kinds import PROJECTS

    field = PROJECTS.field("enterprise")
    for many_names in (False, True):
        assert Desk(owner, many_names).read(typed, field) == many[2].pk
        assert Desk(owner, many_names).read(many[2].code, field) == many[2].pk
    many[4].name = "示例 五　公司"
    many[4].save()
    assert Desk(owner).read("示例五公司", field) == many[4].pk


def test_two_of_one_name_are_shown_by_what_tells_them_apart(owner, make_firm):
    from rongshu.office.registry.cells import Refused
    from rongshu.office.registry.desk import Desk
    from rongshu.office.registry.kinds import PROJECTS

    field, desk = PROJECTS.field("enterprise"), Desk(owner)
    first, second = make_firm(1, "同名公司"), make_firm(2, "同名公司")
    assert (desk.show(first.pk, field), desk.show(second.pk, field)) == (first.code, second.code)
    with pytest.raises(Refused):
        desk.read("同名公司", field)


def test_a_firm_out_of_reach_is_not_told_and_stays(county_user, county, project, many, client_of):
    project.owner = county
    project.save()
    client, address = client_of(county_user), f"/registry/projects/{project.pk}/edit/"
    form = form_of(client.get(address).content.decode(), "projects")
    assert form["enterprise"] == str(many[7].pk)
    assert client.post(address, {**form, "investor": "示例投资"}).status_code == 302
    project.refresh_from_db()
    assert (project.investor, project.enterprise) == ("示例投资", many[7])
    assert client.post(address, {**form, "enterprise": many[8].name}).status_code == 400


def test_suggestions_are_few_and_within_reach(owner, outsider, leader, many, client_of):
    address = "/registry/projects/names/enterprise/"
    with CaptureQueriesContext(connection) as caught:
        page = client_of(owner).get(address, {"enterprise": "示例"}).content.decode()
    assert page.count("<option") == 20
    assert most_rows(caught) <= 20
    assert many[41].name in client_of(owner).get(address, {"enterprise": many[41].code[-9:]}).content.decode()
    assert "<option" not in client_of(owner).get(address, {"enterprise": "示"}).content.decode()
    assert "<option" not in client_of(outsider).get(address, {"enterprise": "示例"}).content.decode()
    assert client_of(leader).get(address, {"enterprise": "示例"}).status_code == 403
    assert client_of(owner).get("/registry/projects/names/county/").status_code == 404


def test_chains_of_one_name_in_two_plans_can_be_told_apart(owner, client_of):
    from django.core.cache import cache

    from rongshu.office.registry.models import Node

    for plan, chain, name in (
        ("a-2025", "x", "鼓产业链"),
        ("a-2030", "x", "鼓产业链"),
        ("a-2030", "y", "笛产业链"),
    ):
        Node.objects.create(plan=plan, chain=chain, chain_name=name, stage="s", node="n", name="环节")
    cache.delete("registry-chains")
    page = client_of(owner).get("/registry/enterprises/").content.decode()
    assert "鼓产业链 · a-2025" in page
    assert "鼓产业链 · a-2030" in page
    assert "笛产业链 · " not in page
