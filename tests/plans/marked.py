"""A fixture plan as its author wrote it: plain text with the gold marked in place.

The marks are taken out to give the document, and turned into the gold that lies beside it, so a
quotation can never drift from the text.

Inline: ``{e 企业}`` firm, ``{p 产品}`` product, ``{t 技术}`` technology, ``{g 地点}`` place, ``{j 项目}``
project, ``{x 名称}`` named but no firm, ``{T 名;值;单位;算子;年|原文}`` target (year ``2030p``: only the
plan period gives it), ``{B 名;值;单位;年|原文}`` base fact.

Lines: ``#`` headings (``# 一、|标题``), ``@table`` or ``@box`` … ``@end``, ``::kind a|b|c`` gold of a row;
``::run 3|（一）|标题`` before a paragraph that opens with its heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

LETTERS = {"e": "enterprise", "p": "product", "t": "product", "g": "place", "j": "project"}


@dataclass
class Block:
    """One printed thing: title, heading, text, caption, table, box or note."""

    kind: str
    text: str = ""
    level: int = 0
    lead: str = ""
    rows: list[list[str]] = field(default_factory=list)
    header_rows: int = 1
    form: str = ""
    inner: list[Block] = field(default_factory=list)


@dataclass
class Marked:
    """The document's blocks, its logical lines and the gold items that were marked in it."""

    title: str = ""
    blocks: list[Block] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    items: list[dict[str, object]] = field(default_factory=list)
    ignore_names: list[str] = field(default_factory=list)
    ignore_numbers: list[list[str]] = field(default_factory=list)
    contradictions: list[dict[str, object]] = field(default_factory=list)
    near_misses: list[dict[str, object]] = field(default_factory=list)
    years: tuple[int, int] = (2025, 2030)


def gap_after(number: str) -> str:
    """The space that stands between a heading's number and its name."""
    spaced = re.match(r"第.+(章|节|部分|篇)|[\d.]+$|附[件表录]", number) and not number.endswith("、")
    return " " if spaced and not re.fullmatch(r"\d+\.", number) else ""


