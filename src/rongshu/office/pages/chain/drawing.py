"""A panorama written as SVG: inside a page, or as a file that needs nothing beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from html import escape

from rongshu.findings.chain.node import NOT_JUDGED
from rongshu.office.pages.chain.panorama import Card, Column, Curve, Mark, Panorama, Text, pieces
from rongshu.office.pages.maps.placement import text_width
from rongshu.terms.bilingual import Bilingual

SHAPES = {
    "strong": '<circle cx="8" cy="8" r="7"/><path class="cut" d="M4.6 8.4l2.3 2.3 4.5-5"/>',
    "fair": '<circle cx="8" cy="8" r="6"/>',
    "weak": '<path d="M8 1.8L15 14H1z"/>',
    "missing": '<path class="line" d="M2 2h12v12H2z"/>',
    "market": '<path d="M1.5 6h6.5V2.2l6.5 5.8L8 13.8V10H1.5z"/>',
}
FIRMS = Bilingual("家", "firms")
FIRM = Bilingual("家", "firm")
ZOOM = Bilingual("只看“{}”和与之相连的环节", "only {} and what is linked with it")
STATED = Bilingual("规划写明", "stated in the plan")
ADDED = Bilingual("分析员补充", "added by analysts")
STRATEGIC = Bilingual("战略性新兴产业", "strategic emerging industry")
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
.mark{font-size:12px}.mark-end,.mark-key{font-size:13px}.mark-end{text-anchor:end}
.is-strong .mark,.is-strong .shape{fill:#187443}.is-fair .mark,.is-fair .shape{fill:#1f5fbf}
.is-weak .mark,.is-weak .shape{fill:#935600}.is-missing .mark,.is-missing .shape{fill:#b42a24}
.is-strong rect{fill:#e9f6ee;stroke:#219653}.is-strong .edge{fill:#219653}
.is-weak rect{fill:#fff6e4;stroke:#bd6f00}
.is-weak .edge{fill:#bd6f00}
.is-missing rect{fill:#fff;stroke:#d63c36;stroke-width:1.6;stroke-dasharray:5 3}
.is-missing .edge{fill:#d63c36}.is-market .mark,.is-market .shape{fill:#55616f}
.is-market rect{fill:#fff;stroke:#b6c0cd}.is-market .edge{fill:#8b98a8}
.cut{fill:none;stroke:#fff;stroke-width:1.8}
.line{fill:none;stroke:#b42a24;stroke-width:2;stroke-dasharray:3 2}.title{font-size:22px;font-weight:700}
.note{font-size:13px;fill:#55616f}
"""


def body_of(
    panorama: Panorama, language: str, address: Callable[[str], str], zoom: Callable[[str], str] | None = None
) -> str:
    """Everything between the SVG's own tags.

    ``address`` says where a node's card leads, ``zoom`` where a stage's heading does.
    """
    parts = [*_columns(panorama, language, zoom), '<g class="links">', *map(_curve, panorama.curves), "</g>"]
    parts += [_card(card, language, address) for card in panorama.cards]
    return "".join(parts)


def svg_of(
    panorama: Panorama, title: str, notes: Sequence[str], language: str, demonstration: str = ""
) -> str:
    """A whole SVG file with its title and legend, its notes below, and the badge where data are invented."""
    top, line = 72, 20
    width = panorama.width - 4
    lines = [part for note in notes for part in _wrapped(note, width)]
    height = panorama.height + top + line * (len(lines) + 1)
    badge_width = text_width(demonstration, 13) + 24
    left = panorama.width - badge_width - 2
    badge = (
        f'<g><rect x="{left:g}" y="8" width="{badge_width:g}" height="24" rx="4" fill="#f59f00"/>'
        f'<text x="{left + badge_width / 2:g}" y="20" text-anchor="middle">{escape(demonstration)}</text></g>'
        if demonstration
        else ""
    )
    below = "".join(
        f'<text class="note" x="2" y="{panorama.height + top + line * (place + 0.9):g}">{escape(note)}</text>'
        for place, note in enumerate(lines)
    )
    inner = body_of(panorama, language, lambda _node: "")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {panorama.width:g} {height:g}" '
        f'width="{panorama.width:g}" height="{height:g}"><style>{_STYLE}</style>'
        f'<rect width="100%" height="100%" fill="#fff"/>'
        f'<text class="title" x="2" y="20">{escape(title)}</text>'
        f"{badge}{_legend(panorama, language)}"
        f'<g transform="translate(0 {top})">{inner}</g>{below}</svg>\n'
    )


