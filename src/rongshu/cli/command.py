"""Every command of the house, gathered: importing this module registers them."""

from __future__ import annotations

from rongshu.cli import data, firms, plan, projects, prospects, quality, sheets, synth, targets, values
from rongshu.cli.app import main
from rongshu.office.site.commands import add_commands

MODULES = (plan, data, quality, values, firms, targets, projects, prospects, sheets, synth)
add_commands(main)
__all__ = ["MODULES", "main"]
