"""``python -m rongshu.cli``: the same as ``rongshu``."""

from __future__ import annotations

from rongshu.cli.command import main

main(prog_name="rongshu")
