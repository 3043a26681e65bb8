"""A folder takes another's place in one step, whichever way the system offers."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from rongshu.pack.written import exchange
from rongshu.pack.written.exchange import alone, rewriting


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "pack"
    path.mkdir()
    (path / "old.txt").write_text("old", encoding="utf-8")
    return path


@pytest.mark.parametrize("swaps", [True, False])
def test_it_works(folder: Path, monkeypatch: pytest.MonkeyPatch, swaps: bool) -> None:
    if not swaps:
        monkeypatch.setattr(exchange, "_exchanged", lambda new, target: False)
    with rewriting(folder, lambda inside: inside.name == "kept.txt") as new:
        (new / "new.txt").write_text("new", encoding="utf-8")
    assert [path.name for path in folder.iterdir()] == ["new.txt"]
    assert [path.name for path in folder.parent.iterdir()] == ["pack"]


def test_wanted_files_come_along(folder: Path) -> None:
    with rewriting(folder, lambda inside: True) as new:
        (new / "new.txt").write_text("new", encoding="utf-8")
    assert sorted(path.name for path in folder.iterdir()) == ["new.txt", "old.txt"]


def test_an_error_inside_leaves_the_old_folder(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError), rewriting(folder, lambda inside: False):
        _ = 1 / 0
    assert [path.name for path in folder.iterdir()] == ["old.txt"]


def test_a_kill_between_two_renames_is_put_right(folder: Path) -> None:
    folder.rename(folder.with_name(".pack.before"))
    with rewriting(folder, lambda inside: True):
        pass
    assert (folder / "old.txt").exists()


def test_two_who_rewrite_wait_for_each_other(folder: Path) -> None:
    def add(name: str) -> None:
        with alone(folder), rewriting(folder, lambda inside: True) as new:
            time.sleep(0.05)
            (new / name).write_text("", encoding="utf-8")

    threads = [threading.Thread(target=add, args=(f"{n}.txt",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(folder.iterdir())) == 5
