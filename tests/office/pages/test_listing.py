"""The part of a list that an address asks for."""

from decimal import Decimal
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from office.pages.rongjiang import DAY, rongjiang
from rongshu.office.pages.indicator.indicators import indicator_table
from rongshu.office.pages.parts.listing import PAGE, Cell, Column, Row, Table, listing_of
from rongshu.office.pages.plan.firms import firm_table
from rongshu.office.pages.plan.parks import park_table
from rongshu.terms.bilingual import Bilingual

PACK = rongjiang()


def names(listing):
    return [row.cells[0].text.zh for row in listing.rows]


def test_it_works():
    listing = listing_of(indicator_table(PACK, DAY), {"category": "绿色", "sort": "-target"})
    assert names(listing) == ["单位工业增加值能耗", "能源消费总量"]
    assert dict(parse_qsl(listing.query)) == {"category": "绿色", "sort": "-target"}


@pytest.mark.parametrize("words", ["风电", "fengdian", "fd", "FENGDIAN yanjiu"])
def test_words_are_found_by_sound_too(words):
    assert any("风电" in name for name in names(listing_of(firm_table(PACK), {"q": words})))


def test_an_alias_is_found():
    assert names(listing_of(firm_table(PACK), {"q": "恒织"})) == ["恒织新材"]


def test_unknown_values_come_last_both_ways():
    for sort in ("base", "-base"):
        rows = listing_of(indicator_table(PACK, DAY), {"sort": sort}).rows
        assert rows[-1].id == "ind-6"


def test_unknown_parameters_change_nothing():
    listing = listing_of(park_table(PACK), {"sort": "nonsense", "page": "minus", "x": "1"})
    assert (listing.query, listing.page, len(listing.rows)) == ("", 1, 4)


def test_a_facet_counts_what_it_would_show_beside_the_others():
    listing = listing_of(firm_table(PACK), {"segment": "海上风电装备"})
    options = {facet.key: {o.value: o.count for o in answers} for facet, answers in listing.facets}
    assert options["kind"] == {"enterprise": 2, "institute": 1}
    assert options["segment"]["动力电池"] == 2


def test_a_column_without_a_word_stays_away():
    parks = tuple(park.model_copy(update={"belt": ""}) for park in PACK.parks)
    shown = listing_of(park_table(PACK.model_copy(update={"parks": parks})), {})
    assert "belt" not in {column.key for column in shown.columns}
    assert all(len(row.cells) == len(shown.columns) for row in shown.rows)


def _numbers(values):
    rows = tuple(Row(str(i), (Cell(Bilingual(str(v)), key=Decimal(v)),)) for i, v in enumerate(values))
    return Table((Column("n", Bilingual("数"), lead=True),), rows)


@given(st.lists(st.integers(), max_size=250))
def test_pages_together_are_the_whole(values):
    table = _numbers(values)
    pages = listing_of(table, {}).pages
    seen = [row.id for page in range(1, pages + 1) for row in listing_of(table, {"page": str(page)}).rows]
    assert seen == [row.id for row in table.rows]
    assert all(len(listing_of(table, {"page": str(page)}).rows) <= PAGE for page in range(1, pages + 1))


@given(st.lists(st.integers(), max_size=30))
def test_sorting_sorts(values):
    rows = listing_of(_numbers(values), {"sort": "n"}).rows
    assert [row.cells[0].key for row in rows] == sorted(values)
