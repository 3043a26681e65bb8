"""Every address of the loads, asked by whoever should not get there; and in English."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from office.loads.sheets import month_file
from rongshu.office.loads.urls import urlpatterns

pytestmark = pytest.mark.django_db
NAMES = [pattern.name for pattern in urlpatterns]
OF_A_FILE = [name for name in NAMES if name not in ("index", "send")]
CHINESE = re.compile(r"[\u3400-\u9fff]+")
MARKED = re.compile(
    r"<(?P<tag>[a-z0-9]+)[^>]*\b(?:lang=\"zh-Hans\"|translate=\"no\")[^>]*>.*?</(?P=tag)>|<!--.*?-->",
    re.DOTALL,
)


def address(name: str, number: int) -> str:
    return reverse(f"loads:{name}", args=[] if name in ("index", "send") else [number])


def test_it_works(landed, colleague, client_of) -> None:
    assert client_of(colleague).get(address("delivery", landed.pk)).status_code == 200


@pytest.mark.parametrize("name", OF_A_FILE)
def test_another_bureau_does_not_learn_of_it(landed, outsider, client_of, name: str) -> None:
    client, url = client_of(outsider), address(name, landed.pk)
    assert {client.get(url).status_code, client.post(url, {"reason": "x"}).status_code} <= {404, 405}
    landed.refresh_from_db()
    assert landed.state == "landed"


def test_another_bureau_sees_an_empty_list(landed, outsider, client_of) -> None:
    assert landed.name not in client_of(outsider).get(reverse("loads:index")).content.decode()


def test_the_same_file_of_another_bureau_is_not_given_away(landed, send, outsider) -> None:
    theirs = send(outsider, month_file(2025, 6, (100, 50, 30)), "theirs.xlsx")
    assert theirs != landed


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("role", ["viewer", "park", "county", "firm"])
def test_readers_firms_parks_and_counties_stay_out(
    landed, bureau, make_user, client_of, name: str, role: str
) -> None:
    client, url = client_of(make_user(f"who-{role}", role, bureau)), address(name, landed.pk)
    assert {client.get(url).status_code, client.post(url).status_code} <= {403, 404, 405}


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_sent_to_the_login(landed, client, name: str) -> None:
    for answer in (client.get(address(name, landed.pk)), client.post(address(name, landed.pk))):
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/accounts/login/")


def test_english_pages_have_no_chinese(landed, send, colleague, client_of) -> None:
    waiting = send(colleague, month_file(2025, 7, (100, "见附表", 30)), "july.xlsx")
    type(colleague).objects.update(locale="en")
    client = client_of(colleague)
    urls = [
        address("index", 0),
        address("send", 0),
        *(address("delivery", n) for n in (landed.pk, waiting.pk)),
    ]
    for url in urls:
        text = MARKED.sub("", client.get(url).content.decode()).replace("中文", "").replace("简体中文", "")
        left = [
            word for word in CHINESE.findall(re.sub(r"<[^>]+>", " ", text)) if word not in {"企业与项目台账"}
        ]
        assert left == [], url
