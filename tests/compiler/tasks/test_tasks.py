"""Tasks, measures and actions on invented plans of several shapes, and on the real one where it lies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.compiler.tasks.tasks import find_tasks
from rongshu.document.blocks import Block, Cell, Document, Heading, Paragraph, Passage, Source, Table
from rongshu.pack.schema import Task

GOLD = Path(__file__).resolve().parents[4] / "shared" / "gold" / "tasks.json"
SEED = GOLD.parents[1] / "seeds" / "000_869dca065a241c91.txt"


def plan(*written: str | list[list[str]]) -> Document:
    """A document from lines: ``#`` marks a heading's level, ``**…**`` a lead, a list of lists a table."""
    passages: list[Passage] = []
    blocks: list[Block] = []

    def passage(text: str) -> Passage:
        passages.append(Passage(len(passages) + 1, text, 0))
        return passages[-1]

    for line in written:
        if isinstance(line, list):
            rows: list[tuple[Cell, ...]] = []
            for row in line:
                cells = [
                    rows[-1][i] if text == "^" else Cell(text, (passage(text),) if text else ())
                    for i, text in enumerate(row)
                ]
                rows.append(tuple(cells))
            blocks.append(Table(None, tuple(rows)))
        elif line.startswith("#"):
            marks, title = line.split(" ", 1)
            blocks.append(Heading(passage(title), len(marks), "", title))
        else:
            _, _, rest = line.partition("**")
            lead, _, _ = rest.partition("**")
            blocks.append(Paragraph(passage(line.replace("**", "")), lead))
    text = "\n".join(p.text for p in passages)
    return Document(Source("t", "0" * 64, "txt", 0), "", text, tuple(passages), tuple(blocks))


def of_level(tasks: tuple[Task, ...], level: str) -> list[Task]:
    return [task for task in tasks if task.level == level]


def test_it_works() -> None:
    tasks = find_tasks(
        plan(
            "# 发展基础",
            "## 产业规模壮大",
            "# 重点任务",
            "## 强化创新引领",
            "**建设创新平台**。建设中试平台5家，完善成果转化机制。（责任单位：市科技局、市工信局；完成时限：2027年底）",
            "**培育创新主体**。加快培育高新技术企业。",
            "# 保障措施",
            "## 加强组织领导",
            "成立领导小组。",
        )
    )
    assert [(t.name, t.kind) for t in of_level(tasks, "task")] == [
        ("强化创新引领", "task"),
        ("加强组织领导", "safeguard"),
    ]
    platform, firms = of_level(tasks, "measure")
    assert platform.departments == ("市科技局", "市工信局")
    assert (platform.deadline, platform.commitments) == ("2027年底", ("建设中试平台5家",))
    assert platform.parent == tasks[0].id
    assert firms.departments == ()
    assert [t.name for t in of_level(tasks, "action")][:2] == ["建设中试平台5家", "完善成果转化机制"]


def test_a_chapter_without_sections_holds_its_leads_as_tasks() -> None:
    tasks = find_tasks(
        plan("# 主要举措", "**壮大集群**。做强链主企业。", "牵头单位：县工信局", "**数字赋能**。推动上云。")
    )
    assert [t.name for t in of_level(tasks, "task")] == ["壮大集群", "数字赋能"]
    assert tasks[0].lead_department == "县工信局"


def test_a_line_of_its_own_after_several_measures_speaks_for_the_task() -> None:
    tasks = find_tasks(
        plan(
            "# 八大任务", "## 绿色转型", "**节能**。推进改造。", "**循环**。推进利用。", "责任单位：市发改委"
        )
    )
    assert tasks[0].departments == ("市发改委",)
    assert all(not measure.departments for measure in of_level(tasks, "measure"))


def test_who_does_the_only_measure_does_the_task() -> None:
    tasks = find_tasks(plan("# 八大任务", "## 绿色转型", "**节能**。推进改造。", "（责任单位：市发改委）"))
    assert [t.departments for t in tasks if t.level != "action"] == [("市发改委",), ("市发改委",)]


