"""Plain text: flattened cells, rows on one line, copied pages, broken lines, contents lists."""

from __future__ import annotations

from reading import boxes, leads, outline, paragraph_texts, read, tables, texts

FLATTENED = """云江市“十五五”制造业规划

一、发展目标
到2030年，全市规上工业总产值达到2000亿元。
表1  主要指标
\t分类
\t指标
\t2025年
\t2030年

\t规模

总量
\t规上工业总产值（亿元）
\t1200
\t2000

\t
\t规上工业企业（家）
\t860
\t1100

\t
\t百亿企业（家）
\t-
\t6

\t质效
\t新增企业（家）
\t500以上

\t
\t能耗强度
\t[12.5]

（2024年）
\t完成省下达任务


注：[ ]内为累计数。
二、重点任务
强化统筹协调。建立市级专班，按月调度重点项目。
\t专栏1  提升工程

\t标准厂房。新建标准厂房60万平方米，优先保障链上项目。
智慧园区。建设统一平台，接入全部规上企业。


三、保障措施
健全推进机制，压实工作责任。
"""


def test_it_works(tmp_path):
    document = read(tmp_path, FLATTENED)
    assert outline(document) == [(1, "一、", "发展目标"), (1, "二、", "重点任务"), (1, "三、", "保障措施")]
    (table,) = tables(document)
    assert texts(table) == [
        ["分类", "指标", "2025年", "2030年"],
        ["规模总量", "规上工业总产值（亿元）", "1200", "2000"],
        ["规模总量^", "规上工业企业（家）", "860", "1100"],
        ["规模总量^", "百亿企业（家）", "-", "6"],
        ["质效", "新增企业（家）", "500以上", "500以上^"],
        ["质效^", "能耗强度", "[12.5]（2024年）", "完成省下达任务"],
    ]
    assert [note.text for note in table.notes] == ["注：[ ]内为累计数。"]
    (box,) = boxes(document)
    assert (box.number, box.title, len(box.blocks)) == ("专栏1", "提升工程", 2)
    assert leads(document) == [("", "强化统筹协调"), ("", "标准厂房"), ("", "智慧园区")]


def test_a_short_heading_row_spans_the_columns_named_below_it(tmp_path):
    rows = ["\t指标\n\t规划目标\n\t属性", "\t\n\t2025年\n\t2030年\n\t", "\t总产值\n\t1200\n\t2000\n\t预期性"]
    (table,) = tables(
        read(tmp_path, "表1 指标\n" + "\n\n".join(rows) + "\n\n\n一、概述\n全市工业稳步发展。\n")
    )
    assert table.headers == ("指标", "规划目标/2025年", "规划目标/2030年", "属性")


def test_adjoining_tables_stay_apart(tmp_path):
    first = "表1 甲\n\t链条\n\t链长\n\n\t海洋装备\n\t张三\n\n"
    document = read(tmp_path, "一、任务\n分工如下。\n" + first + first.replace("表1 甲", "表2 乙"))
    assert [len(table.rows) for table in tables(document)] == [2, 2]


def test_rows_on_one_line(tmp_path):
    forms = {
        "pipes": "|指标|2025年|2030年|\n|--|--|--|\n| 总产值 | 1200 | 2000 |\n| 企业数 | 860 | 1100 |\n",
        "tabs": "指标\t2025年\t2030年\n总产值\t1200\t2000\n企业数\t860\t1100\n",
        "blanks": "指标      2025年    2030年\n总产值    1200      2000\n企业数    860       1100\n",
        "copied": "指标 2025年 2030年\n总产值 1200 2000\n企业数 860 1100\n",
    }
    for form, rows in forms.items():
        document = read(
            tmp_path, f"一、目标\n主要目标如下。\n表1 主要指标\n{rows}\n二、任务\n全力推进。\n", "a.txt"
        )
        assert [texts(table) for table in tables(document)] == [
            [["指标", "2025年", "2030年"], ["总产值", "1200", "2000"], ["企业数", "860", "1100"]]
        ], form
        assert tables(document)[0].caption, form


