"""Lists: nothing falls out of them by sorting or searching without being said."""

from __future__ import annotations

from datetime import date

import pytest

pytestmark = pytest.mark.django_db


@pytest.fixture
def crowd(make_firm):
    """Sixty firms; every third has no known output."""
    return [make_firm(n, f"企业{n:03d}", output=None if n % 3 == 0 else n) for n in range(1, 61)]


@pytest.mark.parametrize("sort", ["output", "-output"])
def test_it_works(owner, crowd, sort):
    """Sorted by a figure: all rows once, those without the figure last, over both pages."""
    from rongshu.office.registry.kinds import ENTERPRISE
    from rongshu.office.registry.lists import asked_of, narrowed, ordered, page_rows

    rows = narrowed(owner, ENTERPRISE, asked_of(ENTERPRISE, {}))
    pages = [page_rows(rows, ENTERPRISE, asked_of(ENTERPRISE, {"sort": sort, "page": p})) for p in "12"]
    outputs = [row.output for page in pages for row in page]
    assert [len(page) for page in pages] == [50, 10]
    assert outputs[40:] == [None] * 20
    assert outputs[:40] == sorted(outputs[:40], reverse=sort.startswith("-"))
    assert len({row.pk for page in pages for row in page}) == 60
    assert [row.output for row in ordered(rows, ENTERPRISE, sort)] == outputs


def test_the_page_counts_those_without_the_figure(owner, crowd, client_of):
    page = client_of(owner).get("/registry/enterprises/?sort=-output").content.decode()
    assert "60 条" in page


def test_a_search_that_finds_more_than_it_lists_says_how_many(owner, crowd, client_of, monkeypatch):
    from rongshu.office.registry import lists
    from rongshu.office.registry.views import listing

    monkeypatch.setattr(lists, "SEARCHED", 55)
    monkeypatch.setattr(listing, "SEARCHED", 55)
    client = client_of(owner)
    page = client.get("/registry/enterprises/?q=企业").content.decode()
    assert "共找到 60 条，只列前 55 条" in page
    assert "1 / 2" in page
    second = client.get("/registry/enterprises/?q=企业&page=2").content.decode()
    assert second.count('name="row"') == 5
    assert "只列前" not in client.get("/registry/enterprises/?q=企业00").content.decode()


def test_a_project_is_found_once_by_what_stands_in_its_way(owner, bureau, client_of):
    from rongshu.office.registry.models import Obstacle, Project

    project = Project.objects.create(number="P1", name="示例项目", owner=bureau)
    Project.objects.create(number="P2", name="别的项目", owner=bureau)
    for what in ("用地指标未落实", "用地红线待调"):
        Obstacle.objects.create(project=project, what=what, kind="land")
    Obstacle.objects.create(project=project, what="环评", cleared=date(2026, 1, 1))
    page = client_of(owner).get("/registry/projects/?q=用地").content.decode()
    assert "1 条" in page
    assert "用地指标未落实；用地红线待调" in page
    assert "别的项目" not in page
    assert "示例项目" in client_of(owner).get("/registry/projects/?blocked=1").content.decode()


def test_a_firms_page_shows_what_hangs_on_it(owner, county, client_of, make_firm, bureau):
    """Its land and meters, and a way to its park; nothing of a park that the reader does not reach."""
    from rongshu.office.registry.models import Meter, Park, Plot

    park = Park.objects.create(name="临江产业园", owner=bureau)
    firm = make_firm(1, owner=county, park=park)
    Plot.objects.create(number="临江地1", park=park, area_mu=30, occupant=firm, owner=county)
    Plot.objects.create(number="临江地2", park=park, occupant=firm, owner=bureau)
    Meter.objects.create(number="临江表1", enterprise=firm, owner=county)
    address = f"/registry/enterprises/{firm.pk}/"
    page = client_of(owner).get(address).content.decode()
    assert all(each in page for each in ("临江地1", "临江地2", "临江表1", f"/registry/parks/{park.pk}/"))
    assert "?park=" in client_of(owner).get(f"/registry/parks/{park.pk}/").content.decode()


def test_a_county_sees_only_its_own_of_it(county_user, county, client_of, make_firm, bureau):
    from rongshu.office.registry.models import Park, Plot

    park = Park.objects.create(name="临江产业园", owner=bureau)
    firm = make_firm(1, owner=county, park=park)
    Plot.objects.create(number="临江地1", occupant=firm, owner=county)
    Plot.objects.create(number="临江地2", occupant=firm, owner=bureau)
    page = client_of(county_user).get(f"/registry/enterprises/{firm.pk}/").content.decode()
    assert "临江地1" in page
    assert "临江地2" not in page
    assert f"/registry/parks/{park.pk}/" not in page


def test_the_form_offers_what_may_be_written(county_user, county, client_of, make_firm, bureau, park_office):
    from rongshu.office.registry.models import Park

    Park.objects.create(name="县里的园", owner=county)
    Park.objects.create(name="市里的园", owner=bureau)
    firm = make_firm(1, owner=county, champion=True)
    page = client_of(county_user).get(f"/registry/enterprises/{firm.pk}/edit/").content.decode()
    assert '<option value="县里的园">' in page
    assert "市里的园" not in page
    assert '<option value="是" selected>' in page
