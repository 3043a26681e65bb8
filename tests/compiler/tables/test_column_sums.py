"""Sums that a plan states over the columns of its own tables."""

from pathlib import Path

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
