"""``./run bundle``: one archive under build/ that installs on an intranet machine without any registry.

It holds the project's wheel (with message catalogues, front-end files and packs inside), every locked wheel,
packs, examples, ``install.sh`` and the licences.  It is for one Python version and one kind of machine.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import platform
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from pathlib import Path

import licences
from packaging.markers import Marker

ROOT = Path(__file__).resolve().parents[1]
TEXTS = Path(__file__).resolve().parent / "texts"
ENTRY = re.compile(r"^([\w.-]+==[^\s;]+)(?: ; (.+?))? (\\\n(?:    --hash=\S+(?: \\\n|\n))+)", re.MULTILINE)
# newest first; 2.28 is the C library of UOS 20, Kylin V10 SP3 and Debian 10
GLIBC = ("2_28", "2_27", "2_26", "2_24", "2_17", "2_12", "2_5")


def main(arguments: list[str] | None = None) -> int:
    """Make the archive and print where it lies."""
    parser = argparse.ArgumentParser(prog="./run bundle", description=__doc__)
    here = ".".join(platform.python_version_tuple()[:2])
    parser.add_argument(
        "--python", default=here, metavar="3.12", help="Python version there (default: this one)"
    )
    parser.add_argument(
        "--machine", default=platform.machine(), help="x86_64 or aarch64 there (default: this one)"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "build", help="folder for the archive")
    chosen = parser.parse_args(arguments)
    archive = make(chosen.out, chosen.python, chosen.machine)
    print(f"{archive}  {archive.stat().st_size / 1e6:.0f} MB")
    return 0


def make(out: Path, python: str, machine: str) -> Path:
    """The archive for that Python and machine."""
    name = f"rongshu-{version()}-py{python}-linux-{machine}"
    folder = out / name
    shutil.rmtree(folder, ignore_errors=True)
    wheels = folder / "wheels"
    wheels.mkdir(parents=True)
    build_wheel(wheels)
    download(wheels, python, machine)
    copy_rest(folder, python, machine)
    (folder / "LICENCES.md").write_text(licences.page(wheels), encoding="utf-8")
    write_sums(folder)
    archive = out / f"{name}.tar.gz"
    pack(folder, archive)
    shutil.rmtree(folder)
    return archive


def version() -> str:
    """The project's version."""
    from importlib.metadata import version as installed

    return installed("rongshu")


def call(*command: object) -> None:
    """Run a program in the project folder; stop where it fails."""
    subprocess.run([str(part) for part in command], cwd=ROOT, check=True)


def build_wheel(wheels: Path) -> None:
    """The project's wheel, with what the set-up makes inside."""
    call(sys.executable, "-m", "rongshu.office.site.vendoring")
    call(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", wheels)


def download(wheels: Path, python: str, machine: str) -> None:
    """Every locked wheel, by hash; pip itself too, so that the machine needs no ensurepip."""
    locks = [
        (ROOT / "requirements" / name).read_text(encoding="utf-8") for name in ("runtime.txt", "build.txt")
    ]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as asked:
        asked.write("".join(wanted(lock, python, machine) for lock in locks))
        asked.flush()
        call(
            *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
            *("--require-hashes", "--no-deps", "--only-binary", ":all:", "-d", wheels),
            *(*target(python, machine), "-r", asked.name),
        )


def wanted(lock: str, python: str, machine: str) -> str:
    """The entries of a lock that hold for that Python and machine; pip itself would ask about this one."""
    there = {
        "python_version": python,
        "python_full_version": f"{python}.99",
        "platform_machine": machine,
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "sys_platform": "linux",
        "os_name": "posix",
        "platform_system": "Linux",
    }
    kept = []
    for name, marker, hashes in ENTRY.findall(lock):
        if not marker or Marker(marker).evaluate(there):
            kept.append(f"{name} {hashes}\n")
    return "".join(kept)


def target(python: str, machine: str) -> list[str]:
    """pip's words for another machine; none for this one."""
    if (python, machine) == (".".join(platform.python_version_tuple()[:2]), platform.machine()):
        return []
    tag = "cp" + python.replace(".", "")
    platforms = [f"manylinux_{glibc}_{machine}" for glibc in GLIBC] + [f"manylinux2014_{machine}"]
    abis = [part for abi in (tag, "abi3", "none") for part in ("--abi", abi)]
    return [
        *("--python-version", python, "--implementation", "cp", *abis),
        *(part for name in platforms for part in ("--platform", name)),
    ]


def copy_rest(folder: Path, python: str, machine: str) -> None:
    """Packs, examples, the installer and its instructions."""
    for name in ("packs", "examples"):
        ignored = shutil.ignore_patterns("*.py", "__pycache__", ".*")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for text in sorted(TEXTS.iterdir()):
        shutil.copy(text, folder / text.name)
    shutil.copy(ROOT / "LICENSE", folder / "LICENSE")
    (folder / "FOR").write_text(f"{version()} {python} {machine}\n", encoding="utf-8")


def files(folder: Path) -> Iterable[Path]:
    """Every file in it, in name order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def write_sums(folder: Path) -> None:
    """``SHA256SUMS`` over everything else; the installer compares them."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files(folder)
    ]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def pack(folder: Path, archive: Path) -> None:
    """The folder as tar.gz; wheels are compressed already, so the lightest compression is enough."""
    with (
        gzip.GzipFile(archive, "wb", compresslevel=1, mtime=0) as zipped,
        tarfile.open(fileobj=zipped, mode="w") as tar,
    ):
        for path in files(folder):
            entry = tar.gettarinfo(path, f"{folder.name}/{path.relative_to(folder).as_posix()}")
            entry.uid = entry.gid = entry.mtime = 0
            entry.uname = entry.gname = ""
            entry.mode = 0o755 if path.suffix == ".sh" else 0o644
            with path.open("rb") as handle:
                tar.addfile(entry, handle)


if __name__ == "__main__":
    raise SystemExit(main())
