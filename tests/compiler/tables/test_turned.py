"""Tables that lie on their side or stand in two halves."""

from __future__ import annotations

from compiler.writing import rows, written
from rongshu.compiler.targets.indicators import find_indicators

HEAD = "一、发展目标\n表1 主要目标\n"


def read(*lines: str) -> dict[str, tuple[str, str, str]]:
    """Name → unit, base and target of the indicators of a table."""
    found = find_indicators(written(HEAD + rows(*lines)))
    return {
        i.name.zh: (
            i.unit,
            str(i.base.amount.value) if i.base else "",
            str(i.target.amount.value) if i.target else "",
        )
        for i in found
    }


def test_years_below_each_other() -> None:
    found = read(
        "年份 | 船舶产值（亿元） | 高新技术企业（家）",
        "2025年（基期） | 120 | 64", "2028年 | 160 | 80", "2030年 | 200 | 105", "属性 | 预期性 | 约束性",
    )  # fmt: skip
    assert found == {"船舶产值": ("亿元", "120", "200"), "高新技术企业": ("家", "64", "105")}
    kinds = find_indicators(
        written(
            HEAD
            + rows(
                "年份 | 甲产值（亿元） | 乙产值（亿元）",
                "2025年 | 1 | 2",
                "2030年 | 3 | 4",
                "属性 | 预期性 | 约束性",
            )
        )
    )
    assert [item.attribute for item in kinds] == ["预期性", "约束性"]


def test_two_halves_beside_each_other() -> None:
    found = read(
        "指标 | 2025年 | 2030年 | 指标 | 2025年 | 2030年",
        "船舶产值（亿元） | 120 | 200 | 高新技术企业（家） | 64 | 105", "茶叶产值（亿元） | 30 | 50 | | |",
    )  # fmt: skip
    assert list(found) == ["船舶产值", "茶叶产值", "高新技术企业"]
    assert found["高新技术企业"] == ("家", "64", "105")


def test_years_beside_words_are_no_indicators() -> None:
    assert (
        read("年度 | 重点任务 | 责任单位", "2026年 | 编制图谱 | 市工信局", "2027年 | 设立基金 | 市财政局")
        == {}
    )
