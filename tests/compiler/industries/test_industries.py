"""The industrial system is told from headings and leads, whatever their numbering."""

from __future__ import annotations

from compiler.writing import written
from rongshu.compiler.industries.industries import find_industries
from rongshu.document.blocks import Document

THREE = """第三章 构建现代产业体系
第一节 优势产业——向高端跃升
一、高端装备
到2030年，产值达到900亿元。
智能农机。重点发展插秧机、拖拉机等产品，依托鹭达农机等龙头企业扩大产能。
工程液压。重点发展柱塞泵、多路阀等产品，支持北鹭液压建设智能车间。
二、先进材料
特种钢材。重点发展轴承钢、齿轮钢，支持溪钢特材向零部件延伸。
第二节 未来产业——抢占先机
一、低空装备
支持翎鹭航空开展植保无人机试制，突破复合材料整体成型。
二、合成生物
以禾鹭生物为种子企业，探索生物基材料规模化制造。
第四章 保障措施
第一节 加强组织领导
成立领导小组，建立推进机制。
"""
TWO = """二、重点产业
（一）竹木家居
立足竹林资源，做强竹木家居。
1.竹材加工
支持青鹭竹业开发重组竹、竹集成材，提高产品附加值。
2.家居用品
鼓励翠鹭家居做大竹砧板、竹收纳盒等产品。
（二）绿色食品
1.粮油加工
支持双鹭米业发展留胚米、米糠油，推广低温升碾米。
三、保障措施
（一）强化组织
建立调度机制，定期通报进展。
（二）强化要素
保障用地用能，强化资金支持。
"""


def tree(document: Document) -> list[tuple[str, str, str]]:
    industries = find_industries(document)
    names = {industry.id: industry.name.zh for industry in industries}
    return [(item.level, item.name.zh, names.get(item.parent, "")) for item in industries]


def test_it_works() -> None:
    assert tree(written(THREE)) == [
        ("pillar", "优势产业", ""),
        ("industry", "高端装备", "优势产业"),
        ("segment", "智能农机", "高端装备"),
        ("segment", "工程液压", "高端装备"),
        ("industry", "先进材料", "优势产业"),
        ("segment", "特种钢材", "先进材料"),
        ("pillar", "未来产业", ""),
        ("industry", "低空装备", "未来产业"),
        ("industry", "合成生物", "未来产业"),
    ]


def test_a_plan_of_two_levels_has_no_pillar() -> None:
    assert [row for row in tree(written(TWO)) if row[0] == "pillar"] == []
    assert ("segment", "竹材加工", "竹木家居") in tree(written(TWO))


def test_every_industry_is_cited_where_its_name_stands() -> None:
    document = written(THREE)
    for industry in find_industries(document):
        assert document.quote(industry.citations()[0]) == industry.name.zh


def test_tasks_and_safeguards_are_no_industries() -> None:
    assert (
        tree(
            written(
                "六、重点任务\n（一）强化创新驱动\n加大投入，攻坚克难。\n（二）优化空间布局\n统筹推进。\n"
            )
        )
        == []
    )


def test_an_empty_document_has_none() -> None:
    assert find_industries(written("", title="某市规划\n")) == ()


def test_a_box_about_an_industry_may_hold_its_segments() -> None:
    box = "\t专栏1  高端装备产业发展重点\n\n智能农机：重点发展插秧机。\n工程液压：重点发展柱塞泵。\n\n"
    plan = "三、重点产业\n（一）高端装备\n产值达到900亿元。\n" + box + "（二）绿色食品\n发展粮油等产品。\n"
    found = tree(written(plan))
    assert ("industry", "高端装备", "") in found
    assert ("industry", "绿色食品", "") in found


def test_labels_inside_an_industry_are_no_segments() -> None:
    plan = """二、重点集群
（一）新型储能集群
1.发展目标。到2027年，产值达到1500亿元。
2.主攻方向。重点突破储能电芯、储能变流器。
3.重点企业。支持鹭能新储、鹭阳电源等链主企业扩大产能。
（二）光子集群
1.发展目标。到2027年，产值达到800亿元。
2.主攻方向。聚焦光芯片、激光器。
3.重点企业。以鹭光科技为龙头，培育一批企业。
三、主要任务
（一）强化创新引领
支持鹭能新储组建创新中心。
"""
    assert tree(written(plan)) == [("industry", "新型储能集群", ""), ("industry", "光子集群", "")]


def test_a_promoting_verb_is_no_part_of_the_name() -> None:
    plan = """第三章 构建先进制造业体系
第一节 做大做强四大主导产业
一、新能源汽车
整车。依托鹭驰汽车等整车企业，推出电动轿车、智能轻卡等新车型。
动力电池。以鹭能时代为龙头，重点发展三元电池、半固态电池。
第二节 谋划布局三大新兴产业
一、新材料
重点发展铜合金、玻纤布。
二、低空经济
发展工业级无人机。
"""
    names = [name for level, name, _ in tree(written(plan)) if level == "pillar"]
    assert names == ["四大主导产业", "三大新兴产业"]


def test_a_material_may_end_like_a_place() -> None:
    plan = """三、重点产业
（一）铜基新材料
高精铜板带。发展引线框架铜带。
锂电负极。发展硅碳负极。
（二）绿色食品
粮油加工。发展留胚米。
"""
    assert [name for level, name, _ in tree(written(plan)) if level == "segment"] == [
        "高精铜板带",
        "锂电负极",
        "粮油加工",
    ]


