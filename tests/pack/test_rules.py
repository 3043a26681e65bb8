"""Every rule speaks up on its example and keeps silent on its counter-example."""

import re

import pytest

from rongshu.pack.check import check_pack, rules
from rongshu.pack.checks.invented import amount, claim, fact, indicator, plan, target
from rongshu.pack.checks.rule import Kind, Sheet
from rongshu.pack.schema import Industry, Name, Pack, Section, Task
from rongshu.terms.diagnostic import Certainty

RULES = {rule.name: rule for rule in rules()}


@pytest.mark.parametrize("name", RULES)
def test_the_example_is_found(name):
    rule = RULES[name]
    found = list(rule.find(Sheet.of(rule.example())))
    assert found
    assert {finding.rule for finding in found} == {name}
    assert all(finding.message.zh and finding.message.en and finding.places for finding in found)
    if rule.kind is Kind.CONTRADICTION:
        assert all(finding.arithmetic for finding in found)
        assert any(finding.certainty is Certainty.CERTAIN for finding in found)


@pytest.mark.parametrize("name", RULES)
def test_the_counter_example_is_not(name):
    rule = RULES[name]
    assert list(rule.find(Sheet.of(rule.counter_example()))) == []


@pytest.mark.parametrize("name", RULES)
def test_an_official_can_read_what_it_is_about(name):
    sentence = RULES[name].sentence
    assert re.search("[一-龥]", sentence.zh)
    assert sentence.en.endswith(".")


def rules_about(pack: Pack) -> list[str]:
    """The rules that are certain of something in a pack."""
    return [found.rule for found in check_pack(pack) if found.certainty is Certainty.CERTAIN]


def test_named_parts_are_added() -> None:
    parts = (target("船舶收入", 260, "亿元"), target("茶叶收入", 90, "亿元"))
    total = target("船舶、茶叶两个领域收入", 400, "亿元")
    assert "parts_do_not_sum" in rules_about(plan(total, *parts))
    fitting = target("船舶、茶叶两个领域收入", 350, "亿元")
    assert "parts_do_not_sum" not in rules_about(plan(fitting, *parts))


def test_a_goal_said_again_in_the_same_words() -> None:
    first = target("省级智能工厂", 20, "家")
    again = target("省级智能工厂", 25, "家", id="again", cite="p9:1-3", period_explicit=False)
    assert "same_quantity" in rules_about(plan(first, again))
    scoped = target("市级智能工厂", 25, "家", id="again", cite="p9:1-3", period_explicit=False)
    assert "same_quantity" not in rules_about(plan(first, scoped))
    later = target("省级智能工厂", 90, "家", id="again", cite="p9:1-3", period_explicit=False)
    assert "same_quantity" not in rules_about(plan(first, later))


def test_what_is_built_on_top_of_a_base_is_no_other_total() -> None:
    table = indicator("省级智能工厂", "家", 20, 80)
    assert "same_quantity" not in rules_about(plan(table, target("省级智能工厂", 60, "家")))
    assert "same_quantity" in rules_about(plan(table, target("省级智能工厂", 70, "家")))


def test_a_year_of_growth_is_no_average_of_five() -> None:
    yearly = indicator("规上工业增加值增速", "%", "4.6", "8")
    average = fact("规上工业增加值", "6.9", "%", "growth")
    assert "same_quantity" not in rules_about(plan(yearly, average))


def test_a_fall_said_again_and_a_tax_by_area() -> None:
    first = target("单位工业增加值能耗", 15, "%", "cum-")
    again = target(
        "单位工业增加值能耗", "13.5", "%", "cum-", id="again", cite="p9:1-3", period_explicit=False
    )
    assert "same_quantity" in rules_about(plan(first, again))
    table = indicator("规上工业亩均税收", "万元/亩", "16.5", 24)
    assert "same_quantity" in rules_about(plan(table, target("规上工业亩均税收", 22, "万元")))


def test_the_branches_of_an_industry_are_added() -> None:
    industries = (
        Industry(id="coal", level="industry", name=Name(zh="煤基材料"), cite=("p1",)),
        *(
            Industry(id=name, level="segment", name=Name(zh=name), parent="coal", cite=(f"p{n}",))
            for n, name in enumerate(("碳基材料", "合成材料", "降解材料"), 2)
        ),
    )
    parts = [target(f"{name}产值", value, "亿元") for name, value in
             (("碳基材料", 180), ("合成材料", 300), ("降解材料", 90))]  # fmt: skip
    wrong, right = target("煤基材料产值", 600, "亿元"), target("煤基材料产值", 570, "亿元")
    assert "parts_do_not_sum" in rules_about(plan(wrong, *parts, industries=industries))
    assert "parts_do_not_sum" not in rules_about(plan(right, *parts, industries=industries))
    assert "parts_do_not_sum" not in rules_about(plan(wrong, *parts[:2], industries=industries))


def test_what_a_table_says_a_share_moves_by() -> None:
    row = indicator("固废综合利用率", "%", 80, 86)
    wrong = row.model_copy(update={"growth": amount(8, "%", "growth", cumulative=True)})
    right = row.model_copy(update={"growth": amount(6, "%", "growth", cumulative=True)})
    assert "growth_does_not_lead" in rules_about(plan(wrong))
    assert "growth_does_not_lead" not in rules_about(plan(right))
    counted = indicator("规上工业企业", "家", 80, 86)  # what the years add may be more than the difference
    counted = counted.model_copy(update={"growth": wrong.growth})
    assert "growth_does_not_lead" not in rules_about(plan(counted))


