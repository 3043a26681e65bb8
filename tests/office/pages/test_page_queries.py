"""How many questions a page of lists and chains asks: twelve at most, whoever asks, whatever has changed."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from office.pages.test_standing import OUTPUTS, stock  # noqa: F401
from office.registry.conftest import county, county_user, park_office, park_user  # noqa: F401

QUERIES = 12
ROOT = "/plans/rongjiang/"
CHAIN = (
    *("chains/", "chains/wind/", "chains/picture/wind.svg", "gaps/", "prospects/", "pipeline/"),
    *("nodes/wind/turbine/", "nodes/wind/blade/", "nodes/wind/blade/targets/", "chains/changes/wind/"),
)
LISTS = (
    *(
        "enterprises/",
        "enterprises/?q=榕江",
        "enterprises/?chain=rongjiang|wind",
        "enterprises/?sort=-output",
    ),
    *(
        "enterprises/?placed=none&page=2",
        "projects/",
        "projects/?blocked=1",
        "projects/?chain=rongjiang|wind",
    ),
    *("parks/", "plots/", "meters/", "targets/", "obstacles/", "projects/board/", "projects/monthly/"),
    *("review/", "review/?chain=rongjiang|wind", "duplicates/", "batches/"),
)
PAGES = (*(ROOT + each for each in CHAIN), *(f"/registry/{each}" for each in LISTS))
CAST = ("administrator", "owner", "leader", "county_user", "park_user", "outsider", "firm_user")


@pytest.fixture
def full(stock, plan, bureau, county, park_office, settings):  # noqa: F811
    """Firms, projects and parks of several keepers, a project that is stuck, and reference figures."""
    from rongshu.office.registry.models import (
        Enterprise,
        Node,
        Obstacle,
        Park,
        Plot,
        Project,
        ProjectMonth,
    )

    keepers, nodes = (bureau, county, park_office), list(Node.objects.filter(chain="wind"))
    for number, firm in enumerate(Enterprise.objects.order_by("pk")):
        keeper = keepers[number % 3]
        park = Park.objects.create(name=f"示例园{number}", county=f"县{number}", owner=keeper)
        firm.owner, firm.park, firm.county = keeper, park, f"县{number}"
        firm.save()
        Plot.objects.create(number=f"D{number}", park=park, occupant=firm, owner=keeper)
        for place in range(3):
            project = Project.objects.create(
                *(),
                number=f"S{number}{place}",
                name=f"示例项目{number}{place}",
                stage="started",
                node=nodes[(number + place) % len(nodes)],
                enterprise=firm,
                park=park,
                owner=keeper,
                output=100,
                due=date(2026, 1, 1),
            )
            Obstacle.objects.create(project=project, what="用地未落实", since=date(2026, 1, 1))
            ProjectMonth.objects.create(project=project, month=date(2026, 1, 1), planned=5, actual=3)
    folder = settings.WORKSPACE.plans / plan.folder / "reference"
    folder.mkdir()
    (folder / "node-output.csv").write_text(OUTPUTS, encoding="utf-8")
    return plan


def change(plan) -> None:
    """Somebody saves a firm, a place, an outside firm and a project."""
    from rongshu.office.registry.models import Assignment, Enterprise, Project, Target

    for model in (Enterprise, Assignment, Target, Project):
        for row in model.objects.all():
            if model is Enterprise:
                row.output += 1
            row.save()


def asked(client, address: str) -> tuple[int, int]:
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(address)
    return answer.status_code, len(caught)


@pytest.mark.parametrize("who", CAST)
def test_no_page_asks_more_than_twelve(full, request, client_of, who):
    """The first call of all, the first one after a change of everything, and the one after that."""
    from django.core.cache import cache

    user, counted = request.getfixturevalue(who), {}
    for address in PAGES:
        client = client_of(user)
        cache.clear()
        first = asked(client, address)
        change(full)
        counted[address] = (first, asked(client, address), asked(client, address))
    assert {each[0][0] for each in counted.values()} <= {200, 403}
    assert sum(each[0][0] == 200 for each in counted.values()) > 10
    over = {page: each for page, each in counted.items() if max(count for _status, count in each) > QUERIES}
    assert not over


def test_two_days_ask_no_more(full, owner, client_of):
    """Of a chain whose firms, projects and outside firms were another thing before."""
    from rongshu.office.registry.models import Assignment, Enterprise, Project, Target

    then = timezone.now() - timezone.timedelta(days=90)
    for model in (Assignment, Enterprise, Project, Target):
        model.history.update(history_date=then)
    change(full)
    address = f"{ROOT}chains/changes/wind/?from={timezone.localdate(then)}"
    client = client_of(owner)
    status, count = asked(client, address)
    assert status == 200
    assert count <= QUERIES
    assert "有变化的环节" in client.get(address).content.decode()


def test_a_row_asks_the_same_whatever_it_was(full, owner, county, client_of):  # noqa: F811
    """A firm and a project that moved from park to park and from keeper to keeper."""
    from rongshu.office.registry.models import Enterprise, Park, Project

    def count(address: str) -> int:
        return asked(client_of(owner), address)[1]

    for model, kind in ((Enterprise, "enterprises"), (Project, "projects")):
        row = model.objects.order_by("pk").last()
        address = f"/registry/{kind}/{row.pk}/"
        row.save()
        before = count(address)
        assert before <= QUERIES
        for park in Park.objects.all():
            for keeper in (county, full.owner):
                row.park, row.owner = park, keeper
                row.save()
        assert count(address) <= before + 2, "one for the parks, one for the keepers"
