"""The one door: what is asked for is known, what is left out is said, nothing is installed twice."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run():
    loader = importlib.machinery.SourceFileLoader("run_script", str(ROOT / "run"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("run_script", loader))
    loader.exec_module(module)
    return module


def test_it_works():
    asked = [sys.executable, ROOT / "run", "--help"]
    answer = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    for command in ("setup", "demo", "test", "check", "build", "bundle", "rongshu", "bench", "packs", "lock"):
        assert command in answer


def test_every_command_says_what_it_does(run):
    assert all(command.__doc__ for command in run.COMMANDS.values())


def test_an_unknown_command_is_refused():
    done = subprocess.run(
        [sys.executable, ROOT / "run", "danse"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "danse" in done.stderr


def test_what_is_left_out_is_said_and_all_leaves_nothing_out(run, monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(run, "set_up", lambda purpose: None)
    monkeypatch.setattr(run, "python_packages", lambda purpose: None)
    monkeypatch.setattr(run, "call", lambda *command, **extra: asked.append(command) or 0)
    run.test(["tests/terms"])
    assert "left out" in capsys.readouterr().out
    assert "not spark and not slow" in asked[0]
    run.test(["--all"])
    assert capsys.readouterr().out == ""
    assert "-m" not in asked[1][3:]


def test_what_is_installed_is_not_installed_again(run, monkeypatch, tmp_path):
    called = []
    monkeypatch.setattr(run, "VENV", tmp_path)
    monkeypatch.setattr(run, "must", lambda *command, **extra: called.append(command))
    run.python_packages("test")
    assert called
    called.clear()
    run.python_packages("test")
    run.python_packages("demo")
    assert called == []


def test_the_worst_step_decides(run, capsys):
    assert run.worst([("one", 0, 0.1), ("two", 1, 0.2)]) == 1
    assert run.worst([("one", 0, 0.1)]) == 0
    assert "failed" in capsys.readouterr().out