def test_a_yearly_pace_beside_a_year_to_compare_with() -> None:
    levels = indicator("船舶产值", "亿元", 620, 1142)
    yearly = target("船舶产值", 13, "%", "growth", since="2025")
    assert "growth_does_not_lead" not in rules_about(plan(levels, yearly))
    in_all = target("船舶产值", 13, "%", "+=", since="2025")
    assert "growth_does_not_lead" in rules_about(plan(levels, in_all))


def test_parts_of_one_whole_are_no_more_than_all_of_it() -> None:
    def shares(operator: str, *parts: str) -> Pack:
        said = claim("sum", "占比", 100, "%", parts=parts, exhaustive=True)
        return plan(claims=(said.model_copy(update={"amount": amount(100, "%", operator)}),))

    assert "parts_do_not_sum" in rules_about(shares("<=", "45", "38", "25"))
    assert "parts_do_not_sum" not in rules_about(shares("<=", "45", "38"))
    assert "parts_do_not_sum" in rules_about(shares("=", "5", "50", "40"))


def test_industries_make_no_more_than_all_industry() -> None:
    names = ("船舶", "茶叶", "光电")
    industries = tuple(Industry(id=name, level="industry", name=Name(zh=name)) for name in names)
    goals = [target(f"{name}产值", 120, "亿元", segment=name) for name in names]
    total = target("工业总产值", 300, "亿元")
    assert "parts_do_not_sum" in rules_about(plan(total, *goals, industries=industries))
    titled = target("制造业产值", 300, "亿元")  # what the title of the plan is about
    assert "parts_do_not_sum" in rules_about(plan(titled, *goals, industries=industries))
    other = target("服务业产值", 300, "亿元")
    assert "parts_do_not_sum" not in rules_about(plan(other, *goals, industries=industries))
    scaled = target("规上工业总产值", 320, "亿元")  # what is below the threshold may come on top
    assert "parts_do_not_sum" not in rules_about(plan(scaled, *goals, industries=industries))


def test_a_share_with_a_part_of_its_own_is_not_of_the_number_before() -> None:
    whole = fact("规上产值", 920, "亿元", cite="p9:1-5")
    part = fact("工业投资", 75, "亿元", cite="p9:10-14")
    bare = fact("工业投资占比", 36, "%", cite="p9:18-21", subject="占")
    assert "shares" in rules_about(plan(whole, part, bare))
    own = fact("技改投资占比", 36, "%", cite="p9:18-21", subject="技改投资占比")
    assert "shares" not in rules_about(plan(whole, part, own))


def test_a_deadline_after_the_plan() -> None:
    def due(name: str, deadline: str) -> Pack:
        return plan(tasks=(Task(id="t", level="task", name=name, deadline=deadline, cite=("p60",)),))

    assert "dates" in rules_about(due("建设平台", "2032年6月底前"))
    assert "dates" not in rules_about(due("开展终期评估", "2031年6月底前"))
    assert "dates" not in rules_about(due("实现碳达峰", "2035年"))


def test_a_multiple_against_the_level_it_leads_to() -> None:
    def doubled(level: int) -> Pack:
        said = claim("multiple", "翻番", 2, "倍", cite=("p30:10-16",), when="2025").model_copy(
            update={"amount": amount(2, "倍", "x")}
        )
        base, goal = fact("船舶产值", 80, "亿元"), target("船舶产值", level, "亿元", cite="p30:16-21")
        return plan(base, goal, claims=(said,))

    assert "growth_multiples" in rules_about(doubled(130))
    assert "growth_multiples" not in rules_about(doubled(165))


def test_works_laid_out_below_their_number() -> None:
    def laid_out(count: int) -> Pack:
        sections = [Section(id="a", title="重点工程", level=1, number="四、", cite=("p50",))]
        for place, name in enumerate(("强链工程", "育企工程", "智改工程")):
            number, cite = f"（{place + 1}）", (f"p{52 + place}",)
            sections.append(Section(id=name, title=name, level=2, number=number, parent="a", cite=cite))
        said = claim("count", "工程", count, "项", cite=("p51:4-8",))
        return plan(outline=tuple(sections), claims=(said,))

    assert "stated_counts" in rules_about(laid_out(5))
    assert "stated_counts" not in rules_about(laid_out(3))


def test_industries_laid_out_below_their_number() -> None:
    names = ("船舶", "茶叶")
    sections = [Section(id="a", title="三大未来产业", level=2, number="（二）", cite=("p50",))]
    sections += [
        Section(id=name, title=name, level=3, number=f"{n}.", parent="a", cite=(f"p5{n}",))
        for n, name in enumerate(names, 1)
    ]
    industries = tuple(
        Industry(id=name, level="industry", name=Name(zh=name), cite=(f"p5{n}:0-2",))
        for n, name in enumerate(names, 1)
    )
    assert "stated_counts" in rules_about(plan(outline=tuple(sections), industries=industries))
    assert "stated_counts" not in rules_about(plan(outline=tuple(sections), industries=industries[:1]))


def test_what_a_table_says_two_years_differ_by() -> None:
    def moved(unit: str, base: int, goal: int, change: str, of: str) -> Pack:
        said = amount(change, of, "+=", cumulative=True)
        return plan(indicator("船舶规模", unit, base, goal).model_copy(update={"growth": said}))

    assert "growth_does_not_lead" not in rules_about(moved("亿元", 1180, 1800, "52.5", "%"))
    assert "growth_does_not_lead" in rules_about(moved("亿元", 1180, 1800, "32.5", "%"))
    assert "growth_does_not_lead" not in rules_about(moved("家", 92, 180, "88", "家"))
    assert "growth_does_not_lead" in rules_about(moved("家", 92, 180, "78", "家"))
