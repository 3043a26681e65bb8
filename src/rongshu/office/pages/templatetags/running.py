"""Tags of the pages about the running of industry."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.template.context import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()
_MARKS = {-2: "▼▼", -1: "▼", 0: "●", 1: "▲", 2: "▲▲", None: "◇"}
_CLASSES = {-2: "heat-m2", -1: "heat-m1", 0: "heat-0", 1: "heat-1", 2: "heat-2", None: "heat-new"}


@register.simple_tag(takes_context=True)
def running_query(context: Context, **changes: str) -> str:
    """The address's parameters with some of them changed."""
    view = context.get("view")
    return (view or context["asked"]).query(**changes)


@register.simple_tag
def heat_class(level: int | None) -> str:
    """The tone of a place on the heat map."""
    return _CLASSES[level]


@register.simple_tag
def heat_mark(level: int | None) -> SafeString:
    """The shape that says the same without colour."""
    return format_html('<i aria-hidden="true">{}</i>', _MARKS[level])


@register.simple_tag
def load_link(load: str, known: Mapping[str, int]) -> str:
    """The page of a load where the reader may open it, else nothing."""
    return reverse("loads:delivery", args=[known[load]]) if load in known else ""
