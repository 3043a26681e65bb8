"""Two plans side by side."""

from office.pages.rongjiang import rongjiang
from rongshu.office.pages.parts.listing import listing_of
from rongshu.office.pages.plan.comparison import Side, change_table, changes_between
from rongshu.terms.bilingual import Bilingual

NEW = rongjiang()
OLD = NEW.model_copy(
    update={
        "about": NEW.about.model_copy(update={"first_year": 2021, "last_year": 2025}),
        "parks": NEW.parks[:3],
    }
)
BEFORE, AFTER = (
    Side(Bilingual("旧规划"), "/plans/old/document/"),
    Side(Bilingual("新规划"), "/plans/new/document/"),
)


def test_it_works():
    changes, _turned = changes_between(OLD, NEW)
    rows = change_table(changes, BEFORE, AFTER).rows
    added = next(row for row in rows if row.facets["kind"] == ("parks",))
    assert added.cells[0].tags[0].text.zh == "新增"
    assert added.cells[2].text.zh == "西塘产业园"
    assert added.cells[5].links[0].path == "/plans/new/document/?cite=p154:0-8#p154"


def test_the_earlier_plan_comes_first_whichever_is_open():
    one, turned = changes_between(NEW, OLD)
    other, straight = changes_between(OLD, NEW)
    assert one == other
    assert (turned, straight) == (True, False)


def test_equal_plans_do_not_differ():
    assert changes_between(NEW, NEW)[0] == ()


def test_the_other_plan_stays_in_the_address():
    changes, _turned = changes_between(OLD, NEW)
    listing = listing_of(change_table(changes, BEFORE, AFTER), {"with": "old", "kind": "parks"})
    assert listing.query == "with=old&kind=parks"
    assert listing.cleared == "with=old"


def test_fields_have_names_and_what_is_declared_is_no_change():
    declared = NEW.indicators[0].model_copy(update={"path": "range", "direction": "down", "category": "x"})
    other = NEW.model_copy(update={"indicators": (declared, *NEW.indicators[1:])})
    rows = change_table(changes_between(NEW, other)[0], BEFORE, AFTER).rows
    assert [row.cells[3].text.zh for row in rows] == ["类别"]
    assert rows[0].cells[3].text.en == "Category"
