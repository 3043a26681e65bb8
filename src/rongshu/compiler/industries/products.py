"""Products and technologies that the text of a segment says to develop, make, use or master."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rongshu.compiler.industries.product_lists import products_in
from rongshu.compiler.industries.product_names import Found
from rongshu.compiler.reading.territory import territory_of
from rongshu.document.blocks import Document, Paragraph, Passage
from rongshu.pack.schema import Enterprise, Industry, Mention, Project
from rongshu.terms.citation import Citation


def with_products(document: Document, industries: Iterable[Industry]) -> tuple[Industry, ...]:
    """The industries with the products and technologies that their own text names."""
    industries = tuple(industries)
    territory = territory_of(document, industries)
    products: dict[str, list[Mention]] = defaultdict(list)
    technologies: dict[str, list[Mention]] = defaultdict(list)
    for _, block, _ in document.walk():
        owner = territory.at(block.passage.number) if isinstance(block, Paragraph) else ""
        if owner and isinstance(block, Paragraph):
            for found in products_in(block.passage, block.body_start):
                (technologies if found.technology else products)[owner].append(_mention(found, block.passage))
    return tuple(
        industry.model_copy(
            update={
                "products": _unique(products[industry.id]),
                "technologies": _unique(technologies[industry.id], products[industry.id]),
            }
        )
        for industry in industries
    )


def without_firms(industries: Iterable[Industry], enterprises: Iterable[Enterprise]) -> tuple[Industry, ...]:
    """The industries without the products that are firms: 做大甲山泉、乙饮品 speaks of who makes them."""
    firms = {mention.name for firm in enterprises for mention in firm.mentions}

    def made(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return tuple(one for one in mentions if one.name not in firms and f"{one.name}业" not in firms)

    return tuple(
        industry.model_copy(
            update={"products": made(industry.products), "technologies": made(industry.technologies)}
        )
        for industry in industries
    )


def without_works(
    document: Document, industries: Iterable[Industry], projects: Iterable[Project]
) -> tuple[Industry, ...]:
    """The industries without the products that are words of a project's name (甲万吨级乙材料项目)."""
    works = {project.name for project in projects}

    def apart(mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        return tuple(one for one in mentions if not _inside(one, works, document))

    return tuple(
        industry.model_copy(
            update={"products": apart(industry.products), "technologies": apart(industry.technologies)}
        )
        for industry in industries
    )


def _inside(mention: Mention, works: set[str], document: Document) -> bool:
    """Whether the mention stands within the name of a project that its paragraph prints there."""
    cite = Citation.parse(mention.cite)
    text = document.passage(cite.paragraph).text
    for work in works:
        at = work.find(mention.name)
        begin = cite.start - at
        if at >= 0 and begin >= 0 and text.startswith(work, begin):
            return True
    return False


def _mention(found: Found, passage: Passage) -> Mention:
    cite = str(passage.cite(found.name.start, found.name.end))
    return Mention(name=found.name.text, cite=cite, rule=found.rule, confidence=found.confidence)


def _unique(mentions: list[Mention], others: Iterable[Mention] = ()) -> tuple[Mention, ...]:
    """The first mention of each name that is not among the others."""
    seen = {other.name for other in others}
    kept = []
    for mention in mentions:
        if mention.name not in seen:
            seen.add(mention.name)
            kept.append(mention)
    return tuple(kept)
