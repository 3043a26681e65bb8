"""What prose says with numbers: invented sentences of official plans, one pattern each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.reading.periods import PlanYears
from rongshu.compiler.reading.stance import Stance
from rongshu.compiler.targets.said import Saying, Scene
from rongshu.compiler.targets.sayings import sayings
from rongshu.terms.quantity import written_decimal

YEARS = PlanYears(2026, 2030)


def said(text: str, stance: Stance = Stance.TASK, owner: str = "") -> list[Saying]:
    """All sayings of a paragraph in a plan of 2026–2030."""
    return sayings(text, Scene(YEARS, stance, owner))


def brief(text: str, stance: Stance = Stance.TASK) -> list[str]:
    """``name operator number unit`` of each target."""
    return [
        f"{s.name} {s.amount.operator.value} {written_decimal(s.amount.value or 0)}{s.amount.unit}"
        for s in said(text, stance)
        if s.kind == "target"
    ]


def test_it_works() -> None:
    (target,) = said("到2030年，全市规上工业总产值达到7500亿元。")
    assert (target.kind, target.name, target.scope, target.year) == ("target", "规上工业总产值", "全市", 2030)
    assert target.explicit
    assert target.amount.unit == "亿元"
    assert target.confidence > 0.9


def test_the_span_is_the_value_phrase() -> None:
    text = "到2030年，固废利用率保持在82%以上，继续提升。"
    (target,) = said(text)
    assert text[target.start : target.end] == "82%以上"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2030年，产值突破500亿元。", ["产值 > 500亿元"]),
        ("到2030年，研发强度接近3%。", ["研发强度 ~ 3%"]),
        ("到2030年，综合利用率不低于82%。", ["综合利用率 >= 82%"]),
        ("到2030年，产品不良率控制在2%以内。", ["产品不良率 <= 2%"]),
        ("到2030年，增加值年均增长8%左右。", ["增加值 growth 8%"]),
        ("到2030年，单位能耗累计下降14%。", ["单位能耗 cum- 14%"]),
        ("到2030年，占比较2025年提高3.7个百分点。", ["占比 += 3.7个百分点"]),
        ("到2030年，增加值比2025年增长45%。", ["增加值 += 45%"]),
        ("到2030年，单位能耗降至0.4吨标准煤/万元。", ["单位能耗 = 0.4吨标准煤/万元"]),
        ("到2030年，软件业务收入翻一番。", ["软件业务收入 x 2倍"]),
        ("到2030年，软件业务收入翻两番。", ["软件业务收入 x 4倍"]),
        ("到2030年，百亿企业翻一番、达到12家。", ["百亿企业 = 12家"]),
        ("培育链主企业30家、单项冠军企业100家。", ["链主企业 = 30家", "单项冠军企业 = 100家"]),
        ("培育30家链主企业和5家龙头企业。", ["链主企业 = 30家", "龙头企业 = 5家"]),
        ("扶持独角兽企业3—5家。", ["独角兽企业 range 3家"]),
        ("新增规上企业900家。", ["新增规上企业 += 900家"]),
        ("三年净增规上企业28家。", ["净增规上企业 += 28家"]),
        ("规上企业数量新增1000家以上。", ["新增规上企业 += 1000家"]),
        ("攻克关键核心技术100项以上。", ["关键核心技术 >= 100项"]),
        ("推动80%以上规上企业完成改造。", ["规上企业完成改造 >= 80%"]),
        ("设立总规模100亿元的产业母基金。", ["产业母基金 = 100亿元"]),
        ("设立产业引导基金，总规模达到100亿元。", ["产业引导基金 = 100亿元"]),
        ("每年引进高层次人才200名。", ["每年引进高层次人才 = 200名"]),
        ("围绕新型显示、集成电路等16条产业链开展招商。", ["产业链 = 16条"]),
        ("形成年产拖拉机6万台的能力。", ["年产拖拉机 = 6万台"]),
        ("打造四个新材料产业基地。", ["新材料产业基地 = 4个"]),
        ("形成2个千亿级、5个五百亿级产业集群。", ["千亿级产业集群 = 2个", "五百亿级产业集群 = 5个"]),
        ("建设2个产值超2000亿元的集群。", ["产值超2000亿元的集群 = 2个"]),
        (
            "到2030年，甲市场占有率和乙市场占有率分别提高到8%、15%。",
            ["甲市场占有率 = 8%", "乙市场占有率 = 15%"],
        ),
        ("到2030年，产能利用率比基期提高5个百分点。", ["产能利用率 += 5个百分点"]),
        ("到2030年，规上工业产值跨上2500亿元台阶。", ["规上工业产值 > 2500亿元"]),
        ("市财政每年安排专项资金5亿元以上。", ["每年专项资金 >= 5亿元"]),
        ("按期办结率保持在99%以上。", ["按期办结率 >= 99%"]),
        ("实现5000亿元产值。", ["产值 = 5000亿元"]),
        ("6家重点园区亩均税收年均提高8%。", ["重点园区亩均税收 growth 8%"]),
        ("到2030年，新供用地容积率不低于2.5。", ["新供用地容积率 >= 2.5"]),
        ("到2030年，两化融合指数达到65以上。", ["两化融合指数 >= 65"]),
        ("产值超10亿元企业由3家增至6家。", ["产值超10亿元企业 = 6家"]),
        (
            "高新技术企业达到600家，其中临江高新区180家。",
            ["高新技术企业 = 600家", "临江高新区高新技术企业 = 180家"],
        ),
        (
            "到2030年，船舶、茶叶两大产业占工业总产值的比重分别达到45%、38%。",
            ["船舶占工业总产值的比重 = 45%", "茶叶占工业总产值的比重 = 38%"],
        ),
        (
            "到2030年，高新技术企业突破2200家，单项冠军实现倍增，达到24家。",
            ["高新技术企业 > 2200家", "单项冠军 = 24家"],
        ),
        (
            "到2030年，茶叶、竹木精深加工率分别达到45%和60%。",
            ["茶叶精深加工率 = 45%", "竹木精深加工率 = 60%"],
        ),
        (
            "到2030年，规上工业单位增加值能耗降低率达到13.5%以上。",
            ["规上工业单位增加值能耗降低率 cum- 13.5%"],
        ),
        ("到2030年，规上工业产值冲刺3000亿元。", ["规上工业产值 = 3000亿元"]),
        ("到2030年，绿色食品和有机农产品认证达到300个。", ["绿色食品和有机农产品认证 = 300个"]),
        ("培育超千亿元园区6家、超五百亿元园区5家。", ["超千亿元园区 = 6家", "超五百亿元园区 = 5家"]),
        (
            "到2030年，船舶、茶叶占地区生产总值比重分别达到9%、5%。",
            ["船舶占地区生产总值比重 = 9%", "茶叶占地区生产总值比重 = 5%"],
        ),
        ("规上工业总产值到2035年在2030年基础上再翻一番。", ["规上工业总产值 x 2倍"]),
        (
            "设立产业基金，总规模100亿元，带动社会资本投入300亿元。",
            ["产业基金 = 100亿元", "社会资本 = 300亿元"],
        ),
    ],
)
def test_patterns(text: str, expected: list[str]) -> None:
    assert brief(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "围绕10条重点产业链开展招商。",
        "引导全市21个重点园区打造特色集群。",
        "对首次升规企业一次性奖励10万元。",
        "按设备投资额的10%给予补助。",
        "形成树脂、原材料两个优势产品体系。",
        "引进世界500强企业。",
        "推进5G网络建设。",
        "重点抓好轴承项目，总投资4.2亿元。",
        "落实《三年行动方案（2026—2028年）》。",
        "坚持“3820”工程。",
        "建设七大平台，实施八大工程。",
        "做好3个方面工作。",
        "打造1小时通勤圈，推进12英寸硅片量产。",
        "项目达产后可实现年产值200亿元。",
        "对单个项目最高支持1000万元。",
        "印发通知（国发〔2021〕12号）。",
        "营业收入突破关口，进入全国前10位。",
        "园区规划面积38平方公里，岸线全长30公里。",
    ],
)
def test_no_target(text: str) -> None:
    assert brief(text) == []


def test_both_ends_of_a_change() -> None:
    (target,) = said("亩均税收由2025年的12.4万元/亩提高到2028年的18万元/亩。")
    assert target.base is not None
    assert str(target.base.value) == "12.4"
    assert (target.since, target.year, str(target.amount.value)) == (2025, 2028, "18")
    assert target.rule == "statements.from_to"


def test_a_base_without_its_unit_takes_the_other() -> None:
    (target,) = said("到2030年，配套率由38提高到55%。")
    assert target.base is not None
    assert (target.base.value, target.base.unit) == (38, "%")


def test_each_year_its_figure() -> None:
    found = said("总产值2026年、2027年、2028年分别达到120亿元、138亿元、160亿元。", Stance.GOAL)
    assert [(s.name, s.year, s.amount.value) for s in found] == [
        ("总产值", 2026, 120), ("总产值", 2027, 138), ("总产值", 2028, 160),
    ]  # fmt: skip


def test_each_name_its_figure() -> None:
    found = said("到2030年，省级、国家级绿色工厂分别达到30家和8家。")
    assert [(s.name, s.amount.value) for s in found] == [("省级绿色工厂", 30), ("国家级绿色工厂", 8)]


def test_a_list_shares_its_noun_and_its_measure() -> None:
    found = said("建成国家级技术中心3个、省级41个。高端装备产值1480亿元，先进材料1260亿元。", Stance.PAST)
    assert [s.name for s in found] == ["国家级技术中心", "省级技术中心", "高端装备产值", "先进材料产值"]


def test_a_bare_measure_takes_its_industry() -> None:
    found = said("产值年均增长20%，到2028年达到36亿元。", owner="电机电器")
    assert [(s.name, s.year, s.explicit) for s in found] == [
        ("电机电器产值", 2030, False), ("电机电器产值", 2028, True),
    ]  # fmt: skip


def test_an_opening_year_lasts_for_the_paragraph_and_an_inner_one_does_not() -> None:
    opening = said("到2028年末，建成工厂20家。培育企业5家。")
    inner = said("建设园区，灌装能力2027年达到3亿瓶。培育企业5家。")
    assert [s.year for s in opening] == [2028, 2028]
    assert [(s.year, s.explicit) for s in inner] == [(2027, True), (2030, False)]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("2025年，全市工业总产值近105亿元。", Stance.TASK),
        ("规上企业112家，省级园区3个。", Stance.PAST),
        ("截至2024年末，高新企业745家。", Stance.TASK),
        ("已建成5G基站6000个。", Stance.TASK),
        ("立足62万亩竹林资源，推动以竹代塑。", Stance.TASK),
    ],
)
def test_facts_about_the_past(text: str, stance: Stance) -> None:
    assert said(text, stance)
    assert all(s.kind == "baseline" for s in said(text, stance))


def test_a_change_keeps_how_sharply_it_is_said() -> None:
    about, at_least = said("到2030年，增加值年均增长8%左右，新增企业30家以上。")
    assert (about.amount.operator.value, about.amount.hedge) == ("growth", "~")
    assert (at_least.amount.operator.value, at_least.amount.hedge) == ("+=", ">=")


def test_a_closing_deadline_dates_the_figure_before_it() -> None:
    (target,) = said("建设实训基地20个，2028年前全部建成。")
    assert (target.year, target.explicit) == (2028, True)


def test_a_goal_among_facts_is_a_target() -> None:
    found = said("目前有企业30家，力争到2030年达到50家。", Stance.PAST)
    assert [s.kind for s in found] == ["baseline", "target"]


def test_a_list_before_a_count_and_a_share() -> None:
    (counted,) = said("围绕新型显示、集成电路、光电等16条产业链开展招商。")
    assert counted.listed == ("新型显示", "集成电路", "光电")
    assert counted.listed_open
    shared = said("设有研发机构的企业242家，占全部规上企业的9.5%。", Stance.PAST)
    assert shared[-1].share_of == "全部规上企业"


@given(
    st.integers(1, 10**6),
    st.sampled_from(["达到", "突破", "超过", "不低于", "接近", "提高到", "保持在"]),
    st.sampled_from(["亿元", "家", "%", "万吨", "万元/亩"]),
)
def test_any_level_is_found_once_with_its_number(value: int, verb: str, unit: str) -> None:
    (target,) = said(f"到2030年，全市测试量{verb}{value}{unit}。")
    assert (target.kind, target.name, target.amount.value) == ("target", "测试量", value)


@given(st.text(alphabet="，。；、到达产值家%0123456789年由提高和分别翻番占等的（）《》“”", max_size=60))
def test_no_text_breaks_it(text: str) -> None:
    for found in (*said(text), *said(text, Stance.PAST), *said(text, Stance.GOAL)):
        assert 0 <= found.start < found.end <= len(text)
        assert found.name


def test_a_level_to_compare_with_is_a_fact_and_the_doubling_is_of_the_same() -> None:
    every = said("到2030年，装备产值达到420亿元，较2025年的210亿元翻一番。")
    assert {(s.kind, s.name, s.year) for s in every} == {
        ("target", "装备产值", 2030),
        ("baseline", "装备产值", 2025),
    }


def test_nearly_doubled_names_what_doubles() -> None:
    assert brief("到2030年，茶食品产值达到150亿元，比2025年接近翻一番。")[-1].startswith("茶食品产值 ")


def test_an_owner_that_is_a_chain_is_said_once() -> None:
    (target,) = said("到2030年，产业链营业收入达到800亿元。", owner="磷化工产业链")
    assert target.name == "磷化工产业链营业收入"


def test_a_year_in_brackets_is_the_bracket_s_own() -> None:
    found = said("到2030年，产值突破1800亿元（2022年为1180亿元），年均增长15%左右。", Stance.GOAL)
    assert [(s.kind, s.year, str(s.amount.value)) for s in found] == [
        ("target", 2030, "1800"), ("baseline", 2022, "1180"), ("target", 2030, "15"),
    ]  # fmt: skip


def test_what_one_year_brings_is_not_the_year_of_the_next_sentence() -> None:
    found = said("2026年完成工业投资200亿元。项目转化落地率不低于60%。")
    assert [(s.year, s.explicit) for s in found] == [(2026, True), (2030, False)]
    found = said("2030年目标：产值达到200亿元。企业达到60家。", Stance.GOAL)
    assert [s.year for s in found] == [2030, 2030]
    found = said("到2028年，产值达到200亿元。企业达到60家。", Stance.GOAL)
    assert [s.year for s in found] == [2028, 2028]