COPIED = """　　　　南屏市新型工业化规划
　　一、发展环境
　　“十四五”以来，南屏市坚持工业强市战略，工业经济总量不断
扩大，２０２５年规模以上工业增加值增长７．２％，高于全省平均水
平１．１个百分点，产业结构持续优化，新旧动能加快转换，为“十
五五”发展奠定了坚实基础。
　　二、总体要求
　　（一）指导思想。以新发展理念为引领，加快推进新型工业化，构
建现代化产业体系。到２０３０年，全市规模以上工业总产值突破８
００亿元，年均增长９％左右，形成特色鲜明的产业集群，建成区域
— 1 —
南屏市新型工业化规划
先进制造业基地。
　　（二）基本原则。坚持企业主体、政府引导，坚持创新驱动、绿色
发展，坚持统筹推进、重点突破，不断提升产业链现代化水平。
表1　重点园区
序号 园区 级别 面积 亩均税收（万元/亩）
（平方公里） 2025年 2030年
1 南屏经开区 省级 36.5 28.4 40
2 青溪园区 市级 12 10.8 16
— 2 —
南屏市新型工业化规划
　　三、主要任务
　　加强统筹协调，健全工作机制，压实各方责任，确保规划目标任务
落到实处。
"""


def test_lines_broken_by_the_page_are_joined(tmp_path):
    document = read(tmp_path, COPIED)
    assert outline(document) == [
        (1, "一、", "发展环境"),
        (1, "二、", "总体要求"),
        (2, "（一）", "指导思想"),
        (2, "（二）", "基本原则"),
        (1, "三、", "主要任务"),
    ]
    texts_found = paragraph_texts(document)
    assert "为“十五五”发展奠定了坚实基础。" in texts_found[1]
    assert texts_found[2].endswith(
        "总产值突破800亿元，年均增长9%左右，形成特色鲜明的产业集群，建成区域先进制造业基地。"
    )


def test_page_numbers_and_running_heads_are_dropped(tmp_path):
    assert read(tmp_path, COPIED).text.count("南屏市新型工业化规划") == 1


def test_a_copied_table_finds_its_spanning_title(tmp_path):
    (table,) = tables(read(tmp_path, COPIED))
    assert table.headers == (
        "序号",
        "园区",
        "级别",
        "面积（平方公里）",
        "亩均税收（万元/亩）/2025年",
        "亩均税收（万元/亩）/2030年",
    )
    assert [row[1].text for row in table.body] == ["南屏经开区", "青溪园区"]


def test_ruling_lines_alone_are_text(tmp_path):
    assert read(tmp_path, "---\n" * 5).text.count("---") == 5


def test_a_long_block_that_is_no_table_costs_no_more_than_its_length(tmp_path):
    document = read(tmp_path, "\t甲\n" * 60_000)
    assert len(document.passages) == 60_000


def test_contents_are_not_headings(tmp_path):
    plan = """云江市工业规划
目　录
第一章 总体要求……………………1
第一节 指导思想......................2
第二章 重点任务\t5

第一章 总体要求
第一节 指导思想
坚持高质量发展。
第二章 重点任务
做强主导产业。
"""
    document = read(tmp_path, plan)
    assert outline(document) == [
        (1, "第一章", "总体要求"),
        (2, "第一节", "指导思想"),
        (1, "第二章", "重点任务"),
    ]
    assert not tables(document)
    assert "第一章 总体要求……………………1" in document.text  # still has its paragraph number


def test_markdown_marks_are_style(tmp_path):
    plan = """# 总体要求

坚持高质量发展。

## 主要目标

**总量目标：** 到2030年达到2000亿元。

# 保障措施

加强组织领导。
"""
    document = read(tmp_path, plan)
    assert outline(document) == [(1, "", "总体要求"), (2, "", "主要目标"), (1, "", "保障措施")]
    assert leads(document) == [("", "总量目标")]


