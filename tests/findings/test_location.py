"""Location quotient and local supply: by hand, by node and by code, and what is not known stays so."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rongshu.findings.region.location import (
    LocalOutput,
    OutputReference,
    local_supply,
    location_quotient,
    node_references,
    read_output_reference,
)
from rongshu.pack.schema import Chain
from rongshu.terms.diagnostic import InputError

D = Decimal
CHAIN = Chain.model_validate(
    {
        "id": "wind",
        "name": {"zh": "风电产业链"},
        "stages": [{"id": "s", "name": {"zh": "部件"}}],
        "nodes": [
            {"id": "blade", "name": {"zh": "叶片"}, "stage": "s", "gbt4754": ["3062"]},
            {"id": "turbine", "name": {"zh": "整机"}, "stage": "s", "gbt4754": ["3415"]},
            {"id": "tower", "name": {"zh": "塔筒"}, "stage": "s", "gbt4754": ["33"]},
        ],
    }
)
LOCAL = LocalOutput(
    D(1000), {"3062": D(50), "3415": D(30), "3311": D(40), "3392": D(10)}, {"blade": D(20), "turbine": D(60)}
)


def written(folder: Path, text: str) -> Path:
    path = folder / "node-output.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_it_works(tmp_path):
    text = (
        "行业代码,产业链,环节,全国产值（亿元）,本地需求（亿元）,参照地区,期间,来源\n"
        "合计,,,1,,全国,2024,虚构\n,风电产业链,整机,0.02,0.03,全国,2024,虚构\n3062,,,0.01,,全国,2024,虚构\n"
    )
    reference = read_output_reference(written(tmp_path, text))
    assert (reference.total, reference.area, reference.period) == (D(10000), "全国", "2024")
    found = node_references(CHAIN, LOCAL, reference)
    # by node: (60 / 1000) / (200 / 10000), 60 / 300; by code: (50 / 1000) / (100 / 10000)
    assert (found["turbine"].location_quotient, found["turbine"].local_supply) == (3, D("0.2"))
    assert (found["blade"].location_quotient, found["blade"].local_supply) == (5, None)
    assert found["tower"].location_quotient is None


def test_a_wide_trade_counts_no_class_twice():
    reference = OutputReference(D(1000), {"33": (D(100), None), "3311": (D(60), None)}, {})
    found = node_references(CHAIN, LOCAL, reference)
    assert found["tower"].location_quotient == D("0.5")


def test_a_part_that_is_unknown_makes_the_whole_unknown():
    reference = OutputReference(D(1000), {"3311": (None, None), "3392": (D(5), None)}, {})
    assert node_references(CHAIN, LOCAL, reference)["tower"].location_quotient is None


def test_unknown_and_nothing_are_no_quotient():
    assert location_quotient(None, D(1), D(1), D(1)) is None
    assert location_quotient(D(1), D(1), D(0), D(1)) is None
    assert location_quotient(D(0), D(1), D(1), D(1)) == 0
    assert local_supply(D(1), D(0)) is None
    assert local_supply(D(0), D(1)) == 0


def test_every_fault_is_named_at_once(tmp_path):
    with pytest.raises(InputError) as refused:
        read_output_reference(written(tmp_path, "行业代码,产值\n3415,多\n3415,-3\n"))
    rules = [each.rule for each in refused.value.diagnostics]
    assert rules.count("load.cell") == 2
    assert "location.total" in rules
    assert "load.duplicate" in rules


@settings(deadline=None)
@given(*[st.decimals(1, 10**6, places=2)] * 4, st.integers(1, 1000))
def test_the_unit_of_either_side_means_nothing(
    here: Decimal, whole: Decimal, there: Decimal, total: Decimal, factor: int
):
    found = location_quotient(here, whole, there, total)
    again = location_quotient(here * factor, whole * factor, there, total)
    assert float(found) == pytest.approx(float(again))
