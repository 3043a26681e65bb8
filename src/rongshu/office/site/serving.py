"""The server: waitress for the pages and one huey worker beside it, in one process."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from rongshu.document.guard.limits import FILE_BYTES, MEBIBYTE
from rongshu.office.site.workspace import WorkspaceError, read_workspace

if os.name == "posix":
    import fcntl

WORKER_STOPS_AFTER = 10


def open_office(folder: Path) -> None:
    """Make Django ready for the workspace.  *Errors*: ``WorkspaceError``."""
    read_workspace(folder)
    os.environ["RONGSHU_WORKSPACE"] = str(folder.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rongshu.office.site.settings")
    import django

    django.setup()


def prepare(folder: Path) -> None:
    """Database moved to this version and static files written: what ``init`` and ``upgrade`` end with."""
    os.environ["RONGSHU_HASHED_STATIC"] = "1"
    open_office(folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    from rongshu.office.plans.register import register_packs

    register_packs()


@contextmanager
def served_alone(folder: Path) -> Iterator[None]:
    """Hold the workspace.  *Errors*: ``WorkspaceError`` where another server on this machine holds it.

    Two would close each other's work as left behind, and do each other's work twice.
    """
    if os.name != "posix":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as held:
            raise WorkspaceError(
                f"{folder} 已有服务在运行，先停下它，或另用一个工作区。",
                f"{folder} is served already: stop that server first, or use another workspace.",
            ) from held
        yield
    finally:
        os.close(handle)


def refuse_busy_port(host: str, port: int) -> None:
    """Nothing where the address is free.  *Errors*: ``WorkspaceError``: before anything is prepared."""
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with closing(socket.socket(family, kind, protocol)) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(address)
    except (OSError, OverflowError) as problem:
        raise WorkspaceError(
            f"{host}:{port} 不能监听：{problem}。请用 --port 换一个端口，或停下占用它的程序。",
            f"{host}:{port} cannot be listened on: {problem}. "
            "Choose another with --port, or stop what uses it.",
        ) from problem


def serve(
    folder: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    threads: int = 8,
    say: Callable[[str], object] = print,
) -> None:
    """Serve until interrupted; other hosts than this one are asked for on purpose.

    *Errors*: ``WorkspaceError``: no workspace, served already, or an address that cannot be listened on.
    """
    read_workspace(folder)
    refuse_busy_port(host, port)
    with served_alone(folder):
        prepare(folder)
        _run(folder, host, port, threads, say)


def _run(folder: Path, host: str, port: int, threads: int, say: Callable[[str], object]) -> None:
    from rongshu.office.loads.tasks import close_broken_deliveries, make_ready
    from rongshu.office.pages.warming import warm_in_background
    from rongshu.office.plans.tasks import close_broken_runs
    from rongshu.office.registry.tasks import close_broken_jobs
    from rongshu.office.site.refusing import server_of
    from rongshu.office.site.wsgi import application

    server = server_of(
        application,
        host=host,
        port=port,
        threads=threads,
        ident="rongshu",
        max_request_body_size=FILE_BYTES + MEBIBYTE,
        **_behind(folder),
    )

    # A service manager stops with SIGTERM: let the worker finish what it writes.
    signal.signal(signal.SIGTERM, _asked_to_stop)
    close_broken_runs()
    close_broken_deliveries()
    close_broken_jobs()
    make_ready()
    worker = start_worker()
    warm_in_background()
    try:
        say(f"http://{host}:{port}/")
        server.run()
    finally:
        worker.stop(graceful=True)


def _asked_to_stop(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def start_worker() -> object:
    """A huey consumer in threads of this process; the server keeps the signals."""
    from huey.consumer import Consumer
    from huey.contrib.djhuey import HUEY

    class Worker(Consumer):
        """Leaves signals to the server, which runs in the main thread."""

        def _set_signal_handlers(self) -> None:
            return

    worker = Worker(HUEY, workers=1, periodic=False, max_delay=1.0, shutdown_timeout=WORKER_STOPS_AFTER)
    worker.start()
    return worker


def _behind(folder: Path) -> dict[str, object]:
    """What waitress may believe of a request: with TLS in front, the proxy on this machine speaks for it."""
    if not read_workspace(folder).https:
        return {}
    return {
        "trusted_proxy": "127.0.0.1",
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto", "x-forwarded-host"},
        "clear_untrusted_proxy_headers": True,
    }
