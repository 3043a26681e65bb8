"""Which strings each app says, collected into its English catalogue without GNU gettext."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from rongshu.office.site.catalog import OFFICE

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
BORN = datetime(2026, 11, 25, tzinfo=UTC)
Found = tuple[int, str | tuple[str, ...], list[str], str | None]


def apps() -> list[Path]:
    """The folders of the office's apps."""
    return sorted(path.parent for path in OFFICE.glob("*/apps.py"))


def catalogue_path(app: Path) -> Path:
    """Where the app's English lies."""
    return app / "locale" / "en" / "LC_MESSAGES" / "django.po"


def _empty() -> Catalog:
    """A catalogue whose header never changes by itself."""
    return Catalog(
        locale="en",
        project="Rongshu",
        version="1",
        copyright_holder="The Rongshu founders",
        last_translator="The Rongshu founders",
        language_team="en",
        msgid_bugs_address="-",
        header_comment="# English of the Rongshu office.",
        creation_date=BORN,
        revision_date=BORN,
        charset="utf-8",
        fuzzy=False,
    )


def collected(app: Path) -> Catalog:
    """Everything the app says in Chinese, without translations."""
    catalogue = _empty()
    for path in sorted([*app.rglob("*.py"), *app.rglob("*.html")]):
        for _line, message, _comments, context in _messages(path):
            if _is_ours(message):
                catalogue.add(message, context=context, locations=[(str(path.relative_to(OFFICE)), 1)])
    return catalogue


def _messages(path: Path) -> Iterator[Found]:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = templatize(text, origin=str(path))
    yield from extract("python", io.BytesIO(text.encode()), keywords=KEYWORDS)


def _is_ours(message: str | tuple[str, ...]) -> bool:
    """Chinese; English strings in overridden library templates are in the library's own catalogue."""
    words = message if isinstance(message, str) else message[0]
    return any("\u3400" <= letter <= "\u9fff" or letter in "，。：；、“”" for letter in words)


def written(app: Path) -> Catalog:
    """The app's catalogue as it lies on disk; empty where there is none."""
    path = catalogue_path(app)
    if not path.is_file():
        return _empty()
    with path.open("rb") as handle:
        return read_po(handle, locale="en")


def merged(app: Path) -> Catalog:
    """What the app says now, with the translations there are."""
    known, catalogue = written(app), collected(app)
    for message in catalogue:
        before = known.get(message.id, message.context) if message.id else None
        if before is not None and before.string:
            message.string = before.string
    return catalogue


def missing(app: Path) -> list[str]:
    """Strings of the app that have no English."""
    said = merged(app)
    return [str(message.id) for message in said if message.id and not _all_filled(message.string)]


def _all_filled(string: str | tuple[str, ...]) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


def save(app: Path) -> None:
    """Write the merged catalogue; line numbers are left out, so that a moved line is no change."""
    path = catalogue_path(app)
    path.parent.mkdir(parents=True, exist_ok=True)
    # read before the file is opened for writing, which empties it
    catalogue = merged(app)
    with path.open("wb") as handle:
        write_po(handle, catalogue, width=110, include_lineno=False, sort_by_file=True, omit_header=False)
