"""The workspace commands, run as an administrator types them."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from rongshu.office.site.vendoring import copy_vendor, named_icons
from rongshu.office.site.workspace import read_workspace


def rongshu(*arguments: object, **extra: str) -> subprocess.CompletedProcess[str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("DJANGO", "RONGSHU", "DATABASE"))
    }
    command = [sys.executable, "-c", "from rongshu.cli.command import main; main()", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, env={**kept, **extra}, check=False, timeout=120
    )


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city") / "workspace"
    made = rongshu("init", folder, "--title", "临江")
    assert made.returncode == 0, made.stderr
    return folder


def test_it_works(workspace: Path) -> None:
    assert read_workspace(workspace).title == "临江"
    assert (workspace / "rongshu.sqlite3").is_file()
    assert (workspace / "static" / "staticfiles.json").is_file()
    added = rongshu("user", "add", "zhang", "--admin", "-w", workspace)
    name, password = added.stdout.split()
    assert (name, len(password)) == ("zhang", 19)
    again = rongshu("user", "password", "zhang", "-w", workspace).stdout.split()[1]
    assert again != password


def test_an_upgrade_of_today_does_nothing(workspace: Path) -> None:
    assert rongshu("upgrade", workspace).stdout == "✓\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("init", "{w}"),
        ("user", "password", "nobody", "-w", "{w}"),
        ("upgrade", "{w}/none"),
        ("serve", "{w}/none"),
    ],
)
def test_what_cannot_be_done_is_one_line(workspace: Path, arguments: tuple[str, ...]) -> None:
    refused = rongshu(*(part.format(w=workspace) for part in arguments), RONGSHU_LANG="en")
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert refused.stderr.strip()


def test_demo_users_stay_out_of_a_real_workspace(workspace: Path) -> None:
    command = [sys.executable, "-m", "rongshu.office.manage", "create_demo_users"]
    environment = {**os.environ, "RONGSHU_WORKSPACE": str(workspace)}
    refused = subprocess.run(
        command, capture_output=True, text=True, env=environment, check=False, timeout=60
    )
    assert refused.returncode != 0
    assert "demonstration" in refused.stderr


def test_the_server_answers_compiles_and_stops(workspace: Path) -> None:
    """One process: pages, hashed static files, and the worker; it stops when asked."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-c", "from rongshu.cli.command import main; main()", "serve", str(workspace)]
    own = ("DJANGO", "RONGSHU", "DATABASE")  # the workspace's own database, whatever the tests run on
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    process = subprocess.Popen([*command, "--port", str(port)], env=kept, stdout=subprocess.DEVNULL)
    try:
        page = _patiently(f"http://127.0.0.1:{port}/accounts/login/")
        style = re.search(r"/static/office/office\.[0-9a-f]{12}\.css", page).group()
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{style}") as answer:
            assert "immutable" in answer.headers["Cache-Control"]
        _refuses_what_is_too_large(port)
        second = rongshu("serve", workspace, "--port", port, RONGSHU_LANG="en")
        assert second.returncode == 2
        assert "--port" in second.stderr
        second = rongshu("serve", workspace, "--port", "0")
        assert second.returncode == 2
        assert "已有服务在运行" in second.stderr
        assert rongshu("upgrade", workspace).returncode == 2
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


def _refuses_what_is_too_large(port: int) -> None:
    """A page in both languages, and a strange host or request is none of ours."""
    asked = http.client.HTTPConnection("127.0.0.1", port)
    asked.putrequest("POST", "/plans/upload/")
    asked.putheader("Content-Length", str(200 << 20))
    asked.endheaders()
    answer = asked.getresponse()
    page = answer.read().decode()
    assert answer.status == 413
    assert "文件过大" in page
    assert "File too large" in page
    assert re.search(r"office\.[0-9a-f]{12}\.css", page)
    for host, status in (("elsewhere.example", 400), ("testserver", 400), ("localhost", 200)):
        asked = http.client.HTTPConnection("127.0.0.1", port)
        asked.request("GET", "/accounts/login/", headers={"Host": host})
        assert asked.getresponse().status == status, host


def _patiently(url: str) -> str:
    for _ in range(120):
        try:
            with urllib.request.urlopen(url) as answer:
                return answer.read().decode()
        except OSError:
            time.sleep(0.25)
    raise AssertionError("the server does not answer")


def test_a_wheel_carries_what_pages_use(tmp_path: Path) -> None:
    try:
        count = copy_vendor(tmp_path / "vendored")
    except FileNotFoundError as missing:
        pytest.skip(str(missing))
    assert count > 20
    assert (tmp_path / "vendored/@tabler/core/dist/css/tabler.min.css").is_file()
    assert {"user-circle", "upload", "contrast"} <= named_icons()


def test_a_backup_is_restored_and_people_log_in(workspace: Path, tmp_path: Path) -> None:
    archive = tmp_path / "city.zip"
    assert rongshu("user", "add", "beifen", "--admin", "-w", workspace).returncode == 0
    assert rongshu("backup", workspace, "-o", archive).returncode == 0
    assert rongshu("restore", archive, tmp_path / "again").returncode == 0
    known = rongshu("user", "password", "beifen", "-w", tmp_path / "again")
    assert known.stdout.startswith("beifen  "), known.stderr
    assert rongshu("restore", archive, workspace).returncode == 2
