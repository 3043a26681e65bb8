"""The pages as a reader opens them: who may, in which language, whole or in part, and at what cost."""

import re

import pytest

PAGES = (
    "",
    "indicators/",
    "indicators/ind-1/",
    "indicators/ind-6/",
    "targets/",
    "industries/",
    "industries/s1/",
    "industries/s1-1-1/",
    "firms/",
    "projects/",
    "chains/",
    "chains/wind/",
    "chains/bio/",
    "clusters/",
    "parks/",
    "parks/k1/",
    "parks/k4/",
    "tasks/",
    "mechanisms/",
    "checks/",
    "compare/",
    "search/",
    "search/?q=fd",
    "search/?q=fd&scope=all",
    "search/?q=fd&live=1",
)
LISTS = (
    "indicators",
    "targets",
    "firms",
    "projects",
    "chains",
    "clusters",
    "parks",
    "tasks",
    "mechanisms",
    "checks",
)
ROOT = "/plans/rongjiang/"
# session, user, the user's organisation, the plan with owner and source, the figures typed by hand
QUERIES = 6


@pytest.mark.parametrize("address", PAGES)
def test_it_works(plan, owner, client_of, address):
    response = client_of(owner).get(ROOT + address)
    assert response.status_code == 200
    text = response.content.decode()
    assert "演示数据" in text
    assert "{%" not in text
    assert "Bilingual(" not in text


@pytest.mark.parametrize("address", PAGES)
def test_the_page_speaks_english(plan, owner, client_of, address):
    client = client_of(owner)
    client.cookies["rongshu_language"] = "en"
    text = client.get(ROOT + address).content.decode()
    assert 'lang="en"' in text
    assert "Demo data" in text


@pytest.mark.parametrize("person", ["administrator", "owner", "colleague", "leader"])
def test_the_bureau_may_read_its_draft(private_plan, client_of, request, person):
    assert client_of(request.getfixturevalue(person)).get(ROOT).status_code == 200


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("person", ["outsider", "firm_user"])
def test_an_outsider_does_not_learn_that_a_draft_exists(private_plan, client_of, request, person, address):
    assert client_of(request.getfixturevalue(person)).get(ROOT + address).status_code == 404


def test_an_outsider_may_read_what_is_published_for_all(plan, outsider, client_of):
    assert client_of(outsider).get(ROOT).status_code == 200


@pytest.mark.parametrize("address", PAGES)
def test_a_stranger_is_sent_to_log_in(plan, client, address):
    response = client.get(ROOT + address)
    assert response.status_code == 302
    assert "/accounts/login/" in response["Location"]


@pytest.mark.parametrize("address", ["indicators/x/", "industries/x/", "chains/x/", "parks/x/"])
def test_what_the_plan_does_not_have_is_not_found(plan, owner, client_of, address):
    assert client_of(owner).get(ROOT + address).status_code == 404


def test_nothing_can_be_posted(plan, owner, client_of):
    assert client_of(owner).post(ROOT).status_code == 405


@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_few_queries(plan, owner, client_of, django_assert_max_num_queries, address):
    client = client_of(owner)
    client.get(ROOT + address)
    with django_assert_max_num_queries(QUERIES):
        client.get(ROOT + address)


