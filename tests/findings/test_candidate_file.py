"""Candidate files as they are sent: what can be used is used, and every fault is said in one go."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from rongshu.findings.investment.candidate_file import CandidateFile, read_candidates
from rongshu.terms.diagnostic import InputError

HEAD = "企业名称,统一社会信用代码,主要产品,行业代码,营业收入（亿元）,增长率（%）,距离,本地客户,所属集团\n"


def read(folder: Path, text: str) -> CandidateFile:
    path = folder / "outside.csv"
    path.write_text(text, encoding="utf-8")
    return read_candidates(path, {"3415", "3062"}.__contains__)


def told(file: CandidateFile) -> list[tuple[str, int, str]]:
    return [(str(p.severity), p.places[0].line, p.places[0].item) for p in file.problems]


def test_it_works(tmp_path):
    file = read(tmp_path, HEAD + "甲公司,,风电叶片,3415,1.2,12,300公里,丙公司、丁公司,\n")
    (one,) = file.candidates
    assert (one.revenue, one.growth, one.distance_km) == (Decimal("12000.0"), Decimal("0.12"), 300)
    assert one.ties == (("丙公司", "客户"), ("丁公司", "客户"))
    assert not file.problems


def test_a_blank_is_unknown_and_none_is_none(tmp_path):
    file = read(tmp_path, HEAD + "甲公司,,风电叶片,,—,未知,,,\n乙公司,,风电叶片,,0,0%,0,无,\n")
    first, second = file.candidates
    assert (first.revenue, first.growth, first.distance_km, first.ties) == (None, None, None, None)
    assert (second.revenue, second.growth, second.distance_km, second.ties) == (0, 0, 0, ())
    assert not file.problems


def test_every_fault_is_said_at_once(tmp_path):
    rows = (
        "甲公司,91350100M000100Y44,风电叶片,9999,很多,1200,-5,,\n"
        ",,风电叶片,3415,1,1,1,,\n"
        "乙公司,,风电叶片,3415,3吨,5%,30里,,\n"
    )
    file = read(tmp_path, HEAD + rows)
    assert told(file) == [
        ("warning", 3, ""),
        ("warning", 2, "甲公司"),
        ("warning", 2, "甲公司.codes"),
        ("error", 2, "甲公司.revenue"),
        ("error", 2, "甲公司.growth"),
        ("error", 2, "甲公司.distance_km"),
        ("error", 4, "乙公司.revenue"),
        ("error", 4, "乙公司.distance_km"),
    ]
    first, second = file.candidates
    assert (first.revenue, first.growth, first.distance_km, first.codes) == (None, None, None, ())
    assert (second.revenue, second.growth) == (None, Decimal("0.05"))


def test_the_same_firm_counts_once(tmp_path):
    code = "91350100M000100Y43"
    rows = (
        f"甲公司,{code},风电叶片,,1,,,,\n甲 公司,,风电叶片,,1,,,,\n"
        f"甲公司（新名）,{code},塔筒,,9,,,,\n乙公司,,风电叶片,,1,,,,\n"
    )
    file = read(tmp_path, HEAD + rows)
    assert [one.name for one in file.candidates] == ["甲公司", "乙公司"]
    assert [line for _severity, line, _item in told(file)] == [3, 4]
    assert file.candidates[0].revenue == 10000


def test_one_key_for_two_firms_is_parted(tmp_path):
    file = read(tmp_path, "编号,企业名称,主要产品\n1,甲公司,叶片\n1,乙公司,叶片\n")
    assert len({one.key for one in file.candidates}) == 2


def test_missing_columns_are_said_once(tmp_path):
    file = read(tmp_path, "name\nA Co\nB Co\n")
    assert len(file.candidates) == 2
    assert [item for _severity, _line, item in told(file)] == ["", "revenue", "growth", "distance_km", "ties"]


def test_no_names_is_no_file(tmp_path):
    with pytest.raises(InputError):
        read(tmp_path, "产品\n叶片\n")
