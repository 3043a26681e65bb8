"""How a page answers: whole for a browser, its part alone for htmx, and as a file for who asks for one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from rongshu.office.pages.opened.opening import Opened
from rongshu.office.pages.parts.export import Heading, csv_bytes, xlsx_bytes
from rongshu.office.pages.parts.listing import Table, listing_of
from rongshu.office.pages.parts.menu import page_title
from rongshu.terms.bilingual import Bilingual

FORMATS = {
    "csv": (csv_bytes, "text/csv; charset=utf-8"),
    "xlsx": (xlsx_bytes, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def day_asked(request: HttpRequest) -> date | None:
    """The day of knowledge that an address names.  *Errors*: ``Http404`` for what is no day."""
    written = request.GET.get("known_on", "")
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Http404(written) from None


def day_of(request: HttpRequest) -> date:
    """The day of knowledge of a page: the one that the address names, else today."""
    return day_asked(request) or today()


def today() -> date:
    """The day on which a page without another is asked for."""
    return timezone.localdate()


def reader_language() -> str:
    """``zh`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def page_context(opened: Opened, key: str) -> dict[str, Any]:
    """What every page of a plan needs."""
    return {
        "plan": opened.plan,
        "pack": opened.pack,
        "root": opened.root,
        "demonstration": opened.demonstration,
        "section": key or "overview",
        "page_title": page_title(key),
    }


def show(
    request: HttpRequest, opened: Opened, key: str, template: str, facts: Mapping[str, Any]
) -> HttpResponse:
    """The part ``pages/parts/<template>.html``: alone for htmx, else inside the one page around all parts."""
    part = f"pages/parts/{template}.html"
    context = {**page_context(opened, key), **facts, "part": part}
    return render(request, part if is_part(request) else "pages/page.html", context)


def show_list(
    request: HttpRequest,
    opened: Opened,
    key: str,
    table: Table,
    template: str = "list",
    facts: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """A list as a page, as its part, or as the file that ``?as=`` names."""
    asked = request.GET.dict()
    wanted = asked.get("as", "")
    if wanted in FORMATS:
        return as_file(request, opened, key, table, wanted, bool(facts and facts.get("invented")))
    listing = listing_of(table, asked)
    if is_part(request):
        template = "list"
    return show(request, opened, key, template, {"listing": listing, **(facts or {})})


def as_file(
    request: HttpRequest, opened: Opened, key: str, table: Table, wanted: str, invented: bool = False
) -> HttpResponse:
    """The rows that the address asks for, as CSV or Excel; ``invented`` figures carry the badge there too."""
    language = reader_language()
    listing = listing_of(table, request.GET.dict())
    title = (page_title(key) or Bilingual(key)).in_language(language)
    plan = opened.pack.about.title.bilingual().in_language(language)
    address = request.build_absolute_uri(f"{request.path}?{listing.query}" if listing.query else request.path)
    write, kind = FORMATS[wanted]
    content = write(listing, Heading(title, plan, address, opened.demonstration or invented, language))
    response = HttpResponse(content, content_type=kind)
    name = f"{opened.plan.slug}-{key}.{wanted}"
    response["Content-Disposition"] = f"attachment; filename={quote(name)}"
    return response


def is_part(request: HttpRequest) -> bool:
    """Whether htmx asks for the part alone; a boosted or restored page is whole."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request
