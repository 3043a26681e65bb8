"""The bundle installs and serves on a machine that reaches no network."""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import make
import pytest

OFFLINE = Path(__file__).with_name("offline.py")


def alone() -> list[str]:
    """The words that start a program without a network; empty where this machine does not permit it."""
    unshare = shutil.which("unshare")
    for words in ([unshare, "-n"], [unshare, "-rn"]):
        if unshare and subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
            return words
    return []


@pytest.fixture(scope="module")
def bundle(tmp_path_factory) -> Path:
    """A bundle for this machine, unpacked into an empty folder."""
    python = ".".join(platform.python_version_tuple()[:2])
    archive = make.make(tmp_path_factory.mktemp("out"), python, platform.machine())
    place = tmp_path_factory.mktemp("intranet")
    with tarfile.open(archive) as tar:
        tar.extractall(place, filter="data")
    archive.unlink()
    return next(place.iterdir())


@pytest.mark.slow
def test_it_works(bundle, tmp_path):
    """Empty home, no network: install, init, user, compile, serve; the login page and its files come."""
    words = alone()
    if not words:
        pytest.skip("this machine permits no network namespace (unshare -n): not tried without a network")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    done = subprocess.run(
        [*words, sys.executable, OFFLINE, bundle],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen["network"] is False
    assert "rongshu 0." in seen["install"]
    assert seen["user"].startswith("zhang  ")
    assert 'name="password"' in seen["login"]
    assert any("tabler" in name for name in seen["static"])
    assert seen["static"]
    assert all(size > 0 for size in seen["static"].values())


@pytest.mark.slow
def test_the_installer_refuses_a_changed_file(bundle, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in ("install.sh", "FOR", "SHA256SUMS"):
        shutil.copy(bundle / name, broken / name)
    done = subprocess.run(
        ["sh", broken / "install.sh", tmp_path / "room"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "damaged" in done.stderr
    assert not (tmp_path / "room").exists()


LOCK = """\
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:cc
colorama==0.4.6 ; sys_platform == 'win32' \\
    --hash=sha256:dd
lxml==6.1.3 \\
    --hash=sha256:ee
"""


def test_only_what_holds_there_is_asked_for():
    asked = make.wanted(LOCK, "3.12", "aarch64")
    assert [line.split()[0] for line in asked.splitlines() if "==" in line] == ["numpy==2.5.5", "lxml==6.1.3"]
    assert "sha256:cc" in asked
    assert "numpy==2.4.6" in make.wanted(LOCK, "3.11", "x86_64")


def test_every_entry_of_the_locks_is_understood():
    for name in ("runtime.txt", "build.txt"):
        lock = (make.ROOT / "requirements" / name).read_text(encoding="utf-8")
        assert len(make.ENTRY.findall(lock)) == sum("==" in line.split(";")[0] for line in lock.splitlines())


def test_another_machine_is_asked_for_in_pips_words():
    asked = make.target("3.12", "aarch64")
    assert asked[:2] == ["--python-version", "3.12"]
    assert "manylinux_2_28_aarch64" in asked
    assert "cp312" in asked
