"""The first page of a plan."""

from office.pages.rongjiang import DAY, rongjiang
from rongshu.office.pages.overview import concerns_of, counts_of, overview_of
from rongshu.pack.check import check_pack

PACK = rongjiang()


def test_it_works():
    page = overview_of(PACK, check_pack(PACK), DAY)
    assert len(page.cards) == 10
    assert sum(number for _tag, number, _path in page.lights) == 10


def test_counts_lead_to_their_lists():
    counts = {count.title.zh: count for count in counts_of(PACK)}
    assert (counts["园区"].number, counts["园区"].path) == (4, "parks/")
    assert counts["机制与系统"].detail.zh == "已落地 2 · 待落地 1"


def test_the_gravest_concern_comes_first():
    page = overview_of(PACK, (), DAY)
    assert page.concerns[0].tag.text.zh == "逆向变动"
    assert any("没有公布数据" in concern.text.zh for concern in page.concerns)


def test_a_plan_that_leaves_nothing_open_has_no_concern():
    empty = PACK.model_copy(update={"indicators": (), "tasks": (), "mechanisms": ()})
    assert concerns_of(empty, (), ()) == ()
