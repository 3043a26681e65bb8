"""What became of a chain's nodes, laid over its panorama: a tab on each card, read without colour."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from rongshu.findings.chain.change import ChainChange, NodeChange
from rongshu.findings.chain.node import WORDS
from rongshu.office.pages.chain.panorama import Card, Panorama
from rongshu.office.pages.maps.placement import text_width
from rongshu.terms.bilingual import Bilingual

SIGNS = {"better": "▲", "worse": "▼", "unsure": "？"}
SIZE, HIGH, ROOM = 11.0, 16.0, 12.0
WAS = Bilingual("原", "was ")


def tabs_of(panorama: Panorama, change: ChainChange, language: str) -> str:
    """A tab over every card that differs: ▲ 原薄弱, ▼ 原一般, ＋2 −1; the others have none."""
    nodes: Mapping[str, NodeChange] = {each.node: each for each in change.nodes}
    tabs = []
    for card in panorama.cards:
        found = nodes.get(card.node.id)
        words = tab_words(found, language) if found else ""
        if found and words:
            tabs.append(_tab(card, found.direction, words))
    return f'<g class="tabs">{"".join(tabs)}</g>'


def tab_words(change: NodeChange, language: str) -> str:
    """What the tab says; empty where status and producers are as they were."""
    if change.direction in SIGNS:
        was = WORDS[change.before.status].in_language(language)
        return f"{SIGNS[change.direction]} {WAS.in_language(language)}{was}"
    parts = [f"{sign}{len(firms)}" for sign, firms in (("＋", change.entered), ("−", change.left)) if firms]
    return " ".join(parts)


def _tab(card: Card, direction: str, words: str) -> str:
    width = text_width(words, SIZE) + ROOM
    x, y = card.x + card.width - width - 4, card.y - HIGH / 2
    return (
        f'<g class="tab tab-{direction}" aria-hidden="true">'
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{HIGH:g}" rx="3"/>'
        f'<text x="{x + width / 2:g}" y="{card.y:g}">{escape(words)}</text></g>'
    )