def test_headings_name_the_segments_before_opening_sentences_do() -> None:
    plan = """三、重点方向
（一）先进基础材料
顺应绿色化、高端化趋势，推动传统材料升级。到2030年，产业规模达到280亿元。
1.特种玻璃
发展盖板玻璃。
2.高性能金属材料
发展轴承钢。
（二）关键战略材料
1.稀土功能材料
发展磁体。
"""
    assert [name for level, name, _ in tree(written(plan)) if level == "segment"] == [
        "特种玻璃",
        "高性能金属材料",
        "稀土功能材料",
    ]


def test_lines_of_who_and_when_are_no_industries() -> None:
    plan = """三、产业发展重点
（一）光伏产业
晶硅材料。发展单晶硅棒。
（二）风电产业
风电整机。发展风电机组。
四、主要任务
（一）壮大产业集群
引育上下游企业60家。
责任单位：州工业和信息化局、州商务局
完成时限：2029年12月
"""
    assert [name for level, name, _ in tree(written(plan)) if level == "industry"] == ["光伏产业", "风电产业"]


BODY = "以青鹭重工为龙头，重点发展挖掘机、数控机床等产品，努力建设全国重要的产业基地。"


def named(*headings: str) -> list[tuple[str, str]]:
    """Level and name under a chapter; a heading that begins with ! has nothing but headings below it."""
    lines = []
    for heading in headings:
        lines += [heading.removeprefix("!")] + ([] if heading.startswith("!") else [BODY])
    text = "第一章 发展基础\n" + BODY + "\n" + "\n".join(lines) + "\n第九章 保障措施\n" + BODY + "\n"
    return [(item.level, item.name.zh) for item in find_industries(written(text))]


def test_pillars_in_quotation_marks_are_names():
    found = named(
        "!第三章 产业发展重点",
        "!第一节 改造升级“老字号”",
        "一、高端装备",
        "二、汽车零部件",
        "!第二节 深度开发“原字号”",
        "一、石油化工",
        "二、农产品加工",
    )
    assert [name for level, name in found if level == "pillar"] == ["老字号", "原字号"]
    assert [name for level, name in found if level == "industry"] == [
        "高端装备",
        "汽车零部件",
        "石油化工",
        "农产品加工",
    ]


def test_what_is_to_become_of_an_industry_is_not_its_name():
    found = named(
        "!第三章 重点产业发展导向",
        "第一节 做强汽车产业",
        "第二节 打造世界级电子信息产业集群",
        "第三节 推动钢铁产业高质量发展",
        "第四节 聚焦链条延伸，打造先进材料产业高地",
    )
    assert [name for _, name in found] == ["汽车产业", "电子信息产业集群", "钢铁产业", "先进材料产业"]


def test_a_chapter_that_opens_with_a_verb_holds_industries_where_all_below_are():
    chapter = "!第三章 做强数字核心产业"
    found = named(chapter, "第一节 人工智能产业", "第二节 软件信息产业", "第三节 电子元器件产业")
    assert [name for _, name in found] == ["人工智能产业", "软件信息产业", "电子元器件产业"]
    assert named("!第三章 做强创新平台", "第一节 建设实验室", "第二节 培育新型机构", "第三节 引进人才") == []


def test_future_industries_may_be_laid_out_ahead():
    found = named("!第三章 前瞻布局三大未来产业", "第一节 深海空天", "第二节 绿色氢能", "第三节 人工智能")
    assert [name for _, name in found] == ["深海空天", "绿色氢能", "人工智能"]


TOLD = """第三章 主攻方向
第一节 夯实核心基础领域
一、集成电路
到2030年，营业收入达到800亿元。
1.芯片设计。支持鹭芯科技发展车规级微控制器、电源管理芯片。
2.封装测试。支持溪封电子提升晶圆级封装、系统级封装等技术。
二、新型显示
1.显示面板。依托鹭光显示发展柔性面板、车载显示屏。
2.关键材料。发展偏光片、光学补偿膜等材料。
第二节 抢占前沿领域
一、人形机器人
发展灵巧手、行星滚柱丝杠、无框力矩电机。
二、量子信息
研制量子随机数发生器、单光子探测器。
第四章 重点任务
第一节 实施协同攻坚
建立协同机制，梳理卡点清单。
第二节 培育优质企业
实施一企一策，完善梯度培育。
"""


def test_a_chapter_is_the_industrial_system_by_what_stands_under_it() -> None:
    found = tree(written(TOLD))
    assert [name for level, name, _ in found if level == "pillar"] == ["核心基础领域", "前沿领域"]
    assert [(name, above) for level, name, above in found if level == "industry"] == [
        ("集成电路", "核心基础领域"),
        ("新型显示", "核心基础领域"),
        ("人形机器人", "前沿领域"),
        ("量子信息", "前沿领域"),
    ]
    assert ("segment", "封装测试", "集成电路") in found


LABELLED = """三、锻造特色链条
（一）做强两条主导链
1.智能家电
发展目标。到2030年，产值达到750亿元。
主攻方向。重点发展变频空调、多门冰箱、热泵烘干机。
骨干企业。以鹭家电器为龙头。
2.新型储能
发展目标。到2030年，产值达到220亿元。
主攻方向。重点发展储能电芯、储能变流器、移动储能车。
骨干企业。支持溪储科技开展示范。
（二）抢占未来链
1.低空经济
发展物流无人机、航空复合材料部件。
2.具身智能
发展关节模组、六维力传感器。
"""


def test_paragraphs_that_say_what_about_an_industry_are_no_segments() -> None:
    found = tree(written(LABELLED))
    assert [name for level, name, _ in found if level == "pillar"] == ["两条主导链", "未来链"]
    assert [name for level, name, _ in found if level == "industry"] == [
        "智能家电",
        "新型储能",
        "低空经济",
        "具身智能",
    ]
    assert not [name for level, name, _ in found if level == "segment"]
