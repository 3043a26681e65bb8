"""``local``, ``cell`` and the signs of states: how registry pages write words of both languages."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rongshu.office.digits import in_groups
from rongshu.office.registry.kinds import STAGES
from rongshu.office.registry.lists import MASK, cell_text
from rongshu.office.registry.models import Node
from rongshu.terms.bilingual import Bilingual

register = template.Library()
_CHINESE = re.compile(r"[\u3400-\u9fff]")
TONES = {
    "proposed": "warn",
    "confirmed": "good",
    "overridden": "none",
    "new": "good",
    "changed": "fair",
    "unchanged": "none",
    "conflict": "warn",
    "wrong": "bad",
    "preview": "warn",
    "applied": "good",
    "undone": "none",
    "reading": "none",
    "refused": "bad",
}
SIGNS = {"good": "●", "fair": "◆", "warn": "▲", "bad": "■", "none": "○"}


def english() -> bool:
    """Whether the reader has chosen English."""
    return (get_language() or "").startswith("en")


@register.filter
def plain(text: Any) -> str:
    """Words in the reader's language, for attributes."""
    if isinstance(text, Bilingual):
        return text.in_language("en" if english() else "zh")
    return str(text or "")


@register.filter
def local(text: Any) -> SafeString:
    """The same for running text, marked as Chinese where it stays Chinese on an English page."""
    shown = conditional_escape(plain(text))
    if english() and _CHINESE.search(shown):
        return format_html('<span lang="zh-Hans">{}</span>', shown)
    return SafeString(shown)


@register.simple_tag
def state(code: str, word: Any) -> SafeString:
    """A state as a word with a sign and a tone."""
    tone = TONES.get(code, "none")
    return format_html(
        '<span class="light light-{}"><span aria-hidden="true">{}</span>{}</span>',
        tone,
        SIGNS[tone],
        local(word),
    )


@register.simple_tag(takes_context=True)
def cell(context: template.Context, row: Any, field: Any) -> SafeString:
    """One cell of a list of the registry."""
    if field.form == "nodes":
        return _nodes(context["nodes"].get(row.pk, ()))
    if field.form == "obstacles":
        return local("；".join(context["obstacles"].get(row.pk, ())))
    if isinstance(getattr(row, field.name, None), Node):
        node = getattr(row, field.name)
        return format_html('{} <small class="text-secondary">{}</small>', node_name(node), chain_of(node))
    text = field_text(cell_text(row, field, "en" if english() else "zh", context["contacts"]), field)
    if text == MASK:
        return format_html('<span class="text-secondary">{}</span>', MASK)
    shown = local(text[:90] + "…" if len(text) > 90 else text)
    if field.name == context["kind"].lead and context["kind"].key != "months":
        return format_html('<a href="/registry/{}/{}/">{}</a>', context["kind"].key, row.pk, shown)
    return shown


def _nodes(places: Any) -> SafeString:
    """Chips; a product that several chains have a node for stands once, with their number."""
    counted = Counter((plain(name), state) for name, state in places)
    pieces = [
        format_html(
            '<span class="chip{}">{}{}</span>',
            " chip-strong" if state == "confirmed" else "",
            local(name),
            f" ×{count}" if count > 1 else "",
        )
        for (name, state), count in counted.items()
    ]
    return format_html_join(" ", "{}", ((piece,) for piece in pieces))


@register.filter
def node_name(node: Any) -> SafeString:
    """The name of a chain node in the reader's language."""
    return local(Bilingual(node.name, node.name_en))


@register.filter
def chain_of(node: Any) -> SafeString:
    """The name of the node's chain in the reader's language."""
    return local(Bilingual(node.chain_name, node.chain_name_en))


@register.filter
def field_text(text: Any, field: Any) -> str:
    """What stands in a field, the digits of a numeric one in groups of three."""
    return in_groups(str(text)) if field.numeric else str(text)


@register.filter
def item(mapping: Any, key: Any) -> Any:
    """``mapping[key]``, nothing where it has none."""
    return mapping.get(key) if mapping else None


@register.filter
def stage_word(stage: str) -> SafeString:
    """The stage of a project as a word."""
    return local(dict(STAGES).get(stage, ""))


@register.filter
def grouped(number: Any) -> str:
    """A whole number in groups of three digits; a dash where it is unknown."""
    return "—" if number is None else f"{round(number):,}"


@register.filter
def reason(pair: Any) -> str:
    """A reason kept as its two languages."""
    return str(pair[1] if english() and pair[1] else pair[0])


@register.filter
def percent(share: float | None) -> str:
    """A score as a whole percentage."""
    return "" if share is None else f"{share:.0%}"