@pytest.mark.parametrize("name", LISTS)
def test_htmx_gets_the_part_alone(plan, owner, client_of, name):
    text = client_of(owner).get(f"{ROOT}{name}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    assert 'id="list"' in text


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_comes_as_a_file(plan, owner, client_of, name, form):
    response = client_of(owner).get(f"{ROOT}{name}/?as={form}")
    assert response.status_code == 200
    assert f"{name}.{form}" in response["Content-Disposition"]
    if form == "csv":
        assert response.content.decode("utf-8-sig").startswith("演示数据")


def test_the_address_reproduces_the_view(plan, owner, client_of):
    text = client_of(owner).get(f"{ROOT}firms/?segment=动力电池&sort=-mentions").content.decode()
    assert "榕江电池" in text
    assert "恒织新材" not in text
    assert 'aria-sort="descending"' in text


def test_a_figure_leads_to_its_sentence(plan, owner, client_of):
    text = client_of(owner).get(f"{ROOT}indicators/ind-1/").content.decode()
    assert f'href="{ROOT}document/?cite=p31:0-12#p31"' in text


def test_a_name_from_the_document_is_text_and_not_code(plan, owner, client_of, tmp_path):
    path = tmp_path / "plans" / "rongjiang" / "enterprises.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("东港重工", "<b>东港重工"), encoding="utf-8")
    text = client_of(owner).get(f"{ROOT}firms/").content.decode()
    assert "&lt;b&gt;东港重工" in text


def test_a_figure_typed_by_hand_shows(plan, owner, client_of):
    plan.actuals.create(
        series="全员劳动生产率", period="2027", value="25", unit="万元/人", source="统计公报", grade="H"
    )
    text = client_of(owner).get(f"{ROOT}indicators/ind-10/").content.decode()
    assert "统计公报" in text
    assert "41.2%" in text


def test_without_borders_there_is_no_map(plan, owner, client_of, tmp_path):
    (tmp_path / "plans" / "rongjiang" / "geo" / "counties.geojson").unlink()
    text = client_of(owner).get(ROOT).content.decode()
    assert "map-land" not in text


def test_search_in_all_plans_shows_only_those_the_reader_may_open(plan, make_plan_again, outsider, client_of):
    text = client_of(outsider).get(f"{ROOT}search/?q=rjfd&scope=all").content.decode()
    assert text.count("榕江风电</a>") == 1


@pytest.fixture
def make_plan_again(plan, bureau, pack_folder, tmp_path):
    """The same pack once more, as a draft of the bureau."""
    import shutil

    from rongshu.office.plans.models import Plan

    shutil.copytree(pack_folder, tmp_path / "plans" / "draft")
    return Plan.objects.create(slug="draft", folder="draft", title="草稿", owner=bureau, shared=False)


def test_two_plans_are_compared(plan, make_plan_again, owner, client_of):
    text = client_of(owner).get(f"{ROOT}compare/?with=draft").content.decode()
    assert "没有" in text
    assert 'value="draft" selected' in text


def test_an_outsider_cannot_compare_with_a_draft(plan, make_plan_again, outsider, client_of):
    client = client_of(outsider)
    assert client.get(f"{ROOT}compare/?with=draft").status_code == 404
    assert "草稿" not in client.get(f"{ROOT}compare/").content.decode()


def test_a_broken_pack_among_the_others_does_not_stop_the_search(
    plan, make_plan_again, owner, client_of, tmp_path
):
    (tmp_path / "plans" / "draft" / "pack.yaml").write_text("id: [", encoding="utf-8")
    assert client_of(owner).get(f"{ROOT}search/?q=rjfd&scope=all").status_code == 200


def test_a_search_in_all_plans_costs_as_many_queries_whatever_their_number(
    plan, make_plan_again, owner, client_of, django_assert_max_num_queries
):
    client = client_of(owner)
    with django_assert_max_num_queries(QUERIES):
        client.get(f"{ROOT}search/?q=rjfd&scope=all")


def test_an_id_may_hold_a_slash(plan, owner, client_of, tmp_path):
    path = tmp_path / "plans" / "rongjiang" / "indicators.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("ind-2", "能耗/强度"), encoding="utf-8")
    client = client_of(owner)
    assert "能耗/强度" in client.get(f"{ROOT}indicators/").content.decode()
    assert client.get(f"{ROOT}indicators/能耗/强度/").status_code == 200


CHINESE = re.compile(r"[\u3400-\u9fff]+")
MARKED = re.compile(
    r"<(?P<tag>[a-z0-9]+)[^>]*\blang=\"zh-Hans\"[^>]*>.*?</(?P=tag)>|\bvalue=\"[^\"]*\"", re.DOTALL
)


@pytest.mark.parametrize("address", [*PAGES, "compare/?with=draft"])
def test_an_english_page_marks_what_stays_chinese(plan, make_plan_again, owner, client_of, address):
    type(owner).objects.update(locale="en")
    text = MARKED.sub("", client_of(owner).get(ROOT + address).content.decode())
    # the browser's own title can mark nothing
    assert CHINESE.findall(re.sub(r"<title>.*?</title>", "", text, flags=re.DOTALL)) == []