def test_items_below_a_paragraph_are_not_headings(tmp_path):
    plan = """一、重点任务
重点实施以下工程：
1.实施技改工程，每年安排项目50项；
2.实施上云工程，三年覆盖全部规上企业；
3.实施育苗工程，新增规上企业100家。
（一）做强产业
1.海洋装备
建设深海装备基地，形成集群。
2.绿色化工
延伸产业链条，提升附加值。
"""
    assert outline(read(tmp_path, plan)) == [
        (1, "一、", "重点任务"),
        (2, "（一）", "做强产业"),
        (3, "1.", "海洋装备"),
        (3, "2.", "绿色化工"),
    ]


def test_names_without_text_below_are_a_list(tmp_path):
    names = "1.海工平台扩建项目\n2.聚氨酯一体化项目\n3.预制菜产业园项目\n"
    plan = f"一、重点项目\n下列项目年内开工：\n{names}二、保障\n加强领导。\n"
    assert [number for _, number, _ in outline(read(tmp_path, plan))] == ["一、", "二、"]


def test_levels_follow_the_nesting_of_this_document(tmp_path):
    plan = """1 总体要求
1.1 指导思想
坚持高质量发展。
1.2 主要目标
1.2.1 总量目标
到2030年产值达到500亿元。
2 重点任务
（一）培育企业
支持企业升规。
（二）建设园区
完善园区设施。
"""
    assert [(level, number) for level, number, _ in outline(read(tmp_path, plan))] == [
        (1, "1"), (2, "1.1"), (2, "1.2"), (3, "1.2.1"), (1, "2"), (2, "（一）"), (2, "（二）"),
    ]  # fmt: skip


def test_an_annex_takes_the_next_line_as_its_title(tmp_path):
    plan = "一、任务\n做强产业。\n附件1\n重点项目表\n序号\t项目\t投资\n1\t海工平台\t32\n2\t聚氨酯\t56\n"
    document = read(tmp_path, plan)
    assert outline(document)[-1] == (1, "附件1", "重点项目表")
    assert tables(document)[0].caption


def test_the_title_is_the_plan_and_not_the_covering_letter(tmp_path):
    plan = """云江市人民政府关于印发
《云江市工业发展规划》的通知
云政〔2026〕3号
各县（市、区）人民政府：
现印发给你们，请认真贯彻执行。
云江市人民政府
2026年3月1日

云江市工业发展规划
（2026—2030年）

一、总体要求
坚持高质量发展。
"""
    assert read(tmp_path, plan).title == "云江市工业发展规划（2026—2030年）"


def test_a_heading_may_end_with_a_stop(tmp_path):
    plan = "一、总体要求。\n坚持高质量发展。\n（一）主要目标：\n到2030年产值翻番。\n二、任务。\n做强产业。\n"
    assert outline(read(tmp_path, plan)) == [
        (1, "一、", "总体要求"),
        (2, "（一）", "主要目标"),
        (1, "二、", "任务"),
    ]


def test_enclosures_of_a_letter_and_repeated_titles_are_no_headings(tmp_path):
    plan = """云江市人民政府关于印发云江市工业发展规划的通知
各县（市、区）人民政府：
现印发给你们，请认真贯彻执行。
附件：1.云江市工业发展规划
附件：2.重点项目表

云江市工业发展规划
云江市工业发展规划
一、总体要求
坚持高质量发展，推进新型工业化，建设现代化产业体系。
"""
    document = read(tmp_path, plan)
    assert document.title == "云江市工业发展规划"
    assert outline(document) == [(1, "一、", "总体要求")]


def test_two_titles_over_three_columns_in_a_copied_table(tmp_path):
    text = """表1 主要指标
序号 指标 单位 现状值 规划值 属性
2025年 2027年 2030年
1 工业总产值 亿元 1380 1700 2500 预期性
2 工业企业数 家 298 350 450 预期性
3 研发强度 % 2.1 2.6 3.2 预期性
以上指标逐年考核。
"""
    table = tables(read(tmp_path, text.encode(), "plan.txt"))[0]
    assert table.headers[3:6] == ("现状值/2025年", "规划值/2027年", "规划值/2030年")
    assert [cell.text for cell in table.body[0]][3:] == ["1380", "1700", "2500", "预期性"]


