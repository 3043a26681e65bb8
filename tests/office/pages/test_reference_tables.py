"""A table comes by upload, is looked at, counts, leads back to its rows, and gives way to the one before."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from office.pages.test_standing import stock  # noqa: F401 - a fixture

ROOT = "/plans/rongjiang/"
NODE = f"{ROOT}nodes/wind/turbine/"
PAGE = f"{ROOT}reference/"
HEAD = "行业代码,产业链,环节,全省产值（万元）,本地需求（万元）,参照地区,期间,来源\n"
FIRST = HEAD + "合计,,,300000,,全省,2025,虚构年鉴\n,风电装备产业链,整机,90000,12000,全省,2025,虚构年鉴\n"
SECOND = FIRST.replace("90000", "30000")
MATRIX = "行业代码,甲市,榕江市\n13,5,1\n17,2,6\n"


def send(client, text: str | bytes, kind: str = "node-output", name: str = "产值.csv", **said: str):
    content = text.encode() if isinstance(text, str) else text
    return client.post(f"{PAGE}{kind}/send/", {"file": SimpleUploadedFile(name, content), **said})


def decide(client, answer, way: str = "confirm"):
    return client.post(f"{answer.url}act/", {"way": way})


def page(client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def named(plan, stock, settings):  # noqa: F811
    """How the table may call the node, taken from the pack."""
    from rongshu.office.plans.shelf import pack_of

    chain = next(each for each in pack_of(plan).chains if each.id == "wind")
    node = next(each for each in chain.nodes if each.id == "turbine")
    return lambda text: text.replace("风电装备产业链", chain.name.zh).replace("整机", node.name.zh)


def test_it_works(named, owner, leader, client_of):
    client, reader = client_of(owner), client_of(leader)
    assert "未加载" in page(reader, NODE)
    answer = send(client, named(FIRST))
    preview = page(client, answer.url)
    assert "个环节中 1 个有参照" in preview
    assert "虚构年鉴" in preview
    assert "未加载" in page(reader, NODE)
    decide(client, answer)
    # (6000 / 6000) / (90000 / 300000); 6000 / 12000
    shown = page(reader, NODE)
    assert "<b>3.33</b>" in shown
    assert "50.0%" in shown or "50%" in shown
    assert f"{PAGE}node-output/#A3" in shown
    assert 'id="A3"' in page(reader, f"{PAGE}node-output/")
    assert "林规划" in page(reader, PAGE)


def test_another_version_says_what_it_changes_and_can_be_taken_back(named, owner, client_of):
    client = client_of(owner)
    decide(client, send(client, named(FIRST)))
    answer = send(client, named(SECOND))
    preview = page(client, answer.url)
    assert "90,000" in preview
    assert "30,000" in preview
    decide(client, answer)
    assert "<b>10.00</b>" in page(client, NODE)
    for seen in ("<b>3.33</b>", "未加载"):
        client.post(f"{PAGE}node-output/undo/")
        assert seen in page(client, NODE)
    assert client.post(f"{PAGE}node-output/undo/", follow=True).status_code == 200
    assert "未加载" in page(client, NODE)


def test_the_packs_own_counts_where_none_was_sent(named, plan, owner, client_of, settings):
    folder = settings.WORKSPACE.plans / plan.folder / "reference"
    folder.mkdir()
    (folder / "node-output.csv").write_text(named(SECOND), encoding="utf-8")
    client = client_of(owner)
    assert "<b>10.00</b>" in page(client, NODE)
    decide(client, send(client, named(FIRST)))
    assert "<b>3.33</b>" in page(client, NODE)
    client.post(f"{PAGE}node-output/undo/")
    assert "<b>10.00</b>" in page(client, NODE)


def test_every_fault_is_said_at_once_and_nothing_is_kept(plan, owner, client_of):
    from rongshu.findings.region.reference_tables import sent_folder
    from rongshu.office.plans.models import ReferenceTable
    from rongshu.office.plans.shelf import pack_folder

    answer = send(client_of(owner), "行业代码,产值,本地需求\n3415,多,2\n3972,-3,5\n3972,4,少\n")
    said = answer.content.decode()
    assert answer.status_code == 400
    for part in ("产值.csv", "B2", "B3", "C4", "缺少合计行", "重复"):
        assert part in said
    assert not ReferenceTable.objects.exists()
    assert not sent_folder(pack_folder(plan)).exists()


def test_what_the_file_does_not_say_its_sender_must(plan, owner, client_of):
    from rongshu.findings.region.reference_tables import read_regions, reference_table
    from rongshu.office.plans.shelf import pack_folder

    client = client_of(owner)
    answer = send(client, MATRIX, "region-industry")
    assert answer.status_code == 400
    assert all(word in answer.content.decode() for word in ("没有写明单位", "没有写明期间", "没有写明来源"))
    said = {"unit": "亿元", "period": "2025年", "source": "虚构年鉴"}
    decide(client, send(client, MATRIX, "region-industry", **said))
    assert "虚构年鉴" in page(client, f"{ROOT}prospects/")
    found = reference_table(pack_folder(plan), "region-industry")
    assert read_regions(found).about.unit == "亿元"


def test_a_stopped_confirmation_changes_nothing(named, owner, client_of, monkeypatch):
    from rongshu.office.plans.models import ReferenceTable
    from rongshu.office.plans.reference import versions

    client = client_of(owner)
    decide(client, send(client, named(FIRST)))
    waiting = send(client, named(SECOND))

    def broken(*_given: object) -> None:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(versions, "put_in_force", broken)
        with pytest.raises(OSError):
            decide(client, waiting)
    assert "<b>3.33</b>" in page(client, NODE)
    assert sorted(ReferenceTable.objects.values_list("state", flat=True)) == ["force", "preview"]
    decide(client, waiting)
    assert "<b>10.00</b>" in page(client, NODE)


def test_who_comes_second_is_told(plan, owner, client_of):
    client = client_of(owner)
    answer = send(client, FIRST)
    decide(client, answer)
    again = client.post(f"{answer.url}act/", {"way": "discard"}, follow=True).content.decode()
    assert "这一版已经处理过" in again


def test_one_that_is_put_away_leaves_no_file(plan, owner, client_of):
    from rongshu.findings.region.reference_tables import sent_folder
    from rongshu.office.plans.shelf import pack_folder

    client = client_of(owner)
    first, second = send(client, FIRST), send(client, SECOND)
    assert len(list(sent_folder(pack_folder(plan)).iterdir())) == 1
    assert "已放弃" in page(client, first.url)
    decide(client, second, "discard")
    assert not list(sent_folder(pack_folder(plan)).iterdir())


@pytest.mark.parametrize("kind", ["node-output", "region-industry", "input-output"])
def test_template_and_example_can_be_sent(plan, owner, client_of, kind):
    """The example as it is; the template with its figures filled in."""
    client = client_of(owner)
    example = client.get(f"{PAGE}{kind}/example/").content
    decide(client, send(client, example, kind, "示例.csv"))
    assert "演示数据(虚构)" in page(client, PAGE)
    assert "office-demo" in page(client, f"{PAGE}{kind}/")
    book = load_workbook(io.BytesIO(client.get(f"{PAGE}{kind}/template/").content))
    sheet = book.active
    last, width = sheet.max_row, sheet.max_column
    head = max(range(1, 6), key=lambda line: sum(cell.value is not None for cell in sheet[line]))
    places = {"node-output": (5, 6), "region-industry": (3, width), "input-output": (2, width)}[kind]
    for line in range(head + 1, last + 1):
        for column in range(places[0], places[1] + 1):
            sheet.cell(line, column).value = 7
    filled = io.BytesIO()
    book.save(filled)
    said = {"unit": "亿元", "period": "2025", "source": "虚构", "area": "全省"}
    answer = send(client, filled.getvalue(), kind, "模板.xlsx", **said)
    assert answer.status_code == 302, answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("leader", 403), ("county_user", 403), ("firm_user", 403)])
def test_who_may_not_bring_one(request, plan, who, status, client_of, db):
    if who == "county_user":
        from rongshu.office.people.models import Organisation

        below = Organisation.objects.create(name="县局", kind="county", parent=plan.owner)
        user = request.getfixturevalue("make_user")("xianqu", "county", below)
    else:
        user = request.getfixturevalue(who)
    assert send(client_of(user), FIRST).status_code == status
    assert client_of(user).post(f"{PAGE}node-output/undo/").status_code == status


def test_the_outsider_sees_none_of_it(named, owner, outsider, client_of):
    client, other = client_of(owner), client_of(outsider)
    answer = send(client, named(FIRST))
    decide(client, answer)
    for address in (PAGE, f"{PAGE}node-output/", answer.url, f"{PAGE}node-output/template/"):
        refused = other.get(address)
        assert refused.status_code in {403, 404}
        assert "虚构年鉴" not in refused.content.decode()
    assert other.post(f"{answer.url}act/", {"way": "confirm"}).status_code in {403, 404}
    assert other.post(f"{PAGE}node-output/undo/").status_code in {403, 404}
    assert "<b>3.33</b>" in page(client, NODE)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nothing", b"\x00\x01\x02", b"PAR1xxxx"])
def test_what_is_no_table_is_refused_in_words(plan, owner, client_of, content):
    answer = send(client_of(owner), content, name="x.xlsx")
    assert answer.status_code == 400


def test_a_removed_plan_takes_its_tables_along(make_plan, pack_folder, owner, client_of, settings):
    from rongshu.findings.region.reference_tables import sent_folder
    from rongshu.office.plans.shelf import pack_folder as folder_of

    draft = make_plan("rongjiang", pack_folder, state="draft")
    client = client_of(owner)
    decide(client, send(client, FIRST))
    client.post("/plans/rongjiang/remove/")
    assert not sent_folder(folder_of(draft)).exists()
    assert list((settings.WORKSPACE.folder / "removed").glob("*-reference/node-output.json"))


FIGURES = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("xyz")), st.none() | st.decimals(0, 9, places=1)
)


@given(FIGURES, FIGURES)
def test_every_figure_is_counted_once(
    before: dict[tuple[str, str], Decimal | None], after: dict[tuple[str, str], Decimal | None]
) -> None:
    from rongshu.office.plans.reference.preview import difference

    found = difference(before, after)
    counts = [count for _word, count in found.counts]
    assert counts[0] + counts[1] + found.unchanged == len(after)
    assert counts[2] == len(set(before) - set(after))
    assert not difference(after, after).changes
