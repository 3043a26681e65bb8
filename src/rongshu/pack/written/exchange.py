"""One folder in place of another in a single step: after a kill there is the old one or the new one."""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

if os.name == "posix":
    import fcntl

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_HERE = -100  # AT_FDCWD


@contextlib.contextmanager
def rewriting(directory: Path, carry: Callable[[Path], bool]) -> Iterator[Path]:
    """An empty folder to fill; on leaving it takes the place of ``directory``.

    Files of the old folder for which ``carry`` (given the path inside it) is true come along unchanged.
    *Errors*: whatever the body raises, and then the old folder is untouched.
    """
    target = directory.resolve()
    waiting = target.with_name(f".{target.name}.writing")
    _restore(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(waiting, ignore_errors=True)
    waiting.mkdir()
    try:
        yield waiting
        _carry(target, waiting, carry)
        _swap(waiting, target)
    finally:
        shutil.rmtree(waiting, ignore_errors=True)


@contextlib.contextmanager
def alone(directory: Path) -> Iterator[None]:
    """Wait until nobody else is rewriting ``directory``, and keep others out meanwhile."""
    if os.name != "posix" or not directory.is_dir():
        yield
        return
    while True:
        handle = os.open(directory, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
        # whoever held the lock has put another folder here
        if os.fstat(handle).st_ino == directory.stat().st_ino:
            break
        os.close(handle)
    try:
        yield
    finally:
        os.close(handle)


def _carry(old: Path, new: Path, wanted: Callable[[Path], bool]) -> None:
    for path in sorted(old.rglob("*")) if old.is_dir() else ():
        inside = path.relative_to(old)
        if path.is_dir() and not path.is_symlink():
            continue
        if wanted(inside) and not (new / inside).exists():
            (new / inside).parent.mkdir(parents=True, exist_ok=True)
            _link(path, new / inside)


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:  # another file system, or one without links
        shutil.copy2(source, target, follow_symlinks=False)


def _swap(new: Path, target: Path) -> None:
    if not target.exists():
        new.rename(target)
    elif not _exchanged(new, target):
        aside = target.with_name(f".{target.name}.before")
        shutil.rmtree(aside, ignore_errors=True)
        target.rename(aside)
        new.rename(target)
        shutil.rmtree(aside, ignore_errors=True)


def _exchanged(new: Path, target: Path) -> bool:
    """Swap both names at once where the system can (Linux); then ``new`` is the old folder."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(rename(_HERE, os.fsencode(new), _HERE, os.fsencode(target), _EXCHANGE) == 0)


def _restore(target: Path) -> None:
    """Where the system cannot swap, a kill between two renames leaves the old folder aside: take it back."""
    aside = target.with_name(f".{target.name}.before")
    if aside.is_dir() and not target.exists():
        aside.rename(target)
