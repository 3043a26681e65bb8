"""Django's own command line, for developers: ``python -m rongshu.office.manage``."""

from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line


def main() -> None:
    """Run one Django command with the office's settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rongshu.office.site.settings")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
