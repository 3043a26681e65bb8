"""``{% clause %}``: a link from a figure to its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rongshu.office.plans.models import Plan
from rongshu.office.plans.reading import clause_address

register = template.Library()


@register.simple_tag
def clause(plan: Plan, cite: str | Iterable[str] | None, words: str = "") -> SafeString:
    """A link to the cited sentence; several citations give several links, none gives nothing."""
    cites = [cite] if isinstance(cite, str) else list(cite or ())
    links = (
        (
            clause_address(plan, one),
            _("打开原文 %(cite)s") % {"cite": one},
            words or f"¶{one.split(':')[0][1:]}",
        )
        for one in cites
        if one
    )
    return format_html_join(" ", '<a class="office-clause" href="{}" title="{}">{}</a>', links)


@register.filter
def figure(value: Decimal | None) -> str:
    """A number without idle zeros, in groups of three."""
    if value is None:
        return ""
    plain = value.normalize()
    return f"{plain:,f}"


@register.simple_tag
def tongue_of(text: object) -> SafeString:
    """The attribute that marks an element as Chinese where its text is Chinese on an English page."""
    english = (get_language() or "").startswith("en")
    chinese = english and re.search(r"[\u3400-\u9fff]", str(text or ""))
    return mark_safe(' lang="zh-Hans"') if chinese else mark_safe("")
