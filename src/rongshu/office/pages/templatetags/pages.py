"""``{% cite %}``, ``{% figure %}``, ``{% light %}``: how every page writes addresses, figures and lights."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any
from urllib.parse import quote

from django import template
from django.template.base import Parser, Token
from django.template.context import Context
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _

from rongshu.findings.chain.node import NOT_JUDGED
from rongshu.office.pages.chain.drawing import body_of
from rongshu.office.pages.chain.nodes import node_path
from rongshu.office.pages.chain.panorama import Panorama
from rongshu.office.pages.chain.standing import status_tag
from rongshu.office.pages.parts.figures import Figure, figure_of
from rongshu.office.pages.parts.listing import Tag
from rongshu.office.pages.parts.menu import GROUPS, WORK, Entry, Group
from rongshu.office.people.permission import Action, can
from rongshu.office.registry.kinds import SIZES
from rongshu.pack.amount import Amount

register = template.Library()
_RUN = r"[\u3400-\u9fff][\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’·]*"
_CHINESE, _CHINESE_RUN = re.compile(_RUN), re.compile(f"({_RUN})")
SHOWN = 3
_OURS = (
    gettext_noop("榕树默认规则，非官方标准，可由城市替换"),
    gettext_noop("榕树默认权重，非官方标准，可由城市替换"),
)
_PATHS = {
    "tick": mark_safe(
        '<circle cx="8" cy="8" r="7"/><path class="cut" d="M4.600 8.400l2.300 2.300 4.500-5"/>'
    ),
    "disc": mark_safe('<circle cx="8" cy="8" r="6"/>'),
    "triangle": mark_safe('<path d="M8 1.800L15 14H1z"/>'),
    "square": mark_safe('<rect x="2" y="2" width="12" height="12" rx="1"/>'),
    "down": mark_safe('<path d="M8 14.500L1.500 3h13z"/>'),
    "rise": mark_safe('<path d="M8 1.500l6 6.500h-3.800v6.500H5.800V8H2z"/>'),
    "fall": mark_safe('<path d="M8 14.500L2 8h3.800V1.500h4.400V8H14z"/>'),
    "way": mark_safe('<path d="M1.500 6h6.500V2.200l6.500 5.800L8 13.800V10H1.500z"/>'),
    "ring": mark_safe('<circle class="line" cx="8" cy="8" r="5.500"/>'),
    "dash": mark_safe('<path class="line" d="M2.500 8h11"/>'),
    "circle": mark_safe('<circle cx="8" cy="8" r="5.500"/>'),
    "diamond": mark_safe('<path d="M8 1.500L14.500 8 8 14.500 1.500 8z"/>'),
}


def reads_english() -> bool:
    """Whether the reader has chosen English."""
    return (get_language() or "").startswith("en")


@register.filter
def plain(text: Any) -> str:
    """A ``Bilingual``, a pack's ``Name`` or a text in the reader's language, for attributes and drawings."""
    if text is None or isinstance(text, str):
        return text or ""
    if not hasattr(text, "zh"):
        return str(text)
    return text.en if text.en and reads_english() else text.zh


@register.filter
def local(text: Any) -> SafeString:
    """The same for running text: on an English page what stays Chinese is marked as Chinese."""
    shown = conditional_escape(plain(text))
    return mark_chinese(shown) if reads_english() else shown


@register.filter
def declared(text: str) -> SafeString:
    """Who declared a rule: the national pack's words have their English, a city's own stay as written."""
    return local(_(text) if text in _OURS else text)


def mark_chinese(shown: SafeString) -> SafeString:
    """Every run of Chinese in its own marked element, so that it is spoken and set as Chinese."""
    pieces = [(run, _CHINESE.fullmatch(run)) for run in _CHINESE_RUN.split(shown) if run]
    marked = (
        format_html('<span lang="zh-Hans">{}</span>', SafeString(run)) if chinese else SafeString(run)
        for run, chinese in pieces
    )
    return format_html_join("", "{}", ((piece,) for piece in marked))


@register.simple_tag
def tongue(text: Any) -> SafeString:
    """The attribute that marks an element as Chinese where its text is Chinese on an English page."""
    chinese = reads_english() and re.search(r"[\u3400-\u9fff]", str(text))
    return mark_safe(' lang="zh-Hans"') if chinese else mark_safe("")


@register.simple_tag(takes_context=True)
def cite(context: Context, item: Any) -> SafeString:
    """Small links to the sentences that ``item`` (an item, an address or several) stands in."""
    cites = list(dict.fromkeys(addresses(item)))
    shown = _links(context, cites[:SHOWN])
    if len(cites) <= SHOWN:
        return shown
    rest = _links(context, cites[SHOWN:])
    more = _("另 %(count)s 处") % {"count": len(cites) - SHOWN}
    return format_html('{} <details class="cite-more"><summary>{}</summary>{}</details>', shown, more, rest)


def addresses(item: Any) -> Iterable[str]:
    """The citations of anything that has some, as written."""
    if not item:
        return ()
    if isinstance(item, str):
        return (item,)
    if isinstance(item, list | tuple):
        return (str(each) for each in item if each)
    for name in ("cites", "cite"):
        if hasattr(item, name):
            return addresses(getattr(item, name))
    return (str(item),)


def _links(context: Context, cites: Iterable[str]) -> SafeString:
    document = context.get("document_address") or _document_address(context)
    links = []
    for written in cites:
        place = written.partition(":")[0]
        title = _("打开原文第 %(number)s 段") % {"number": place[1:]}
        links.append((document, written, place, title, place))
    return format_html_join(" ", '<a class="cite" href="{}?cite={}#{}" title="{}">§\u2009{}</a>', links)


def _document_address(context: Context) -> str:
    """Worked out once per page, since a list has hundreds of addresses."""
    address = reverse("plans:document", args=[context["plan"].slug])
    context.dicts[0]["document_address"] = address
    return address


@register.simple_tag
def figure(amount: Figure | Amount | None, unit: str = "") -> SafeString:
    """A figure with its unit; words, not applicable and unknown look (and read) different."""
    shown = amount if isinstance(amount, Figure) else figure_of(amount, unit)
    if not shown.known:
        return format_html('<span class="fig fig-{}">{}</span>', shown.kind, local(shown.words))
    number = f"[{local(shown.number)}]" if shown.cumulative else local(shown.number)
    return format_html(
        '<span class="fig">{}<b>{}</b>{}</span>', _soft(local(shown.sign)), number, _unit(local(shown.unit))
    )


@register.simple_tag
def measured(number: Decimal | None, unit: str = "") -> SafeString:
    """A computed number in the plan's unit, to two decimals, as a figure of the reader's language."""
    return figure(None if number is None else Amount(value=round(number, 2).normalize() + 0, unit=unit))


def _soft(sign: str) -> SafeString:
    return format_html('<span class="fig-sign">{}</span>', sign) if sign else mark_safe("")


def _unit(unit: str) -> SafeString:
    return format_html('<span class="fig-unit">{}</span>', unit) if unit else mark_safe("")


@register.simple_tag
def shape(name: str) -> SafeString:
    """A small sign; hidden from screen readers, since a word stands beside it."""
    path = _PATHS.get(name)
    if path is None:
        return mark_safe("")
    return format_html(
        '<svg class="shape" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">{}</svg>',
        path,
    )


@register.simple_tag(takes_context=True)
def drawing(context: Context, panorama: Panorama) -> SafeString:
    """The inside of a chain's picture; every card leads to its node's page."""
    page, root = context["page"], context["root"]
    zoom = (lambda stage: f"?stage={quote(stage, safe='')}#h-map") if page.zoom is None else None
    language = "en" if reads_english() else "zh"
    # the drawing escapes every text itself
    return mark_safe(  # noqa: S308
        body_of(panorama, language, lambda node: root + node_path(page.chain.id, node), zoom)
    )


@register.simple_tag
def node_light(standing: Any) -> SafeString:
    """How a node stands, with the number of its producers."""
    count = int(standing.facts["firms"] or 0)
    if not count and not standing.is_judged:
        return light(status_tag(standing.status))
    unit = "" if reads_english() else "家"
    return format_html(
        '<span class="text-nowrap">{} <small>{}{}</small></span>',
        light(status_tag(standing.status)),
        count,
        unit,
    )


@register.simple_tag
def market_light() -> SafeString:
    """The word and sign of a node that is a market, for legends."""
    return light(status_tag(NOT_JUDGED))


@register.filter
def as_change(share: Any) -> str:
    """A share by which something changed, with its sign; empty where it is unknown."""
    return "" if share is None else f"{float(share):+.1%}".replace("-", "−").replace(".0%", "%")


@register.filter
def grouped(number: Any) -> str:
    """A whole number with its digits in groups of three; empty where it is unknown."""
    return "" if number is None else f"{round(number):,}"


@register.filter
def as_percent(share: Any) -> str:
    """A share as a percentage with one digit; empty where it is unknown."""
    return "" if share is None else f"{float(share):.1%}".replace(".0%", "%")


@register.filter
def hundred(share: float) -> str:
    """A share as a length of 0 to 100."""
    return f"{100 * share:.1f}"


@register.filter
def size_word(size: str) -> SafeString:
    """The size class of a firm as a word."""
    return local(dict(SIZES).get(size, ""))


@register.filter
def keyed(mapping: Any, key: Any) -> Any:
    """``mapping[key]``, nothing where there is none."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def light(tag: Tag) -> SafeString:
    """A word with its sign and tone."""
    return format_html(
        '<span class="light light-{}">{}{}</span>', tag.tone, shape(tag.shape), local(tag.text)
    )


