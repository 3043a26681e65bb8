"""A standalone Spark on loopback: one master, two workers, one session for the tests."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.spark)


def free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        return int(opened.getsockname()[1])


def started(log: Path, arguments: list[str]) -> subprocess.Popen[bytes]:
    import pyspark

    home = Path(pyspark.__file__).parent
    environment = {
        **os.environ,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_NO_DAEMONIZE": "1",
        "SPARK_HOME": str(home),
    }
    with log.open("wb") as opened:
        return subprocess.Popen(
            [str(home / "bin" / "spark-class"), *arguments],
            stdout=opened,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=log.parent,
        )


def waited(log: Path, pattern: str, count: int = 1, seconds: int = 90) -> None:
    """Until a log says it."""
    for _try in range(seconds * 4):
        if len(re.findall(pattern, log.read_text(errors="replace"))) >= count:
            return
        time.sleep(0.25)
    raise TimeoutError(log.read_text(errors="replace")[-2000:])


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a master with two workers; they end with the tests."""
    pytest.importorskip("pyspark", reason="pyspark is not installed: ./run test --all installs it")
    from rongshu.facts.lake.spark_engine import java_home

    os.environ.setdefault("JAVA_HOME", java_home())
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    folder = tmp_path_factory.mktemp("spark")
    address = f"spark://127.0.0.1:{(port := free_port())}"
    ui = ["--webui-port", "0"]
    logs = [folder / f"{name}.log" for name in ("master", "worker1", "worker2")]
    running = [
        started(
            logs[0],
            ["org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port), *ui],
        )
    ]
    try:
        waited(logs[0], "Starting Spark master")
        worker = [
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            "127.0.0.1",
            "--cores",
            "1",
            "--memory",
            "1g",
        ]
        running += [
            started(log, [*worker, "--work-dir", str(folder / log.stem), *ui, address]) for log in logs[1:]
        ]
        waited(logs[0], "Registering worker", 2)
        yield address
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait(30)


@pytest.fixture(scope="session")
def session(master: str) -> Iterator[Any]:
    from rongshu.facts.lake.spark_engine import spark_session

    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.executor.memory": "768m",
        "spark.executor.cores": "1",
        "spark.sql.shuffle.partitions": "4",
    }
    opened = spark_session(master, settings)
    yield opened
    opened.stop()
