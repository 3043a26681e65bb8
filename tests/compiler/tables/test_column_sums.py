"""Sums that a plan states over the columns of its own tables."""

from pathlib import Path

from compiler.writing import rows, written
from rongshu.compiler.tables.column_sums import find_column_sums
from rongshu.document.read import read_document

TEXT = """临江市“十五五”制造业发展规划

一、重点项目

重点推进附表所列项目，2026年计划投资50亿元。

附表1  重点项目表
\t序号
\t项目名称
\t总投资（亿元）
\t2026年计划投资（亿元）

\t1
\t船坞二期
\t30
\t12

\t2
\t茶厂改造
\t20
\t20

\t3
\t光纤产线
\t15
\t8

\t合计
\t
\t66
\t40
"""


def test_it_works(tmp_path: Path):
    path = tmp_path / "plan.txt"
    path.write_text(TEXT, encoding="utf-8")
    claims = find_column_sums(read_document(path))
    said = {claim.noun: (str(claim.amount.value), [str(part) for part in claim.parts]) for claim in claims}
    assert said["总投资（亿元）合计"] == ("66", ["30", "20", "15"])
    assert said["2026年计划投资"] == ("50", ["12", "20", "8"])
    assert "序号合计" not in said


def test_a_table_without_a_total_states_none(tmp_path: Path):
    path = tmp_path / "plan.txt"
    path.write_text(TEXT.split("\t合计")[0].replace("，2026年计划投资50亿元", ""), encoding="utf-8")
    assert find_column_sums(read_document(path)) == ()


def sums(*lines: str) -> list[tuple[str, str, list[str]]]:
    """Noun, total and parts of the sums of investment in an annex with these rows."""
    table = rows("序号 | 项目名称 | 总投资（亿元） | 2026年投资（亿元）", *lines)
    claims = find_column_sums(written("一、重点项目\n附表1  重点项目表\n" + table))
    return [
        (c.noun, str(c.amount.value), [str(p) for p in c.parts])
        for c in claims
        if c.noun.startswith("总投资")
    ]


def test_the_sum_below_each_group():
    found = sums(
        "1 | 船坞二期 | 30 | 12", "2 | 船闸改造 | 20 | 5", "小计 | | 55 | 17", "3 | 茶厂改造 | 8 | 3",
        "4 | 茶库新建 | 4 | 1", "小计 | | 12 | 4", "合计 | | 62 | 21",
    )  # fmt: skip
    assert found == [
        ("总投资（亿元）合计", "62", ["30", "20", "8", "4"]),
        ("总投资（亿元）小计", "55", ["30", "20"]),
        ("总投资（亿元）小计", "12", ["8", "4"]),
    ]


def test_the_sum_in_the_row_above_its_group():
    found = sums("一、船舶（2个） | | 55 | 17", "1 | 船坞二期 | 30 | 12", "2 | 船闸改造 | 20 | 5")
    assert found == [("总投资（亿元）小计", "55", ["30", "20"])]


def test_rows_of_which_others_are_part_are_not_added():
    assert sums("1 | 船坞 | 30 | 12", "其中：一期 | | 20 | 5", "合计 | | 30 | 12") == []


def test_a_total_row_that_slipped_to_the_left(tmp_path: Path):
    """Flattened text does not say how wide 合计 is: the numbers still belong to the columns of numbers."""
    path = tmp_path / "plan.txt"
    path.write_text(TEXT.replace("\t合计\n\t\n", "\t合计\n"), encoding="utf-8")
    claims = find_column_sums(read_document(path))
    said = {claim.noun: (str(claim.amount.value), [str(part) for part in claim.parts]) for claim in claims}
    assert said["总投资（亿元）合计"] == ("66", ["30", "20", "15"])
    assert said["2026年计划投资（亿元）合计"] == ("40", ["12", "20", "8"])


def test_months_are_not_added():
    """2026.03 is a date, however much it looks like a number."""
    table = rows(
        "项目名称 | 开工年月 | 总投资（亿元）",
        "船坞二期 | 2026.03 | 30",
        "船闸改造 | 2026.05 | 20",
        "合计 | 50 | 50",
    )
    claims = find_column_sums(written("一、重点项目\n附表1  重点项目表\n" + table))
    assert [claim.noun for claim in claims] == ["总投资（亿元）合计"]
