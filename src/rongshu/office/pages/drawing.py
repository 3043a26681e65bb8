"""A panorama written as SVG: inside a page, or as a file that needs nothing beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape

from rongshu.office.pages.panorama import Card, Column, Curve, Panorama, Text
from rongshu.terms.bilingual import Bilingual

SHAPES = {
    "strong": '<circle cx="8" cy="8" r="7"/><path class="cut" d="M4.6 8.4l2.3 2.3 4.5-5"/>',
    "fair": '<circle cx="8" cy="8" r="6"/>',
    "weak": '<path d="M8 1.8L15 14H1z"/>',
    "missing": '<path class="line" d="M2 2h12v12H2z"/>',
}
FIRMS = Bilingual("家", "firms")
FIRM = Bilingual("家", "firm")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_STYLE = """
text{font:13px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
text{dominant-baseline:central;fill:#182433}
.lane{fill:#f6f8fb}.stage{fill:#1b5bb5}.stage-1,.stage-2{fill:#0b6f72}.stage-3,.stage-4{fill:#5b3fa8}
.stage-name,.stage-count{fill:#fff;font-weight:600}.stage-count{text-anchor:end;font-weight:400}
.node rect{fill:#f2f6fd;stroke:#a9bfe3}.node .edge{fill:#2c6fd6;stroke:none}
.star{fill:#bd6f00;text-anchor:middle}
.link{fill:none;stroke:#7d8fab;stroke-width:1.3;stroke-dasharray:5 3}
.link.stated{stroke-dasharray:none;stroke-width:2;stroke:#2c6fd6}
.mark{font-size:12px}
.is-strong .mark,.is-strong .shape{fill:#187443}.is-fair .mark,.is-fair .shape{fill:#1f5fbf}
.is-weak .mark,.is-weak .shape{fill:#935600}.is-missing .mark,.is-missing .shape{fill:#b42a24}
.is-strong rect{fill:#e9f6ee;stroke:#219653}.is-strong .edge{fill:#219653}
.is-weak rect{fill:#fff6e4;stroke:#bd6f00}
.is-weak .edge{fill:#bd6f00}
.is-missing rect{fill:#fff;stroke:#d63c36;stroke-width:1.6;stroke-dasharray:5 3}
.is-missing .edge{fill:#d63c36}.cut{fill:none;stroke:#fff;stroke-width:1.8}
.line{fill:none;stroke:#b42a24;stroke-width:2;stroke-dasharray:3 2}.title{font-size:22px;font-weight:700}
.note{font-size:12px;fill:#55616f}
"""


def body_of(panorama: Panorama, language: str, address: Callable[[str], str]) -> str:
    """Everything between the SVG's own tags; ``address`` says where a node's card leads."""
    parts = [*_columns(panorama, language), '<g class="links">', *map(_curve, panorama.curves), "</g>"]
    parts += [_card(card, language, address) for card in panorama.cards]
    return "".join(parts)


def svg_of(
    panorama: Panorama, title: str, notes: tuple[str, ...], language: str, demonstration: str = ""
) -> str:
    """A whole SVG file with its title, its notes below, and the badge where the data are invented."""
    top, line = 44, 20
    height = panorama.height + top + line * (len(notes) + 1)
    badge = (
        f'<g><rect x="{panorama.width - 96:g}" y="8" width="90" height="24" rx="4" fill="#f59f00"/>'
        f'<text x="{panorama.width - 51:g}" y="20" text-anchor="middle">{escape(demonstration)}</text></g>'
        if demonstration
        else ""
    )
    below = "".join(
        f'<text class="note" x="2" y="{panorama.height + top + line * (place + 0.8):g}">{escape(note)}</text>'
        for place, note in enumerate(notes)
    )
    inner = body_of(panorama, language, lambda _node: "")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {panorama.width:g} {height:g}" '
        f'width="{panorama.width:g}" height="{height:g}"><style>{_STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/>'
        f'<text class="title" x="2" y="20">{escape(title)}</text>'
        f"{badge}"
        f'<g transform="translate(0 {top})">{inner}</g>{below}</svg>\n'
    )


def _columns(panorama: Panorama, language: str) -> Iterator[str]:
    for number, column in enumerate(panorama.columns):
        yield _column(number, column, panorama.height, language)


def _column(number: int, column: Column, height: float, language: str) -> str:
    box = f'x="{column.x:g}" y="0" width="{column.width:g}"'
    names = "".join(_text(line, "stage-name", language) for line in column.texts)
    return (
        f'<g><rect class="lane" {box} height="{height:g}" rx="6"/>'
        f'<rect class="stage stage-{number}" {box} height="{column.height:g}" rx="6"/>{names}'
        f'<text class="stage-count" x="{column.count_x:g}" y="{column.middle:g}">{column.count}</text></g>'
    )


def _curve(curve: Curve) -> str:
    stated = " stated" if curve.stated else ""
    ends = f'data-from="{escape(curve.link.source)}" data-to="{escape(curve.link.target)}"'
    return f'<path class="link{stated}" {ends} d="{curve.d}"/>'


def _card(card: Card, language: str, address: Callable[[str], str]) -> str:
    node = card.node
    status = f" is-{card.mark.status}" if card.mark else ""
    inner = (
        f"<title{_tongue(_said(card, language), language)}>{escape(_said(card, language))}</title>"
        f'<rect x="{card.x:g}" y="{card.y:g}" width="{card.width:g}" height="{card.height:g}" rx="5"/>'
        f'<rect class="edge" x="{card.x:g}" y="{card.y:g}" width="5" height="{card.height:g}" rx="2"/>'
        + "".join(_text(line, "", language) for line in card.texts)
        + _mark(card, language)
    )
    if node.strategic:
        inner += f'<text class="star" x="{card.star_x:g}" y="{card.texts[0].y:g}">★</text>'
    href = address(node.id)
    if not href:
        return f'<g class="node{status}">{inner}</g>'
    return f'<a class="node{status}" href="{escape(href)}" data-node="{escape(node.id)}">{inner}</a>'


def _mark(card: Card, language: str) -> str:
    if card.mark is None:
        return ""
    x, y = card.x + 13, card.mark_y
    return (
        f'<svg class="shape" x="{x:g}" y="{y - 6:g}" width="12" height="12" viewBox="0 0 16 16">'
        f"{SHAPES[card.mark.status]}</svg>"
        f'<text class="mark" x="{x + 17:g}" y="{y:g}">{escape(mark_words(card, language))}</text>'
    )


def mark_words(card: Card, language: str) -> str:
    """优势 · 12家."""
    if card.mark is None:
        return ""
    word = card.mark.word.in_language(language)
    unit = (FIRM if card.mark.firms == 1 else FIRMS).in_language(language)
    space = " " if language == "en" else ""
    return f"{word} · {card.mark.firms}{space}{unit}"


def _said(card: Card, language: str) -> str:
    """The card's name, how it stands, and its products, for a pointer and a screen reader."""
    name = card.node.name.bilingual().in_language(language)
    told = f"（{mark_words(card, language)}）" if card.mark else ""
    products = "：" + "、".join(card.node.products) if card.node.products else ""
    return f"{name}{told}{products}"


def _text(line: Text, name: str, language: str) -> str:
    style = f' class="{name}"' if name else ""
    return (
        f'<text{style} x="{line.x:g}" y="{line.y:g}"{_tongue(line.text, language)}>{escape(line.text)}</text>'
    )


def _tongue(text: str, language: str) -> str:
    return ' lang="zh-Hans"' if language == "en" and _CHINESE.search(text) else ""
