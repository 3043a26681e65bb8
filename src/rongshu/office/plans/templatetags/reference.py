"""``{% said %}``: words kept in both languages, marked where they stay Chinese on an English page."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from rongshu.terms.bilingual import Bilingual

register = template.Library()
_CHINESE = re.compile(r"[\u3400-\u9fff]")


@register.simple_tag
def said(words: Bilingual) -> SafeString:
    """The words in the reader's language."""
    english = (get_language() or "").startswith("en")
    text = words.in_language("en" if english else "zh")
    if english and _CHINESE.search(text):
        return format_html('<span lang="zh-Hans">{}</span>', text)
    return format_html("{}", text)