def _legend(panorama: Panorama, language: str) -> str:
    """What signs and lines mean, as far as they occur."""
    marks = {card.mark.status: card.mark.word for card in panorama.cards if card.mark}
    parts, x, y = [], 2.0, 52
    for status in (status for status in SHAPES if status in marks):
        word = marks[status].in_language(language)
        parts.append(
            f'<g class="is-{status}"><svg class="shape" x="{x:g}" y="{y - 6}" width="12" height="12" '
            f'viewBox="0 0 16 16">{SHAPES[status]}</svg>'
            f'<text class="mark mark-key" x="{x + 17:g}" y="{y}">{escape(word)}</text></g>'
        )
        x += 35 + text_width(word, 13)
    for stated, said in ((True, STATED), (False, ADDED)):
        if any(curve.stated == stated for curve in panorama.curves):
            name, word = ("link stated" if stated else "link"), said.in_language(language)
            parts.append(f'<path class="{name}" d="M{x:g} {y}h28"/>')
            parts.append(f'<text class="note" x="{x + 34:g}" y="{y}">{escape(word)}</text>')
            x += 52 + text_width(word, 13)
    if any(card.node.strategic for card in panorama.cards):
        parts.append(f'<text class="star" x="{x + 6:g}" y="{y}">★</text>')
        parts.append(
            f'<text class="note" x="{x + 16:g}" y="{y}">{escape(STRATEGIC.in_language(language))}</text>'
        )
    return "".join(parts)


def _wrapped(text: str, width: float) -> list[str]:
    """The text in lines of ``width``."""
    lines = [""]
    for piece in pieces(text):
        if lines[-1] and text_width(lines[-1] + piece.rstrip(), 13) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]


def _columns(panorama: Panorama, language: str, zoom: Callable[[str], str] | None) -> Iterator[str]:
    for number, column in enumerate(panorama.columns):
        address = zoom(column.stage.id) if zoom else ""
        yield _column(number, column, panorama.height, language, address)


def _column(number: int, column: Column, height: float, language: str, address: str) -> str:
    box = f'x="{column.x:g}" y="0" width="{column.width:g}"'
    names = "".join(_text(line, "stage-name", language) for line in column.texts)
    head = (
        f'<rect class="stage stage-{number}" {box} height="{column.height:g}" rx="6"/>{names}'
        f'<text class="stage-count" x="{column.count_x:g}" y="{column.middle:g}">{column.count}</text>'
    )
    if address:
        name = column.stage.name.bilingual().in_language(language)
        told = escape(ZOOM.in_language(language).format(name))
        head = f'<a class="zoom" href="{escape(address)}"><title>{told}</title>{head}</a>'
    return f'<g><rect class="lane" {box} height="{height:g}" rx="6"/>{head}</g>'


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
    """The sign with its words below the name; where there is no room the sign before, the count behind."""
    if card.mark is None:
        return ""
    x, y = card.x + 13, card.mark_y
    sign = (
        f'<svg class="shape" x="{x:g}" y="{y - 6:g}" width="12" height="12" viewBox="0 0 16 16">'
        f"{SHAPES[card.mark.status]}</svg>"
    )
    if card.inline:
        end = card.x + card.width - 8
        count = escape(firms_counted(card.mark.firms, language)) if _counts(card.mark) else ""
        return f'{sign}<text class="mark mark-end" x="{end:g}" y="{y:g}">{count}</text>'
    return f'{sign}<text class="mark" x="{x + 17:g}" y="{y:g}">{escape(mark_words(card, language))}</text>'


def mark_words(card: Card, language: str) -> str:
    """优势 · 12家; a market without a firm is a market and no more."""
    if card.mark is None:
        return ""
    word = card.mark.word.in_language(language)
    if not _counts(card.mark):
        return word
    return f"{word} · {firms_counted(card.mark.firms, language)}"


def _counts(mark: Mark) -> bool:
    """Whether the number of firms says anything: none on a node is a gap, none on a market is nothing."""
    return bool(mark.firms) or mark.status != NOT_JUDGED


def firms_counted(firms: int, language: str) -> str:
    """12家, 12 firms."""
    unit = (FIRM if firms == 1 else FIRMS).in_language(language)
    return f"{firms} {unit}" if language == "en" else f"{firms}{unit}"


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
