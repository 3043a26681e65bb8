"""What every test may use: a browser where one is installed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# how long a case takes on a shared machine says nothing of the code
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def _language_of_its_own():
    """The command leaves its language in the environment for its workers; each test starts without one."""
    before = os.environ.pop("RONGSHU_LANG", None)
    yield
    os.environ.pop("RONGSHU_LANG", None)
    if before is not None:
        os.environ["RONGSHU_LANG"] = before


def chromium() -> str:
    """The system's Chromium, empty where there is none."""
    named = os.environ.get("RONGSHU_CHROMIUM", "")
    return named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
    )


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, object]) -> dict[str, object]:
    """Playwright drives the system's Chromium; nothing is downloaded."""
    if not chromium():
        pytest.skip("no Chromium on this machine (apt install chromium)")
    sandbox = [] if os.geteuid() else ["--no-sandbox"]
    return {**browser_type_launch_args, "executable_path": chromium(), "args": sandbox}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """A reader in China."""
    return {**browser_context_args, "locale": "zh-CN"}


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the repository; skipped where it is not there."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("the material beside the repository (../shared) is not on this machine")
    return folder
