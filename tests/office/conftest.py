"""The fixed cast of the office's tests: two bureaus, a firm, and who sits there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

PASSWORD = "banyan-roots-7-deep"


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Passwords are hashed by something quick; how well Django hashes is not tested here."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def bureau(db):
    """The bureau that owns the plan."""
    from rongshu.office.people.models import Organisation

    return Organisation.objects.create(name="临江市工信局", name_en="Linjiang Industry Bureau")


@pytest.fixture
def other_bureau(db):
    """A bureau that owns nothing here."""
    from rongshu.office.people.models import Organisation

    return Organisation.objects.create(name="远山市发改委", name_en="Yuanshan Reform Commission")


@pytest.fixture
def firm(db, bureau):
    """A firm below the bureau."""
    from rongshu.office.people.models import Organisation

    return Organisation.objects.create(
        name="临江示例纺织", name_en="Linjiang Sample Textiles", kind="firm", parent=bureau
    )


@pytest.fixture
def make_user(db) -> Callable[..., object]:
    """Makes a user who can log in."""
    from rongshu.office.people.models import User

    def make(username: str, role: str, organisation: object = None, **fields: object) -> object:
        fields.setdefault("name", username)
        return User.objects.create_user(username, PASSWORD, role=role, organisation=organisation, **fields)

    return make


@pytest.fixture
def administrator(make_user, bureau):
    """Runs the workspace."""
    return make_user("guanli", "administrator", bureau, name="管理员", name_en="Administrator")


@pytest.fixture
def owner(make_user, bureau):
    """The planner whose plan it is."""
    return make_user("guihua", "planner", bureau, name="林规划", name_en="Lin the planner")


@pytest.fixture
def colleague(make_user, bureau):
    """An analyst of the same bureau."""
    return make_user("jiance", "analyst", bureau, name="陈监测", name_en="Chen the analyst")


@pytest.fixture
def leader(make_user, bureau):
    """Reads only."""
    return make_user("lingdao", "viewer", bureau, name="王领导", name_en="Wang the leader")


@pytest.fixture
def outsider(make_user, other_bureau):
    """A planner of another bureau."""
    return make_user("waiwei", "planner", other_bureau, name="外单位", name_en="Outsider")


@pytest.fixture
def firm_user(make_user, firm):
    """Somebody of a firm."""
    return make_user("qiye", "firm", firm, name="企业用户", name_en="Firm user")


@pytest.fixture
def client_of() -> Callable[[object], Client]:
    """A client that is logged in as somebody."""

    def log_in(user: object) -> Client:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return log_in


@pytest.fixture
def make_plan(db, bureau, settings, tmp_path) -> Callable[..., object]:
    """Makes a plan; ``pack`` is a folder to copy, else it has none."""
    import shutil
    from dataclasses import replace

    from rongshu.office.plans.models import Plan

    settings.WORKSPACE = replace(settings.WORKSPACE, folder=tmp_path)
    (tmp_path / "plans").mkdir()
    (tmp_path / "files").mkdir()

    def make(slug: str = "linjiang-2026-2030", pack: object = None, **fields: object) -> object:
        folder = tmp_path / "plans" / slug
        if pack is not None:
            shutil.copytree(str(pack), folder)
        fields.setdefault("title", "临江市工业发展规划")
        fields.setdefault("title_en", "Linjiang Industry Plan")
        fields.setdefault("owner", bureau)
        return Plan.objects.create(slug=slug, folder=slug, **fields)

    return make


@pytest.fixture
def draft(make_plan):
    """A draft whose pack is compiled and whose document is kept."""
    from django.conf import settings

    from office.plans.invented import DOCUMENT, invented_pack
    from rongshu.office.plans.receiving import keep
    from rongshu.pack.renewal.renew import renew_pack

    plan = make_plan("linjiang-2026-2030")
    renew_pack(invented_pack(), settings.WORKSPACE.plans / plan.folder)
    plan.source = keep(DOCUMENT, "plan.txt", None)
    plan.save()
    return plan


@pytest.fixture
def published(draft):
    """The same, published for everybody."""
    draft.state = "published"
    draft.save()
    return draft
