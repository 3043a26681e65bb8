"""Every address, asked by whoever should not get there; and how many queries the others cost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

pytestmark = pytest.mark.django_db
EVERYBODYS = {"home", "index", "profile", "language", "theme", "health"}
# For the administrator on the plan of the cast, everything opened once before: session, user, plan, and what
# the page itself needs.
QUERIES = {
    "plans:index": 3,
    "plans:document": 3,
    "plans:review": 5,
    "plans:settings": 6,  # with the newest write of the plan, which the form has seen
    "plans:actuals": 4,
    "plans:add_actual": 3,
    "people:index": 4,
    "people:organisations": 3,
    "people:profile": 2,
    "plans:reference": 4,
}


def addresses(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else space
            yield from addresses(entry, inner)
        elif entry.callback.__module__.startswith("rongshu."):
            yield f"{space}{entry.name}", entry


def of_plans() -> list[str]:
    return sorted(
        name
        for name, entry in addresses(get_resolver())
        if "plan" in entry.pattern.converters or _below(name)
    )


def _below(name: str) -> bool:
    return name.startswith(("plans:", "pages:")) and name not in {"plans:index", "plans:upload"}


def reached(name: str, slug: str) -> str | None:
    """The address with every argument filled in."""
    node = {"identity": "x", "node": "x"}
    for values in (
        *({}, {"number": 1}, {"identity": "x"}, {"kind": "x"}, {"identity": "x", "kind": "x"}),
        *(node, {**node, "number": 1}),
    ):
        try:
            return reverse(name, kwargs={"plan": slug, **values})
        except NoReverseMatch:
            continue
    return None


def test_it_works() -> None:
    assert "plans:document" in of_plans()
    assert reached("plans:run", "a") == "/plans/a/runs/1/"


@pytest.mark.parametrize("who", ["outsider", "firm_user"])
@pytest.mark.parametrize("name", of_plans())
def test_a_draft_does_not_exist_for_the_outsider(request, draft, client_of, name: str, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    url = reached(name, draft.slug)
    if url is None:
        pytest.skip(f"{name} is not an address of a plan")
    assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}


@pytest.mark.parametrize("name", [name for name in of_plans() if name.startswith("plans:")])
def test_a_published_plan_is_only_read_by_the_outsider(published, outsider, client_of, name: str) -> None:
    client = client_of(outsider)
    answer = client.post(reached(name, published.slug))
    assert answer.status_code in {403, 405}


@pytest.mark.parametrize("who", ["owner", "colleague", "leader", "outsider", "firm_user"])
def test_people_are_kept_by_the_administrator_alone(request, administrator, client_of, who: str) -> None:
    client = client_of(request.getfixturevalue(who))
    for name, _entry in addresses(get_resolver()):
        if name.startswith("people:") and name != "people:profile":
            number = {"number": administrator.pk}
            url = next(filter(None, (_reverse(name, {}), _reverse(name, number))))
            assert client.get(url).status_code in {403, 405}, name
            assert client.post(url).status_code in {403, 405}, name


def _reverse(name: str, values: dict[str, object]) -> str | None:
    try:
        return reverse(name, kwargs=values)
    except NoReverseMatch:
        return None


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_page_costs_what_it_did(administrator, owner, colleague, published, client_of, name: str) -> None:
    client = client_of(administrator)
    url = _reverse(name, {}) or reached(name, published.slug)
    client.get(url)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(url).status_code == 200
    assert len(caught) == QUERIES[name], "\n".join(query["sql"][:120] for query in caught)
