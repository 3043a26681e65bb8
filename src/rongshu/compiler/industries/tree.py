"""The headings and leads of a document as a tree, with what the running text right under each tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from rongshu.compiler.industries.product_lists import products_in
from rongshu.compiler.industries.titles import LABEL, name_in
from rongshu.compiler.reading.stance import Stance, stance_of
from rongshu.document.blocks import Box, Document, Heading, Paragraph, Passage

_OUTPUT = re.compile(
    r"(?:产值|收入|规模|增加值|销售额|产出)[^。；，]{0,14}?\d[\d.]*\s*(?:余|多)?\s*(?:万亿|亿)元?"
)
_ENOUGH = 2  # products from which on a text tells what an industry makes


@dataclass(slots=True)
class Node:
    """A heading or a lead with what stands under it.

    ``products`` are the distinct products of its own text, ``goal`` says that this text sets an output;
    ``stance`` is how the passage is meant (past, goal, task).
    """

    title: str
    passage: Passage
    start: int
    level: int
    lead: bool = False
    children: list[Node] = field(default_factory=list)
    products: set[str] = field(default_factory=set)
    goal: bool = False
    stance: Stance = Stance.TASK

    @property
    def headings(self) -> list[Node]:
        """The headings right below."""
        return [child for child in self.children if not child.lead]

    @property
    def leads(self) -> list[Node]:
        """The paragraphs right below that open with a title of their own."""
        return [child for child in self.children if child.lead]

    def told(self) -> bool:
        """Whether what stands here says what an industry makes: its own text, or most of its parts."""
        parts = self.headings or self.leads
        named = [part for part in parts if not part.is_label()]
        telling = sum(part.told() for part in named)
        labelled = any(part.told() for part in parts if part not in named)  # 主攻方向, 发展重点
        return len(self.products) >= _ENOUGH or labelled or (telling > 0 and 2 * telling >= len(named))

    def is_label(self) -> bool:
        """Whether the title says what about an industry follows (发展目标), not what it is called."""
        return LABEL.search(self.title) is not None

    def sets_output(self) -> bool:
        """Whether its own text, or the paragraph that opens it, sets what is to be produced."""
        return self.goal or any(lead.goal for lead in self.leads[:1])

    def hear(self, passage: Passage, begin: int) -> None:
        """Take in a paragraph of the node's own text, from ``begin`` on."""
        self.products |= {found.name.text for found in products_in(passage, begin)}
        self.goal = self.goal or bool(_OUTPUT.search(passage.text, begin))


def outline_of(document: Document) -> Node:
    """The headings and leads as a tree below a root without a title."""
    root = Node("", document.passages[0] if document.passages else Passage(1, "", 0), 0, 0)
    path = [root]
    for above, block, box in document.walk():
        if box is not None and not _belongs(box, path[-1].title):
            continue
        if isinstance(block, Heading):
            while path[-1].level >= block.level:
                path.pop()
            start = max(0, block.passage.text.rfind(block.title))
            stance = stance_of((*above, block))
            path[-1].children.append(Node(block.title, block.passage, start, block.level, stance=stance))
            path.append(path[-1].children[-1])
        elif isinstance(block, Paragraph):
            _hear(block, path[-1])
    return root


def _hear(block: Paragraph, node: Node) -> None:
    """A paragraph under its heading: a lead becomes a part, other text is the heading's own."""
    if block.lead and node.passage is not block.passage:
        lead = Node(block.lead, block.passage, block.lead_start, 99, lead=True, stance=node.stance)
        node.children.append(lead)
        node = lead
    node.hear(block.passage, block.body_start)


def _belongs(box: Box, title: str) -> bool:
    """Whether a box lays out the industry that it stands under (专栏1 智能电气产业发展重点)."""
    return (
        len(title) >= 2 and name_in(title) in box.title and bool(re.search("重点|方向|领域|路径", box.title))
    )
