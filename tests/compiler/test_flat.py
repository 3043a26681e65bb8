"""The flat form: what scorers and spreadsheets read."""

from __future__ import annotations

from compiler.writing import rows, written
from rongshu.compiler.compile import compile_document
from rongshu.compiler.flat import Item, flat_items

TEXT = (
    "一、发展基础\n企业数量由2020年的30家增加到50家，覆盖主要行业。\n"
    "二、发展目标\n到2030年，企业数量达到80家，龙头企业3—5家，软件收入翻一番，产值年均增长8%。\n"
    "表1 主要指标\n" + rows("指标|单位|2025年|2030年|属性", "企业数量|家|50|80|预期性")
)


def items(kind: str, text: str = TEXT) -> list[Item]:
    """The flat items of that type."""
    return [item for item in flat_items(compile_document(written(text))) if item["type"] == kind]


def test_it_works() -> None:
    (indicator,) = items("indicator")
    fields = ("name", "unit", "base_value", "value", "operator", "attribute")
    assert [indicator[field] for field in fields] == ["企业数量", "家", "50", "80", "=", "预期性"]
    assert [item["name"] for item in items("outline")] == ["发展基础", "发展目标"]


def test_targets_say_range_multiple_and_growth() -> None:
    said = {item["operator"]: item for item in items("target")}
    assert said["range"]["value"] == "[3, 5]"
    assert said["x2"]["value"] == "2"
    assert said["growth"]["value"] == "8"
    assert said["="]["year"] == "2030"


def test_a_change_gives_both_ends_and_the_pair() -> None:
    assert [item["value"] for item in items("baseline")] == ["50", "30", "[30, 50]"]


def test_an_implied_year_is_left_out() -> None:
    (target,) = items("target", "一、主要任务\n培育链主企业30家。\n")
    assert target["year"] == ""


def test_every_item_has_an_address() -> None:
    assert all(item["cite"] for item in flat_items(compile_document(written(TEXT))))


def test_an_empty_document_has_no_items() -> None:
    assert flat_items(compile_document(written("", ""))) == []


MEASURES = """三、重点任务
（一）实施链主引领行动
1.培育链主企业。实行一企一策。（市工信局牵头，市财政局配合，2027年底前完成）
2.推动融通发展。举办对接活动。（市工信局牵头，市商务局配合，持续推进）
（二）实施数智转型行动
1.推进智改数转。建设智能工厂。〔责任单位：市工信局、市数据局〕
"""


def test_measures_with_their_own_offices_stand_for_their_task() -> None:
    said = {item["name"]: item["departments"] for item in items("task", MEASURES)}
    assert said == {
        "培育链主企业": ["市工信局", "市财政局"],
        "推动融通发展": ["市工信局", "市商务局"],
        "推进智改数转": ["市工信局", "市数据局"],
    }


def test_a_task_whose_section_names_the_offices_stays_whole() -> None:
    text = MEASURES.replace("（市工信局牵头，市财政局配合，2027年底前完成）", "")
    assert [item["name"] for item in items("task", text)][0] == "实施链主引领行动"
