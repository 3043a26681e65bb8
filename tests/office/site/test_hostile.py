"""What a hostile user tries: forged addresses, markup in names, forms without a token, others' rights."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from office.conftest import PASSWORD
from office.pages.rongjiang import rongjiang
from office.pages.rongjiang_map import counties, park_points
from rongshu.office.people.models import User
from rongshu.office.plans.models import Plan
from rongshu.pack.folder.write import write_pack
from rongshu.pack.schema import Pack

pytestmark = pytest.mark.django_db
EVIL = '"><img src=x onerror=alert(1)><script>alert(2)</script>\'{{7*7}}{% now "Y" %}'
PAGES = [
    "", "indicators/", "targets/", "industries/", "firms/", "projects/", "chains/", "clusters/", "parks/",
    "tasks/", "mechanisms/", "checks/", "compare/", "search/?q=a", "search/?q=a&live=1", "document/",
    "actuals/", "actuals/add/", "review/", "settings/",
]  # fmt: skip
READING = [page for page in PAGES if page not in ("review/", "settings/", "actuals/add/")]


def poisoned(value: Any, key: str = "") -> Any:
    """Every name and word of a pack with markup behind it; what refers to something else is left."""
    if isinstance(value, dict):
        return {name: poisoned(each, name) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [poisoned(each, key) for each in value]
    texts = {
        "zh",
        "en",
        "title",
        "note",
        "source",
        "function",
        "leader",
        "lead_department",
        "scope",
        "category",
    }
    texts |= {"products", "departments", "aliases", "owner", "county", "belt", "place", "steps"}
    open_text = isinstance(value, str) and value and not value.isascii()
    return value + EVIL if open_text and key in texts else value


@pytest.fixture
def evil(make_plan, tmp_path):
    """A published plan whose every name carries markup."""
    pack = rongjiang()
    said = pack.model_dump(mode="json")
    source = said["about"].pop("source")
    said = poisoned(said)
    said["about"]["source"] = source
    folder = tmp_path / "pack"
    write_pack(Pack.model_validate(said), folder)
    (folder / "geo").mkdir()
    for name, shape in (("counties", counties()), ("parks", park_points())):
        (folder / "geo" / f"{name}.geojson").write_text(json.dumps(shape).replace('区"', '区<b>"'), "utf-8")
    title = "榕江" + EVIL
    return make_plan("evil", folder, state="published", title=title[:180], title_en=title[:180])


def details(plan: Plan) -> list[str]:
    """One page of each kind that has pages of its own."""
    pack = rongjiang()
    firsts = {kind: getattr(pack, kind)[0].id for kind in ("indicators", "industries", "chains", "parks")}
    return [f"{kind}/{identity}/" for kind, identity in firsts.items()]


def test_names_are_text_everywhere(evil, owner, client_of) -> None:
    client = client_of(owner)
    for page, language in product([*PAGES, *details(evil)], ("zh-hans", "en")):
        client.post("/language/", {"language": language})
        answer = client.get(f"/plans/{evil.slug}/{page}")
        html = answer.content.decode()
        assert answer.status_code == 200, page
        for raw in ("<img src=x", "<script>alert", '"><img', ">49"):
            assert raw not in html, (page, language)
    for page in ("/plans/", "/people/me/"):
        assert "<img src=x" not in client.get(page).content.decode()


def test_a_document_with_markup_is_text(
    make_plan, owner, client_of, django_capture_on_commit_callbacks
) -> None:
    client = client_of(owner)
    text = f"临江市“十五五”规划\n一、目标{EVIL}\n到2030年，全市规模以上工业总产值达到2000亿元{EVIL}。\n"
    for name in (f"规划{EVIL}.txt", "x.html"):
        body = (
            text
            if name.endswith("txt")
            else f"<h1>{text}</h1><script>alert(3)</script><p onclick=a()>甲乙丙</p>"
        )
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(
                reverse("plans:upload"), {"document": SimpleUploadedFile(name, body.encode())}
            )
        assert answer.status_code == 302
        slug = answer["Location"].split("/")[2]
        for page in ("document/", "document/?q=<script>", "review/", "settings/", "review/?kind=outline"):
            html = client.get(f"/plans/{slug}/{page}").content.decode()
            for raw in ("<img src=x", "<script>alert", "onclick=a"):
                assert raw not in html, page


FORGED = [
    "../../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc", "..%5c..%5cwindows", "%00", "a" * 3000, "<script>", "'",
    "%ff", "-1", "9" * 60, "con", "漢字", "../settings",
]  # fmt: skip


@pytest.mark.parametrize("forged", FORGED)
def test_a_forged_address_is_not_found(evil, owner, client_of, forged: str) -> None:
    client = client_of(owner)
    for pattern in ("/plans/{}/", "/plans/{}/document/", "/plans/evil/indicators/{}/",
                    "/plans/evil/chains/{}/", "/plans/evil/parks/{}/", "/plans/evil/industries/{}/",
                    "/plans/evil/runs/{}/", "/plans/evil/actuals/{}/", "/people/{}/"):  # fmt: skip
        status = client.get(pattern.format(forged)).status_code
        assert status in {301, 403, 404} or forged == "../settings", (pattern, status)


@pytest.mark.parametrize(
    "forged", ["p0", "p1:9-2", "p" + "9" * 50, "p1:0-" + "9" * 50, "p1:-1-2", "x", ",", "p1,p2," * 400]
)
def test_a_forged_citation_breaks_nothing(published, owner, client_of, forged: str) -> None:
    client = client_of(owner)
    root = f"/plans/{published.slug}/"
    assert client.get(root + "document/", {"cite": forged, "at": forged, "q": forged}).status_code == 200
    data = {"kind": "statements", "item": "champions", "cite": forged}
    assert client.post(root + "citation/", data).status_code in {200, 302}
    assert client.get(root + "citation/", {**data, "kind": forged}).status_code == 404


@pytest.mark.parametrize(
    "word", ["\x00", "🎌" * 500, "%", "_", "a" * 20000, "'; DROP TABLE", "\ud7ff", "(((("]
)
def test_words_break_no_list(evil, owner, administrator, client_of, word: str) -> None:
    client = client_of(administrator)
    for page in READING:
        address = f"/plans/evil/{page.split('?')[0]}"
        asked = {"q": word, "sort": word, "page": word, "status": word, "with": "", "as": word}
        assert client.get(address, asked).status_code == 200, page
    assert client.get("/people/", {"q": word, "page": word, "role": word}).status_code == 200
    nothing = not word.strip("\0")  # what no database takes is not asked at all
    compared = client.get("/plans/evil/compare/", {"with": word[:50]})
    assert compared.status_code == (200 if nothing else 404)


def test_every_form_wants_its_token(published, administrator) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(administrator, backend="allauth.account.auth_backends.AuthenticationBackend")
    root = f"/plans/{published.slug}/"
    for address in (
        "/plans/upload/", root + "publish/", root + "settings/", root + "recompile/", root + "remove/",
        root + "review/decision/", root + "citation/", root + "actuals/add/", root + "document/supply/",
        "/people/add/", f"/people/{administrator.pk}/reset/", f"/people/{administrator.pk}/activate/",
        "/people/me/", "/language/", "/theme/", "/accounts/login/", "/accounts/logout/",
    ):  # fmt: skip
        assert strict.post(address, {}).status_code in {403, 404}, address
    assert Plan.objects.get().is_published


@pytest.mark.parametrize(
    "aim",
    ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:alert(1)", "https:evil"],
)
def test_nobody_is_led_away(owner, aim: str) -> None:
    client = Client()
    for address in ("/language/", "/theme/"):
        assert client.post(address, {"next": aim, "language": "en", "theme": "dark"})["Location"] == "/"
    answer = client.post(
        f"/accounts/login/?next={aim}", {"login": owner.username, "password": PASSWORD, "next": aim}
    )
    assert answer.status_code == 302
    assert answer["Location"] == "/"


def test_the_session_is_a_new_one_after_login(owner) -> None:
    client = Client()
    client.get("/accounts/login/")
    session = client.session
    session["planted"] = "1"
    session.save()
    client.cookies["rongshu_session"] = planted = session.session_key
    client.post("/accounts/login/", {"login": owner.username, "password": PASSWORD})
    assert client.cookies["rongshu_session"].value != planted
    assert client.get("/plans/").status_code == 200


def test_a_stranger_learns_no_names(owner) -> None:
    """A wrong password and an unknown name are answered alike, up to the lock."""
    said = {}
    for name in (owner.username, "nobody-at-all"):
        client = Client(REMOTE_ADDR="10.0.0." + str(len(name)))
        answers = [
            client.post("/accounts/login/", {"login": name, "password": "wrong-" * 3}) for _ in range(6)
        ]
        said[name] = [
            (answer.status_code, "密码" in answer.content.decode(), "锁定" in answer.content.decode())
            for answer in answers
        ]
    assert said[owner.username] == said["nobody-at-all"]
    assert said[owner.username][-1][2]


def test_a_locked_name_stays_shut_with_the_right_password(owner) -> None:
    client = Client()
    for _ in range(5):
        client.post("/accounts/login/", {"login": owner.username.upper(), "password": "wrong-" * 3})
    client.post("/accounts/login/", {"login": owner.username, "password": PASSWORD})
    assert client.get("/plans/").status_code == 302


def test_guessing_the_second_step_ends(owner) -> None:
    from allauth.mfa.models import Authenticator
    from allauth.mfa.totp.internal.auth import generate_totp_secret
    from django.core.cache import cache

    cache.clear()
    Authenticator.objects.create(user=owner, type="totp", data={"secret": generate_totp_secret()})
    client = Client()
    client.post("/accounts/login/", {"login": owner.username, "password": PASSWORD})
    said = [
        client.post("/accounts/2fa/authenticate/", {"code": f"{n:06}"}).content.decode() for n in range(20)
    ]
    assert said[0] != said[-1]
    assert "太多" in said[-1] or "过多" in said[-1] or "锁定" in said[-1]
    cache.clear()


def test_nobody_raises_the_own_role(firm_user, owner, colleague, client_of) -> None:
    data = {
        "role": "administrator",
        "username": "x",
        "name": "x",
        "organisation": "",
        "locale": "en",
        "theme": "dark",
    }
    for user in (firm_user, owner, colleague):
        client = client_of(user)
        client.post("/people/me/", data)
        for address in (
            f"/people/{user.pk}/",
            "/people/add/",
            f"/people/{user.pk}/reset/",
            "/people/organisations/add/",
        ):
            assert client.post(address, data).status_code in {403, 404}, address
        user.refresh_from_db()
        assert user.role != "administrator"
    assert not User.objects.filter(username="x").exists()


def test_pages_are_not_kept_by_browsers_or_proxies(published, owner, client_of) -> None:
    client = client_of(owner)
    for address in (
        "/plans/",
        f"/plans/{published.slug}/",
        f"/plans/{published.slug}/indicators/?as=csv",
        "/people/me/",
    ):
        said = client.get(address).headers.get("Cache-Control", "")
        assert "private" in said or "no-store" in said, address


def test_a_pack_that_cannot_be_read_is_said_on_every_page(draft, owner, client_of, settings) -> None:
    Plan.objects.update(state="published")
    (settings.WORKSPACE.plans / draft.folder / "indicators.yaml").write_text("- id: [", encoding="utf-8")
    client = client_of(owner)
    client.raise_request_exception = False
    root = f"/plans/{draft.slug}/"
    for page in [*PAGES, "indicators/x/", "citation/?kind=statements&item=champions", "review/item/?item=x"]:
        answer = client.get(root + page)
        assert answer.status_code == (200 if page == "settings/" else 409), page
    posts = {
        "publish/": {"published": "1"},
        "review/decision/": {"item": "x", "verdict": "accept"},
        "actuals/add/": {},
    }
    for page, data in posts.items():
        assert client.post(root + page, data).status_code in {302, 409}, page


@pytest.mark.parametrize(
    "bad", [b"\xff\xfe\x00", b"\x00" * 40, b"- 1\n- 2\n", b"&a [*a]", b"x: !!python/object:os.system ls"]
)
def test_a_file_that_is_no_pack_is_no_crash(draft, owner, client_of, settings, bad: bytes) -> None:
    folder = settings.WORKSPACE.plans / draft.folder
    client = client_of(owner)
    client.raise_request_exception = False
    for name in ("pack.yaml", "indicators.yaml", "enterprises.csv", "curation.yaml", "actuals.csv"):
        path = folder / name
        before = path.read_bytes() if path.exists() else None
        path.write_bytes(bad)
        for page in ("", "review/", "document/"):
            assert client.get(f"/plans/{draft.slug}/{page}").status_code in {200, 409}, (name, page)
        path.unlink() if before is None else path.write_bytes(before)


def test_a_zip_bomb_is_refused(make_plan, owner, client_of, django_capture_on_commit_callbacks) -> None:
    import io
    import zipfile

    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("word/document.xml", b"0" * (400 << 20))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client_of(owner).post(
            reverse("plans:upload"), {"document": SimpleUploadedFile("x.docx", stream.getvalue())}
        )
    if answer.status_code == 302:
        assert "编译失败" in client_of(owner).get(answer["Location"]).content.decode()
    else:
        assert answer.status_code == 400


def test_too_many_fields_are_answered_in_words(administrator, client_of) -> None:
    answer = client_of(administrator).post("/people/add/", {f"f{n}": "1" for n in range(2100)})
    assert answer.status_code == 400
    assert "<html" in answer.content.decode()


def test_a_busy_database_says_try_again(published, owner, client_of, monkeypatch) -> None:
    from django.db import OperationalError

    from rongshu.office.plans import actual_views

    def locked(*_args: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr(actual_views, "series_of", locked)
    client = client_of(owner)
    client.raise_request_exception = False
    answer = client.get(f"/plans/{published.slug}/actuals/")
    assert answer.status_code == 503
    assert answer["Retry-After"]