def test_a_title_at_the_head_of_its_paragraph_is_told_once() -> None:
    passage = Passage(2, "（一）加强组织领导。成立工作专班。（责任单位：县政府办）", 0)
    chapter = Heading(Passage(1, "工作要求", 0), 1, "", "工作要求")
    blocks = (
        chapter,
        Heading(passage, 2, "（一）", "加强组织领导"),
        Paragraph(passage, "加强组织领导", 3, "（一）"),
    )
    document = Document(Source("t", "0" * 64, "txt", 0), "", "", (chapter.passage, passage), blocks)
    tasks = find_tasks(document)
    assert [(t.level, t.name, t.departments) for t in tasks] == [
        ("task", "加强组织领导", ("县政府办",)),
        ("action", "成立工作专班", ()),
    ]


def test_a_table_in_any_order_with_merged_cells() -> None:
    tasks = find_tasks(
        plan(
            "# 附表",
            [
                ["序号", "责任单位", "重点任务", "主要举措", "完成时限"],
                ["1", "县工信局、县科技局", "做强主导产业", "培育链主企业3家", "2026年12月"],
                ["2", "县商务局", "^", "举办专场招商", "2027年6月"],
                ["3", "县发改局", "夯实基础设施", "建设污水管网", "2026年12月"],
            ],
        )
    )
    first, second = of_level(tasks, "task")
    assert first.departments == ("县工信局", "县科技局", "县商务局")
    assert (first.deadline, second.deadline) == ("", "2026年12月")
    assert [m.departments for m in of_level(tasks, "measure")][1] == ("县商务局",)


def test_a_table_fills_in_who_does_a_section() -> None:
    tasks = find_tasks(
        plan(
            "# 重点任务",
            "## 强化创新引领",
            "推进创新。",
            [["任务", "牵头单位", "配合单位"], ["强化创新引领", "市科技局", "各县区"]],
        )
    )
    (task,) = of_level(tasks, "task")
    assert (task.lead_department, task.departments) == ("市科技局", ("市科技局", "各县区"))


def test_chapters_that_say_what_to_do_hold_the_tasks_where_no_section_is_called_so() -> None:
    tasks = find_tasks(plan("# 发展基础", "# 构建现代产业体系", "## 做强主导产业", "提升能级。"))
    assert [t.name for t in of_level(tasks, "task")] == ["做强主导产业"]


def test_goals_and_other_tables_are_no_tasks() -> None:
    tasks = find_tasks(
        plan(
            "# 目标任务",
            "**总量**。到2030年达到100亿元。",
            "# 重点任务",
            "## 招商",
            [["项目名称", "责任单位", "总投资"], ["年产万吨纤维", "某公司", "3"]],
            [["产业链", "链长", "牵头部门"], ["风电", "张三", "市工信局"]],
        )
    )
    assert [t.name for t in of_level(tasks, "task")] == ["招商"]


def test_ids_survive_a_task_put_before_them() -> None:
    one = find_tasks(plan("# 重点任务", "## 招商", "**走出去**。开展招商。"))
    two = find_tasks(plan("# 重点任务", "## 创新", "## 招商", "**走出去**。开展招商。"))
    assert {task.id for task in one} <= {task.id for task in two}


_lines = st.sampled_from(
    [
        "# 重点任务",
        "## 招商",
        "## 创新",
        "# 保障措施",
        "**走出去**。开展招商5次。",
        "责任单位：市商务局",
        "推进改造（县工信局）。",
        "#### 深处",
    ]
)


@given(st.lists(_lines, max_size=12))
def test_any_order_of_blocks_gives_a_tree_with_addresses(lines: list[str]) -> None:
    tasks = find_tasks(plan("开篇。", *lines))
    ids = [task.id for task in tasks]
    assert len(ids) == len(set(ids))
    for place, task in enumerate(tasks):
        assert task.cite
        assert not task.parent or task.parent in ids[:place]
        assert bool(task.parent) == (task.level != "task")


@pytest.mark.skipif(not SEED.exists(), reason="the official plan does not lie beside this repository")
def test_the_official_plan() -> None:
    from rongshu.document.read import read_document

    tasks = find_tasks(read_document(SEED))
    gold = json.loads(GOLD.read_text(encoding="utf-8"))["sections"]
    plain = [section["heading"].split("）", 1)[1] for section in gold]
    assert [t.name for t in of_level(tasks, "task")] == plain
    leads = [paragraph["title"] for section in gold for paragraph in section["paragraphs"]]
    found = {t.name for t in of_level(tasks, "measure")}
    assert len([lead for lead in leads if lead in found]) / len(leads) >= 0.95
