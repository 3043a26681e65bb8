"""The invented people: their passwords last as long as their workspace."""

from __future__ import annotations

import stat
from dataclasses import replace

import pytest

from rongshu.office.people.demo import KEPT, NotADemonstration, create_demo_users
from rongshu.office.people.models import User

pytestmark = pytest.mark.django_db


@pytest.fixture
def demonstration(settings, tmp_path):
    """A workspace that is marked."""
    settings.WORKSPACE = replace(settings.WORKSPACE, folder=tmp_path, demonstration=True)
    return tmp_path


def test_it_works(demonstration) -> None:
    first = create_demo_users()
    hashes = dict(User.objects.values_list("username", "password"))
    assert create_demo_users() == first
    assert len({login.password for login in first}) == len(first)
    assert dict(User.objects.values_list("username", "password")) == hashes, "sessions would end"
    assert stat.S_IMODE((demonstration / KEPT).stat().st_mode) == 0o600


def test_a_password_that_was_changed_is_the_printed_one_again(demonstration) -> None:
    login = create_demo_users()[0]
    user = User.objects.get(username=login.username)
    user.set_password("something-else-entirely")
    user.save()
    create_demo_users()
    assert User.objects.get(username=login.username).check_password(login.password)


def test_one_given_is_kept(demonstration) -> None:
    assert {login.password for login in create_demo_users("one-for-all-of-them")} == {"one-for-all-of-them"}
    assert create_demo_users()[0].password == "one-for-all-of-them"


@pytest.mark.parametrize("written", ["", "[]", "{", '{"admin": ""}'])
def test_a_damaged_file_is_made_anew(demonstration, written: str) -> None:
    (demonstration / KEPT).write_text(written, encoding="utf-8")
    assert len(create_demo_users()[0].password) == 19


def test_a_real_workspace_has_none(settings, tmp_path) -> None:
    settings.WORKSPACE = replace(settings.WORKSPACE, folder=tmp_path, demonstration=False)
    with pytest.raises(NotADemonstration):
        create_demo_users()
    assert not (tmp_path / KEPT).exists()
