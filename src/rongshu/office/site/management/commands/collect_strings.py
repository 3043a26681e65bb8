"""Adds new strings to the English catalogues and says which are untranslated."""

from __future__ import annotations

from django.core.management.base import BaseCommand

from rongshu.office.site.catalog import compile_catalogs
from rongshu.office.site.strings import apps, missing, save


class Command(BaseCommand):
    """``collect_strings``."""

    help = "收集界面文字 collect interface strings into the .po files"

    def add_arguments(self, parser: object) -> None:
        """Which apps; all by default."""
        parser.add_argument("apps", nargs="*")  # type: ignore[attr-defined]

    def handle(self, *_args: object, **options: object) -> None:
        """Write, compile, report."""
        wanted = options["apps"] or [app.name for app in apps()]
        for app in apps():
            if app.name in wanted:  # type: ignore[operator]
                save(app)
                for words in missing(app):
                    self.stdout.write(f"{app.name}: {words}")
        compile_catalogs()
