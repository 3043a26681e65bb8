"""Installs a bundle, makes a workspace and fetches pages; run inside a namespace that has no network.

``python offline.py BUNDLE`` prints one JSON object of what it saw.
"""

from __future__ import annotations

import fcntl
import json
import re
import socket
import struct
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

SIOCSIFFLAGS, UP = 0x8914, 0x1
PORT = 8123


def main(bundle: Path) -> None:
    """Do all of it, beside the bundle."""
    loopback_up()
    room = bundle.parent / "installed"
    answer = {"network": network(), "install": run("sh", bundle / "install.sh", room)}
    rongshu = room / "bin" / "rongshu"
    workspace = bundle.parent / "workspace"
    plans = [part for pack in sorted(bundle.glob("packs/*/pack.yaml")) for part in ("--plan", pack.parent)]
    answer["init"] = run(rongshu, "init", workspace, *plans)
    answer["user"] = run(rongshu, "user", "add", "zhang", "--admin", "-w", workspace)
    examples = sorted(bundle.glob("examples/*/*.docx"))
    answer["compile"] = [
        run(rongshu, "compile", path, "-o", workspace / "plans" / "draft") for path in examples
    ]
    answer |= served(rongshu, workspace)
    print(json.dumps(answer, ensure_ascii=False))


def run(*command: object) -> str:
    """What it printed.  *Errors*: ``SystemExit`` with its output where it failed."""
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return done.stdout + done.stderr


def loopback_up() -> None:
    """A fresh namespace has 127.0.0.1 switched off."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        fcntl.ioctl(control, SIOCSIFFLAGS, struct.pack("16sH14s", b"lo", UP, b""))


def network() -> bool:
    """Whether anything beyond this machine can be reached."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 53))
        except OSError:
            return False
    return True


def served(rongshu: Path, workspace: Path) -> dict[str, object]:
    """The login page and the static files it names, as the server gives them."""
    server = subprocess.Popen([rongshu, "serve", workspace, "--port", str(PORT)])
    try:
        page = fetched("/accounts/login/?next=/", patience=60).decode()
        named = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
        return {"login": page, "static": {name: len(fetched(name)) for name in named}}
    finally:
        server.terminate()
        server.wait(30)


def fetched(path: str, patience: float = 5) -> bytes:
    """The body behind an address, waiting for the server to come up."""
    begun = time.monotonic()
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{path}", timeout=30) as answer:
                return answer.read()
        except (urllib.error.URLError, ConnectionError):
            if time.monotonic() - begun > patience:
                raise
            time.sleep(0.3)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
