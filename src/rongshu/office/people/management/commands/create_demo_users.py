"""Makes the demo users and prints their passwords, in a demonstration workspace only."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from rongshu.office.people.demo import NotADemonstration, create_demo_users


class Command(BaseCommand):
    """``create_demo_users``."""

    help = "演示用户 demo users (only where workspace.toml says demonstration = true)"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One password for all, for tests by hand."""
        parser.add_argument("--password", default="")

    def handle(self, *_args: object, **options: str) -> None:
        """Print one line a user."""
        try:
            logins = create_demo_users(options["password"])
        except NotADemonstration:
            raise CommandError("demonstration = true is not set in workspace.toml") from None
        for login in logins:
            self.stdout.write(f"{login.username:10} {login.password}  {login.name} ({login.role})")
