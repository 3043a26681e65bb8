"""``{% icon %}`` and the few tags that every page may use."""

from __future__ import annotations

import re
from functools import cache

from django import template
from django.forms import BoundField, CheckboxInput, FileInput, RadioSelect, Select
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from rongshu.office import digits
from rongshu.office.site.vendor import ICONS, vendor_file

register = template.Library()
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@register.simple_tag
def icon(name: str, label: str = "", style: str = "outline", classes: str = "") -> SafeString:
    """An inline SVG of the Tabler set; hidden from screen readers unless it has a ``label``."""
    body = icon_body(name, style)
    said = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="icon {}" viewBox="0 0 24 24" width="24" height="24" {} {}>{}</svg>',
        classes,
        _paint(style),
        said,
        body,
    )


def _paint(style: str) -> SafeString:
    if style == "filled":
        return mark_safe('fill="currentColor"')
    return mark_safe(
        'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    )


@cache
def icon_body(name: str, style: str = "outline") -> SafeString:
    """The shapes inside the SVG; empty where the set has no such icon or is not installed."""
    if not _NAME.fullmatch(name) or style not in {"outline", "filled"}:
        raise template.TemplateSyntaxError(f"no icon can be called {name!r} ({style!r})")
    path = vendor_file(f"{ICONS}/{style}/{name}.svg")
    if path is None:
        return mark_safe("")
    written = path.read_text(encoding="utf-8")
    inner = written[written.index(">", written.index("<svg")) + 1 : written.rindex("</svg>")]
    # Icons come from a package locked by hash, never from a user.
    return mark_safe(re.sub(r"\s*\n\s*", "", inner))  # noqa: S308


@register.filter
def control(field: BoundField) -> SafeString:
    """The input of a form field with the look's classes and its error tied to it."""
    widget = field.field.widget
    kinds = {CheckboxInput: "form-check-input", RadioSelect: "form-check-input", Select: "form-select"}
    kinds[FileInput] = "form-control"
    name = next((css for kind, css in kinds.items() if isinstance(widget, kind)), "form-control")
    attributes = {"class": name + (" is-invalid" if field.errors else "")}
    if field.errors:
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)


@register.filter
def is_check(field: BoundField) -> bool:
    """Whether the field is one box to tick."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def as_written(text: object) -> SafeString:
    """What somebody wrote: on an English page marked as Chinese where it is."""
    shown = conditional_escape(str(text if text is not None else ""))
    if (get_language() or "").startswith("en") and _CHINESE.search(shown):
        return format_html('<span lang="zh-Hans">{}</span>', shown)
    return shown


@register.filter
def in_groups(text: object) -> str:
    """A number as written, its whole digits in groups of three; anything else as it is."""
    return digits.in_groups(str(text))
