"""Words of the review page."""

from __future__ import annotations

import hashlib

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rongshu.pack.renewal.summary import KINDS

register = template.Library()
_STATES = {
    "open": _("未审"),
    "accept": _("已接受"),
    "edit": _("已修改"),
    "reject": _("已剔除"),
    "add": _("人工新增"),
}


@register.filter
def state_word(state: str) -> str:
    """The state in the reader's language."""
    return str(_STATES.get(state, state))


@register.filter
def kind_word(kind: str) -> str:
    """What the items of a kind are called."""
    words = KINDS.get(kind)
    english = (get_language() or "").startswith("en")
    word = words.in_language("en" if english else "zh") if words else kind
    return word[:1].upper() + word[1:]


@register.filter
def row_id(identity: str) -> str:
    """An id that is safe in HTML, whatever the item's own looks like."""
    return hashlib.sha1(identity.encode(), usedforsecurity=False).hexdigest()[:12]
