"""Tables that hand out tasks: 任务, 举措, 责任单位 and 完成时限 in any order, with merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rongshu.compiler.tasks.responsibility import read_deadline, split_departments
from rongshu.document.blocks import Cell, Table
from rongshu.terms.citation import Citation

# the more a title says that the column names the task itself, the earlier it stands
_TASK_TITLES = (
    r"(?:重点|主要|工作|具体|目标|年度)?任务(?:名称|清单|分解)?$",
    r"(?:重点|主要)?(?:工作|事项|行动|工程|举措|措施)(?:名称|事项)?$",
    r"(?:任务|工作)(?:内容|要求|措施|举措)$",
    r"任务",
)
_MEASURE = re.compile(
    r"(?:主要|重点|具体|工作|推进|实施|政策)?(?:举措|措施|内容|任务|事项|要求)(?:内容|措施|及要求|和要求)?$"
)
_OFFICE = re.compile(
    r"(?:责任|牵头|配合|协[作同办]|主[管办]|承办|实施|落实|参[与加])(?:责任)?(?:单位|部门|主体|处室|机构)|^责任分工$"
)
_LEAD = re.compile(r"牵头|主[管办]")
_TIME = re.compile(r"时限|时间|节点|期限|进度(?:安排|要求)|完成年度")
_NUMBER = re.compile(r"序号|编号|类别|领域|板块|序$|^号$")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what is to be done under which task, by whom, until when."""

    task: str
    measure: str
    departments: tuple[str, ...]
    lead: str
    deadline: str
    cite: Citation
    task_cite: Citation


@dataclass(frozen=True, slots=True)
class _Columns:
    task: int
    measure: int
    offices: tuple[int, ...]
    lead: int
    time: int


def task_rows(table: Table) -> tuple[Row, ...]:
    """The rows of a table that hands out tasks; none for any other table."""
    columns = _columns([re.sub(r"\s", "", title) for title in table.headers])
    return tuple(_rows(table, columns)) if columns else ()


def _columns(headers: list[str]) -> _Columns | None:
    """Which column says what; a table without a task column or without who and when is another kind."""
    offices = tuple(index for index, title in enumerate(headers) if _OFFICE.search(title.split("/")[-1]))
    time = next((index for index, title in enumerate(headers) if _TIME.search(title)), -1)
    free = [
        index
        for index, title in enumerate(headers)
        if index not in offices and index != time and not _NUMBER.search(title)
    ]
    task = next(
        (index for form in _TASK_TITLES for index in free if re.search(form, headers[index].split("/")[-1])),
        -1,
    )
    if task < 0 or (not offices and time < 0):
        return None
    measure = next((index for index in free if index != task and _MEASURE.search(headers[index])), -1)
    lead = next((index for index in offices if _LEAD.search(headers[index])), -1)
    return _Columns(task, measure, offices, lead, time)


def _rows(table: Table, columns: _Columns) -> Iterator[Row]:
    for cells in table.body:
        name = _short(cells[columns.task])
        if not name or (len(cells) > 1 and len({cell.text for cell in cells}) == 1):
            continue  # an empty row, or one heading across the whole table
        departments = tuple(
            dict.fromkeys(
                name for index in columns.offices for name in split_departments(_lines(cells[index]))
            )
        )
        lead = split_departments(_lines(cells[columns.lead]))[:1] if columns.lead >= 0 else ()
        task_cite = cells[columns.task].cite()
        measure = cells[columns.measure] if columns.measure >= 0 else None
        cite = (measure.cite() if measure else None) or task_cite
        if cite and task_cite:
            yield Row(
                name,
                _short(measure) if measure else "",
                departments,
                "".join(lead),
                read_deadline(cells[columns.time].text) if columns.time >= 0 else "",
                cite,
                task_cite,
            )


def _lines(cell: Cell) -> str:
    """The cell's paragraphs as a list; a break between two offices is all that parts them."""
    return "、".join(passage.text for passage in cell.passages) or cell.text


def _short(cell: Cell) -> str:
    """The cell's name: its first sentence without list number and stop."""
    text = re.sub(r"^(?:\d+[.、．]|（?[一二三四五六七八九十]+[）、])\s*", "", cell.text.strip())
    return re.split(r"[。；\n]", text)[0][:_LONGEST].strip()