@register.simple_tag(takes_context=True)
def plan_pages(context: Context) -> list[Group]:
    """The pages of a plan that the reader may open, for the menu."""
    shown = ((group, _offered(context, group.entries)) for group in GROUPS)
    return [replace(group, entries=entries) for group, entries in shown if entries]


@register.simple_tag(takes_context=True)
def plan_work(context: Context) -> list[Entry]:
    """The pages on which the reader may change something of the plan."""
    return list(_offered(context, WORK))


def _offered(context: Context, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    user, plan = context.get("user"), context.get("plan")
    known = user is not None and user.is_authenticated
    return tuple(
        entry
        for entry in entries
        if not entry.action or (known and can(user, Action(entry.action), None if entry.address else plan))
    )


@register.simple_tag(takes_context=True)
def plan_root(context: Context) -> str:
    """The plan's own address."""
    return context.get("root") or reverse("pages:overview", args=[context["plan"].slug])


@register.tag
def cells(parser: Parser, token: Token) -> template.Node:
    """``{% cells row heads %}``: the table cells of a row."""
    _name, row, heads = token.split_contents()
    return _Cells(parser.compile_filter(row), parser.compile_filter(heads))


class _Cells(template.Node):
    """Written in Python: a list of hundreds of rows spends its time here."""

    def __init__(self, row: Any, heads: Any) -> None:
        self.row, self.heads = row, heads

    def render(self, context: Context) -> str:
        """The cells, the leading one as the row's heading."""
        row, heads = self.row.resolve(context), self.heads.resolve(context)
        return "".join(_cell(context, head.column, cell) for head, cell in zip(heads, row.cells, strict=True))


def _cell(context: Context, column: Any, cell: Any) -> SafeString:
    kind = mark_safe('th scope="row"') if column.lead else mark_safe("td")
    names = " ".join(
        name for name, on in (("num", column.numeric), ("lead", column.lead), ("none", cell.empty)) if on
    )
    return format_html(
        '<{} class="{}" data-label="{}">{}</{}>',
        kind,
        names,
        plain(column.title),
        cell_body(context, cell),
        "th" if column.lead else "td",
    )


def cell_body(context: Context, cell: Any) -> SafeString:
    """Tags, text or figure, links and addresses of one cell."""
    root = context["root"]
    parts = [light(tag) for tag in cell.tags]
    if cell.figure is not None:
        parts.append(_linked(root, cell.path, figure(cell.figure)))
        if cell.text.zh:
            parts.append(format_html('<span class="when">{}</span>', local(cell.text)))
    elif cell.text.zh:
        parts.append(_linked(root, cell.path, local(cell.text)))
    if cell.links:
        parts.append(
            format_html_join(_("、"), "{}", ((_linked(root, x.path, local(x.text)),) for x in cell.links))
        )
    if cell.cites:
        parts.append(cite(context, cell.cites))
    return format_html_join(" ", "{}", ((part,) for part in parts))


def _linked(root: str, path: str, text: str) -> SafeString:
    if not path:
        return format_html("{}", text)
    # a path from the top leads out of the plan
    return format_html('<a href="{}{}">{}</a>', "" if path.startswith("/") else root, path, text)
