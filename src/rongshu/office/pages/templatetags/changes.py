"""``change_drawing``: a chain's picture on the later day, what became of its nodes laid over it."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

from rongshu.findings.chain.change import ChainChange
from rongshu.office.pages.chain.change_drawing import tabs_of
from rongshu.office.pages.chain.drawing import body_of
from rongshu.office.pages.chain.nodes import node_path
from rongshu.office.pages.chain.panorama import Panorama
from rongshu.office.pages.templatetags.pages import reads_english

register = template.Library()


@register.simple_tag(takes_context=True)
def change_drawing(context: Context, panorama: Panorama, change: ChainChange) -> SafeString:
    """The inside of the picture; both drawings escape every text themselves."""
    root, language = context["root"], "en" if reads_english() else "zh"
    cards = body_of(panorama, language, lambda node: root + node_path(change.chain, node))
    return mark_safe(cards + tabs_of(panorama, change, language))  # noqa: S308
