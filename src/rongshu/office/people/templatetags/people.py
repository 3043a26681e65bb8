"""``{% seen row %}``: which write of a row its form has seen."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from rongshu.office.people.meanwhile import FIELD, version_of

register = template.Library()


@register.simple_tag(takes_context=True)
def seen(context: dict[str, Any], row: Any) -> SafeString:
    """A hidden input.

    A form sent back for a mistake keeps what it had seen; one that says who overtook it has seen that.
    """
    posted = context["request"].POST.get(FIELD, "")
    version = posted if posted and not context.get("meanwhile") else version_of(row)
    return (
        format_html('<input type="hidden" name="{}" value="{}">', FIELD, version)
        if version
        else SafeString("")
    )
