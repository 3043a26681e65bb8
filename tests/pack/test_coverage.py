"""Which of the plan's mechanisms run."""

from rongshu.pack.checks.coverage import Tally, coverage_of
from rongshu.pack.checks.invented import plan
from rongshu.pack.schema import Mechanism, Name

PACK = plan(
    mechanisms=(
        Mechanism(
            id="a", name=Name(zh="企业库"), kind="register", realised_by=("page:enterprises", "list:firms")
        ),
        Mechanism(id="b", name=Name(zh="园区平台"), kind="system"),
        Mechanism(id="c", name=Name(zh="政务外网"), kind="system", status="existing"),
    )
)


def test_it_works():
    report = coverage_of(PACK)
    assert report.whole == Tally(realised=1, pending=1, outside=1)
    assert report.by_kind == {"system": Tally(0, 1, 1), "register": Tally(1, 0, 0)}
    assert report.by_realiser == {"list": 1, "page": 1}
    assert report.pending == ("b",)
    assert report.as_json()["total"] == 3


def test_it_is_said_in_both_languages():
    assert "已落地 1/2" in coverage_of(PACK).written("zh")
    assert "1/2 realised" in coverage_of(PACK).written("en")


def test_a_plan_without_mechanisms_has_nothing_pending():
    assert coverage_of(plan()).whole == Tally()
