"""Whatever a pack says, its pages can be worked out: an unseen plan must never break a page."""

import io
from functools import partial

import openpyxl
from hypothesis import HealthCheck, given, settings

from office.pages.rongjiang import DAY
from pack.strategies import packs
from rongshu.office.pages.chain.chains import chain_page, chain_table
from rongshu.office.pages.chain.clusters import cluster_table
from rongshu.office.pages.indicator.indicators import indicator_page, indicator_table
from rongshu.office.pages.opened.lookup import find, index_of
from rongshu.office.pages.overview import overview_of
from rongshu.office.pages.parts.export import Heading, csv_bytes, xlsx_bytes
from rongshu.office.pages.parts.listing import listing_of
from rongshu.office.pages.plan.comparison import changes_between
from rongshu.office.pages.plan.firms import firm_table
from rongshu.office.pages.plan.industries import industry_page, industry_tree
from rongshu.office.pages.plan.mechanisms import coverage_view, mechanism_table
from rongshu.office.pages.plan.parks import park_page, park_table
from rongshu.office.pages.plan.projects import project_table
from rongshu.office.pages.plan.statements import statement_table
from rongshu.office.pages.plan.tasks import task_table, task_tree

TABLES = (
    partial(indicator_table, day=DAY),
    statement_table,
    firm_table,
    project_table,
    chain_table,
    cluster_table,
    park_table,
    task_table,
    mechanism_table,
)
HEADING = Heading("表", "规划", "https://example.test/", True, "en")
slow = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@slow
@given(packs)
def test_it_works(pack):
    assert len(overview_of(pack, (), DAY).cards) == len(pack.indicators)
    assert coverage_view(pack).whole.tally.total == len(pack.mechanisms)
    assert task_tree(pack).total == len(pack.tasks)
    assert len(industry_tree(pack)) <= len(pack.industries)


@slow
@given(packs)
def test_every_item_has_its_page(pack):
    assert all(indicator_page(pack, each.id, (), DAY) for each in pack.indicators)
    assert all(industry_page(pack, each.id) for each in pack.industries)
    assert all(chain_page(pack, each.id, "en") for each in pack.chains)
    assert all(park_page(pack, each.id, {}) for each in pack.parks)


@slow
@given(packs)
def test_every_list_sorts_both_ways_and_leaves_as_a_file(pack):
    for make in TABLES:
        table = make(pack)
        for column in table.columns:
            for sort in (column.key, f"-{column.key}"):
                assert len(listing_of(table, {"sort": sort}).matched) == len(table.rows)
        listing = listing_of(table, {})
        assert csv_bytes(listing, HEADING).startswith(b"\xef\xbb\xbf")
        book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(listing, HEADING)))
        assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)


@slow
@given(packs)
def test_everything_can_be_searched_and_compared(pack):
    assert find(index_of(pack), "a") is not None
    changes, turned = changes_between(pack, pack)
    assert not turned
    assert all(change.kind == "actuals" for change in changes)  # a nameless series has no counterpart
