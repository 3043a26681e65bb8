"""A target broken down on a page: solved, explained, fixed by hand, kept, compared, exported."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from office.pages.rongjiang import DAY, rongjiang
from rongshu.metrics.sheets.breakdown_sheet import answer_breakdown
from rongshu.office.pages.breakdown.draft import Bound, Draft, Group, draft_of, drafted, form_of, sheet_of
from rongshu.office.pages.breakdown.offer import divisible, offered, years_of
from rongshu.office.pages.breakdown.result import solved_of

PACK = rongjiang()
ROOT = "/plans/rongjiang/breakdown/"
VALUE_ADDED, FIRMS, CHAMPIONS = "ind-1", "ind-3", "ind-8"
COUNTIES = ("东港区", "北岭县", "南洲区")


def status(identity: str = VALUE_ADDED):
    return next(each for each in divisible(PACK, DAY) if each.indicator == identity)


def solved(draft: Draft, identity: str = VALUE_ADDED):
    years = years_of(status(identity), draft.whole)
    answer = answer_breakdown(
        sheet_of(draft, status(identity).unit, years.years, years.totals, years.overall)
    )
    return answer, solved_of(answer, draft.by) if answer["feasible"] else None


def three(**more) -> Draft:
    groups = tuple(
        Group((name,), Decimal(key), Decimal(base))
        for name, key, base in zip(COUNTIES, (5, 3, 2), (430, 258, 172), strict=True)
    )
    return Draft(VALUE_ADDED, ("county",), "output", groups, **more)


def test_it_works():
    _answer, table = solved(three(monotone=True))
    assert table.years == (2026, 2027, 2028, 2029, 2030)
    assert [line.label for line in table.lines] == list(COUNTIES)
    assert [place.text for place in table.lines[0].places] == ["470", "510", "550", "590", "630"]
    assert table.totals[-1] == (2030, "1,260")
    assert table.bindings == ()


def test_shares_rates_and_words_are_not_divided():
    assert {each.indicator for each in divisible(PACK, DAY)} == {"ind-1", "ind-2", "ind-3", "ind-8"}


def test_a_capacity_binds_and_says_so():
    full = Bound("东港区", None, None, Decimal(560), "承载力")
    _answer, table = solved(three(bounds=(full,)))
    held = table.lines[0].places[-1]
    assert (held.value, held.shift) == (560, -70)
    assert "承载力" in held.why
    assert table.totals[-1] == (2030, "1,260")
    assert any("承载力 ≤ 560" in each.said for each in table.bindings)


def test_fairness_keeps_every_group_near_its_part():
    fixed = {(0, 2030): Decimal(800)}
    answer, _table = solved(three(fixed=fixed, fair=(Decimal(90), None)))
    assert not answer["feasible"]
    assert any("公平" in each["said"] for each in answer["conflicts"])
    assert any("已定" in each["said"] for each in answer["conflicts"])


def test_a_decided_cell_stays_and_the_rest_is_divided_anew():
    _answer, table = solved(three(fixed={(1, 2030): Decimal(300)}))
    assert [line.places[-1].text for line in table.lines] == ["685.71", "300", "274.29"]
    assert table.lines[1].places[-1].fixed


def test_counts_are_whole_and_a_total_is_spread_over_the_years():
    assert status(FIRMS).unit == "家"
    draft = offered(None, PACK, status(CHAMPIONS), ("county",), "even", None)
    assert draft.whole
    _answer, table = solved(draft, CHAMPIONS)
    assert table.overall == "25"
    assert all(place.value == int(place.value) for line in table.lines for place in line.places)


def test_a_draft_survives_being_kept():
    draft = three(
        monotone=True, fair=(Decimal(80), None), fixed={(1, 2030): Decimal(300)},
        bounds=(Bound("东港区", 2030, None, Decimal(700), "地"),),
    )  # fmt: skip
    answer, _table = solved(draft)
    kept = json.loads(json.dumps({"content": answer, "form": form_of(draft)}))
    again = draft_of(kept["content"], draft.by, draft.key, kept["form"])
    assert again.based_on == answer["fingerprint"]
    assert solved(again)[0]["rows"] == answer["rows"]


def test_everything_wrong_with_a_form_is_said_at_once():
    posted = {"members": json.dumps([["甲"], ["乙"]]), "key-0": "abc", "key-1": "-1", "fix-0-2026": "x"}
    _draft, wrong = drafted(Draft(VALUE_ADDED, ("county",), "even", ()), posted, (2026,))
    assert [each.zh for each in wrong] == [
        "甲 分配依据：“abc”不是数",
        "乙 分配依据：不能为负",
        "甲 2026：“x”不是数",
    ]


@pytest.mark.parametrize("members", ["", "x", "{}", "[]", '[["a","b"]]', '[["a"],["a"]]', "[1]"])
def test_a_form_that_was_tampered_with_is_refused(members):
    _draft, wrong = drafted(Draft(VALUE_ADDED, ("county",), "even", ()), {"members": members}, (2026,))
    assert wrong


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 1000), min_size=1, max_size=5), st.booleans())
def test_the_parts_always_make_up_the_totals(keys, whole):
    groups = tuple(Group((f"县{n}",), Decimal(key)) for n, key in enumerate(keys))
    _answer, table = solved(Draft(VALUE_ADDED, ("county",), "even", groups, whole=whole, monotone=True))
    years = years_of(status(), whole)
    for at, year in enumerate(years.years):
        assert sum(line.places[at].value for line in table.lines) == years.totals[year]


# --- the pages ---------------------------------------------------------------------------------------


def posted(client, **more):
    form = {
        "indicator": VALUE_ADDED, "by": ["county"], "key": "even", "monotone": "1",
        "members": json.dumps([[name] for name in COUNTIES], ensure_ascii=False),
        "key-0": "5", "key-1": "3", "key-2": "2", "base-0": "430", "base-1": "258", "base-2": "172",
    }  # fmt: skip
    return client.post(ROOT, {**form, **more})


@pytest.fixture
def planner(plan, owner, client_of):
    return client_of(owner)


def test_the_page_offers_solves_and_keeps(planner, plan):
    first = planner.get(ROOT, {"indicator": VALUE_ADDED, "by": "county", "key": "even"}).content.decode()
    assert "东港区" in first
    assert "315" in first
    answer = posted(planner, do="solve").content.decode()
    assert "630" in answer
    saved = posted(planner, do="save", note="第一稿")
    page = planner.get(saved.url).content.decode()
    assert "第一稿" in page
    assert "林规划" in page
    posted(planner, do="save", note="第二稿", **{"fix-1-2030": "300"})
    assert [each.number for each in plan.breakdowns.all()] == [2, 1]
    listed = planner.get(ROOT).content.decode()
    assert "第一稿" in listed
    assert "第二稿" in listed


def test_two_versions_are_compared_and_one_is_in_force(planner, plan):
    posted(planner, do="save")
    posted(planner, do="save", **{"fix-1-2030": "300"})
    second, first = plan.breakdowns.all()
    page = planner.get(f"{ROOT}{second.pk}/", {"against": first.pk}).content.decode()
    assert "378 → <b>300</b>" in page
    for each in (first, second):
        planner.post(f"{ROOT}{each.pk}/adopt/")
    assert [each.in_force for each in plan.breakdowns.all()] == [True, False]
    going_on = planner.get(ROOT, {"indicator": VALUE_ADDED, "from": second.pk}).content.decode()
    assert 'value="300"' in going_on


def test_a_conflict_is_named_and_cannot_be_kept(planner, plan):
    answer = posted(planner, do="save", **{"fix-0-2030": "2000"}).content.decode()
    assert "不能同时满足" in answer
    assert "2030 · 东港区 已定" in answer
    assert not plan.breakdowns.exists()


def test_the_workbook_holds_text_and_numbers_only(planner, plan):
    names = json.dumps([["=1+1"], ["+南"], ["@西"]])
    posted(planner, do="save", members=names, note="=HYPERLINK(1)")
    (kept,) = plan.breakdowns.all()
    got = planner.get(f"{ROOT}{kept.pk}/", {"as": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(got.content))
    cells = [cell for sheet in book for row in sheet for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "=HYPERLINK(1)" in [cell.value for cell in cells]
    assert 1260 in [cell.value for cell in cells]
    assert "演示数据" in [cell.value for cell in cells]


def test_every_change_is_in_the_log(planner, plan, owner):
    from rongshu.office.people.audit import entries

    posted(planner, do="save")
    planner.post(f"{ROOT}{plan.breakdowns.get().pk}/adopt/")
    signs = [(entry.sign, entry.who) for entry in entries(10) if entry.what == "目标分解"]
    assert signs == [("~", owner.label), ("+", owner.label)]


def test_who_may_do_what(plan, planner, outsider, leader, colleague, firm_user, client_of):
    posted(planner, do="save")
    kept = plan.breakdowns.get()
    page, adopt = f"{ROOT}{kept.pk}/", f"{ROOT}{kept.pk}/adopt/"
    for reader in (leader, colleague):
        client = client_of(reader)
        assert client.get(page).status_code == 200
        assert "存为一版" not in client.get(ROOT, {"indicator": VALUE_ADDED}).content.decode()
        assert posted(client, do="save").status_code == 403
        assert client.post(adopt).status_code == 403
    for stranger in (outsider, firm_user):
        client = client_of(stranger)
        answers = [client.get(ROOT), client.get(page), client.get(page, {"as": "xlsx"}), client.post(adopt)]
        assert {answer.status_code for answer in [*answers, posted(client, do="save")]} == {403}
    assert plan.breakdowns.count() == 1


def test_a_version_of_another_plan_is_not_there(plan, planner, make_plan, pack_folder):
    posted(planner, do="save")
    from rongshu.office.plans.models import Plan

    other = Plan.objects.create(slug="other", folder=plan.folder + "-2", title="x", owner=plan.owner)
    kept = plan.breakdowns.get()
    kept.plan = other
    kept.save()
    assert planner.get(f"{ROOT}{kept.pk}/").status_code == 404
    assert planner.get(ROOT, {"indicator": "ind-9"}).status_code == 404