def test_groups_and_sums_in_a_copied_table(tmp_path):
    text = """表2 重点项目
序号 项目名称 建设单位 总投资 建设年限
一、新材料（2个）
1 负极材料项目 溪鹭新材 42.5 2026-2028
2 尼龙切片项目 北鹭化工 86 2026-2029
二、装备（1个）
3 风电塔筒基地 青鹭重工 9.8 2026-2027
合计 138.3
以上项目按季调度。
"""
    table = tables(read(tmp_path, text.encode(), "plan.txt"))[0]
    names = [[cell.text for cell in row] for row in table.body]
    assert names[0][0] == "一、新材料（2个）"
    assert names[1][1:4] == ["负极材料项目", "溪鹭新材", "42.5"]
    assert names[-1] == ["合计", "", "", "138.3", ""]


def test_a_bracket_left_open_goes_on_in_the_next_line(tmp_path):
    full = "　　加快煤矸石和粉煤灰等固废规模化利用，推动重点行业能效达到标杆水平的产能\n比例超过百分之三十。"
    broken = (
        "一、重点任务\n"
        + (full + "\n") * 6
        + full
        + "全面推进节能降碳改造。（牵头\n单位：市科技局；配合单位：市教育局）\n"
    )
    said = paragraph_texts(read(tmp_path, broken.encode(), "p.txt"))
    assert any("（牵头单位：市科技局；" in text for text in said)


def test_heads_that_tell_the_chapter_by_turns_with_the_title(tmp_path):
    body = "全市上下要围绕目标抓好各项工作的落实，确保规划确定的任务如期完成并取得实效。"
    pages = []
    for number in range(1, 9):
        chapter = "第一章 发展基础" if number < 5 else "第二章 主要任务"
        head = "云江市工业发展规划" if number % 2 else chapter
        opening = [chapter] if number in (1, 5) else []
        text = [f"第{number}项工作。{body}", f"第{number}项要求。{body}"]
        pages.append("\n".join([head, *opening, *text, f"第 {number} 页"]))
    document = read(tmp_path, "云江市工业发展规划\n" + "\n".join(pages) + "\n")
    assert outline(document) == [(1, "第一章", "发展基础"), (1, "第二章", "主要任务")]


def test_a_heading_broken_at_its_own_width_is_one(tmp_path):
    body = (
        "　　全市上下要围绕目标抓好各项工作的落实，确保规划确定的各项任务如期\n"
        "完成并取得实效，推动工业经济实现质的有效提升和量的合理增长。\n"
    )
    text = (
        "第一章 发展基础\n"
        + body * 3
        + "第二章 加快打造五个千亿级产业集\n群\n"
        + body * 3
        + "第三章 全链条提升产业链现代化水\n平和韧性\n"
        + body * 3
    )
    assert outline(read(tmp_path, text)) == [
        (1, "第一章", "发展基础"),
        (1, "第二章", "加快打造五个千亿级产业集群"),
        (1, "第三章", "全链条提升产业链现代化水平和韧性"),
    ]


def test_a_heading_near_the_running_head_that_repeats_it_stays(tmp_path):
    pages = []
    for number in range(1, 9):
        chapter = "一、发展基础" if number < 5 else "二、主要任务"
        opening = [chapter] if number in (1, 5) else []
        text = [f"第{number}项工作要抓紧落实，确保完成。", f"第{number}项要求要逐条对照，确保达到。"]
        head = [chapter] if number > 1 else []
        pages.append("\n".join([*head, *opening, *text, f"— {number} —"]))
    document = read(tmp_path, "云江市工业发展规划\n" + "\n".join(pages) + "\n")
    assert outline(document) == [(1, "一、", "发展基础"), (1, "二、", "主要任务")]