class Reader:
    """Reads one marked source; ``plan`` holds the result."""

    def __init__(self, source: str) -> None:
        self.plan = Marked()
        self.pillar = self.industry = self.segment = ""
        self.rows = source.split("\n")
        self.at = 0
        self.target = self.plan.blocks
        self.waiting: list[tuple[dict[str, object], str]] = []

    def read(self) -> Marked:
        """Every line of the source, in order."""
        while self.at < len(self.rows):
            row = self.rows[self.at].rstrip()
            self.at += 1
            if row.strip() and not row.startswith("%"):
                self.line(row)
        for item, quote in self.waiting:
            exact = [at + 1 for at, text in enumerate(self.plan.lines) if text == quote]
            item["para"] = (exact or self.find(quote))[0]
        return self.plan

    def line(self, row: str) -> None:
        """One source line, by its first characters."""
        if row.startswith("::"):
            self.directive(*row[2:].split(" ", 1))
        elif row.startswith("@table"):
            self.table(row)
        elif row.startswith("@box"):
            self.box(row)
        elif row.startswith("#"):
            self.heading(row)
        elif row.startswith("= "):
            self.plan.title = self.plan.title or row[2:]
            self.emit(Block("title", row[2:]))
        elif row.startswith("@"):
            kind, text = row[1:].split(" ", 1)
            self.emit(Block(kind, self.inline(text)))
        else:
            self.paragraph(row)

    def paragraph(self, row: str) -> None:
        """Running text, with its bold lead if it has one."""
        bold = re.match(r"\*\*(.+?)\*\*", row)
        lead = self.strip(bold.group(1)) if bold else ""
        self.emit(Block("text", self.inline(row.replace("**", "")), lead=lead))

    def emit(self, block: Block) -> None:
        """Puts a block where we are and its text into the numbered lines."""
        self.target.append(block)
        if block.text:
            self.plan.lines.append(block.text)

    def heading(self, row: str) -> None:
        """``## （一）|标题`` and its outline item."""
        marks, rest = row.split(" ", 1)
        number, _, name = rest.rpartition("|")
        self.emit(Block("heading", f"{number}{gap_after(number)}{name}", level=len(marks)))
        self.add("outline", name, name=name, level=len(marks), number=number)

    def table(self, row: str) -> None:
        """``@table:md[2] 表1|标题`` (flat, ``md`` or ``sp`` in a text file) with pipe rows.

        ``^`` continues the cell above, ``<`` the one to the left.
        """
        head = re.match(r"@table(?::(\w+))?(?:\[(\d)\])? ?(.*)", row)
        form, header, caption = head.groups()
        if caption:
            self.emit(Block("caption", caption.replace("|", "  ", 1)))
        block = Block("table", header_rows=int(header or 1), form=form or "flat")
        self.target.append(block)
        while not (line := self.rows[self.at].rstrip()).startswith("@end"):
            self.at += 1
            if line.startswith("|"):
                block.rows.append([self.cell(cell) for cell in line[1:].removesuffix("|").split("|")])
            elif line:
                self.line(line)
        self.at += 1

    def cell(self, marked: str) -> str:
        """One cell's text, which is a numbered line of its own unless it continues another."""
        text = self.inline(marked)
        self.plan.lines += [text] if text not in ("", "^", "<") else []
        return text

    def box(self, row: str) -> None:
        """``@box 专栏1|标题`` … ``@end``."""
        number, _, name = row[5:].rpartition("|")
        outer, segment = self.target, self.segment
        block = Block("box", f"{number}  {name}")
        self.emit(block)
        self.add("box", name, name=name, number=number)
        self.target, self.segment = block.inner, ""
        while not (line := self.rows[self.at].rstrip()).startswith("@end"):
            self.at += 1
            if line.strip():
                self.line(line)
        self.at += 1
        self.target, self.segment = outer, segment

    @staticmethod
    def strip(text: str) -> str:
        """The text without any mark."""
        while "{" in text:
            text = re.sub(r"\{[a-zTB] (?:[^{}|]*\|)?([^{}]*)\}", r"\1", text)
        return text

    def inline(self, text: str) -> str:
        """Records every mark of a line, innermost ones too, and gives the bare text."""
        stack: list[int] = []
        for place, sign in enumerate(text):
            if sign == "{":
                stack.append(place)
            elif sign == "}":
                self.mark(text[stack.pop() + 1 : place])
        assert not stack, text
        return self.strip(text)

    def mark(self, body: str) -> None:
        """One inline mark as a gold item."""
        letter, rest = body.split(" ", 1)
        if letter in "TB":
            facts, _, quote = rest.partition("|")
            self.number(letter, facts.split(";"), self.strip(quote))
        elif letter == "x":
            self.plan.ignore_names.append(self.strip(rest))
        else:
            self.named(letter, self.strip(rest))

    def named(self, letter: str, name: str) -> None:
        """A firm, product, technology, place or project of the current segment."""
        extra: dict[str, object] = {"segment": self.segment or None}
        if letter in "pt":
            extra["kind"] = "products" if letter == "p" else "technologies"
        if letter == "j":
            extra |= dict.fromkeys(("owner", "value", "unit", "start", "finish"))
        self.add(LETTERS[letter], name, name=name, **extra)

    def number(self, letter: str, facts: list[str], quote: str) -> None:
        """A target or a base fact."""
        if letter == "B":
            name, value, unit, year = facts
            self.add("baseline", quote, name=name, value=value, unit=unit, year=int(year))
            return
        name, value, unit, sign, year = facts
        source = "plan_period" if year.endswith("p") else "paragraph"
        when = int(year.rstrip("p"))
        self.add(
            "target", quote, name=name, value=value, unit=unit, operator=sign, year=when, year_source=source
        )

    def add(self, kind: str, quote: str, /, **facts: object) -> None:
        """One gold item; its paragraph is the line being read, or the first that has the quotation."""
        item: dict[str, object] = {"type": kind, **facts, "quote": quote}
        item["para"] = len(self.plan.lines) + (0 if kind in ("outline", "box") else 1)
        self.plan.items.append(item)

    def directive(self, kind: str, rest: str = "") -> None:
        """``::kind a|b|c``."""
        getattr(self, "do_" + kind)([part.strip() for part in rest.split("|")])

    def row(self, kind: str, /, **facts: object) -> None:
        """A gold row whose name stands in a table or heading; the place is looked up at the end."""
        self.add(kind, str(facts["name"]), **facts)
        self.waiting.append((self.plan.items[-1], str(facts["name"])))

    def do_run(self, part: list[str]) -> None:
        self.add("outline", part[2], name=part[2], level=int(part[0]), number=part[1])
        self.plan.items[-1]["para"] = len(self.plan.lines) + 1

    def do_years(self, part: list[str]) -> None:
        self.plan.years = (int(part[0]), int(part[1]))

    def do_pillar(self, part: list[str]) -> None:
        self.pillar, self.industry, self.segment = part[0], "", ""
        self.row("industry", level="pillar", name=part[0], parent="")

    def do_industry(self, part: list[str]) -> None:
        self.industry, self.segment = part[0], ""
        self.row("industry", level="industry", name=part[0], parent=self.pillar)

    def do_seg(self, part: list[str]) -> None:
        """``::seg 名称``; ``::seg =`` where the industry has no segments of its own; empty ends it."""
        self.segment = self.industry if part[0] == "=" else part[0]
        if part[0] not in ("", "="):
            self.row("industry", level="segment", name=part[0], parent=self.industry)

    def do_ind(self, part: list[str]) -> None:
        keys = ("name", "unit", "base_value", "value", "operator", "growth", "attribute")
        base, target = self.plan.years
        facts = {key: cell or None for key, cell in zip(keys, part, strict=True)}
        self.row("indicator", **facts, base_year=base, target_year=target)

    def do_park(self, part: list[str]) -> None:
        keys = ("name", "level", "area", "industries", "tax_per_mu_base", "tax_per_mu_target")
        facts: dict[str, object] = {key: cell or None for key, cell in zip(keys, part, strict=True)}
        facts["industries"] = part[3].split("、") if part[3] else []
        self.row("park", **facts)

    def do_chain(self, part: list[str]) -> None:
        firms = part[3].split("、") if part[3] else []
        self.row(
            "chain",
            name=part[0],
            leader=part[1] or None,
            lead_department=part[2] or None,
            chain_enterprises=firms,
        )

    def do_cap(self, part: list[str]) -> None:
        keys = ("name", "unit", "base_capacity", "base_output", "value", "target_output")
        self.row("capacity", **{key: cell or None for key, cell in zip(keys, part, strict=True)})

    def do_task(self, part: list[str]) -> None:
        name, departments, deadline = (part + ["", ""])[:3]
        offices = re.split("、(?![^（]*）)", departments) if departments else []
        self.row("task", name=name, departments=offices, deadline=deadline or None)

    def do_proj(self, part: list[str]) -> None:
        keys = ("name", "owner", "value", "unit", "start", "finish")
        facts = {key: cell or None for key, cell in zip(keys, part, strict=True)}
        self.row("project", **facts, annex=True, segment=None)

    def do_inv(self, part: list[str]) -> None:
        named = [i for i in self.plan.items if i["type"] == "project" and i["name"] == part[0]]
        assert named, part
        for item in named:
            item |= {"value": part[1], "unit": part[2]}

    def do_ign(self, part: list[str]) -> None:
        self.plan.ignore_numbers += [pair.split() for pair in part]

    def do_con(self, part: list[str]) -> None:
        self.plan.contradictions.append(self.clash(part))

    def do_near(self, part: list[str]) -> None:
        self.plan.near_misses.append(self.clash(part))

    def clash(self, part: list[str]) -> dict[str, object]:
        """``id|kind|why|values|quote|quote…``; put at the end of the source, after all its quotations."""
        anchors = [{"quote": quote, "paras": self.find(quote)} for quote in part[4:]]
        return {"id": part[0], "kind": part[1], "why": part[2], "values": part[3].split(), "anchors": anchors}

    def find(self, quote: str) -> list[int]:
        """The numbers of the lines that hold the words."""
        found = [at + 1 for at, line in enumerate(self.plan.lines) if quote in line]
        assert found, f"not in the text: {quote}"
        return found


def read_marked(path: Path) -> Marked:
    """The plan written in a marked source file."""
    return Reader(path.read_text(encoding="utf-8")).read()


def gold_of(plan: Marked, doc: str) -> dict[str, object]:
    """The flat gold that the scorers read."""
    needed = {"park": ("area", "tax_per_mu_base", "tax_per_mu_target"), "indicator": ("value", "base_value")}
    for item in plan.items:
        for key in needed.get(str(item["type"]), ()):
            item.setdefault(key, None)
    return {
        "doc": doc,
        "title": plan.title,
        "ignore_numbers": plan.ignore_numbers,
        "ignore_names": sorted(set(plan.ignore_names)),
        "items": plan.items,
        "contradictions": plan.contradictions,
        "near_misses": plan.near_misses,
    }
