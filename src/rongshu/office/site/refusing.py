"""What the server itself refuses before any page is asked: in both languages, with the look of the pages."""

from __future__ import annotations

from typing import Any

from django.template.loader import render_to_string
from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer
from waitress.task import ErrorTask

TOO_LARGE = 413
_POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"


class RefusalTask(ErrorTask):
    """A page instead of the server's one line of English."""

    def execute(self) -> None:
        """Write the page and close: what follows on this connection is not read."""
        error = self.request.error
        most = self.channel.server.adj.max_request_body_size >> 20
        facts = {"code": error.code, "too_large": error.code == TOO_LARGE, "most": most - 1}
        body = render_to_string("office/refused.html", facts).encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Security-Policy", _POLICY),
            ("X-Content-Type-Options", "nosniff"),
            ("X-Frame-Options", "DENY"),
            ("Cache-Control", "no-store"),
        ]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class OfficeChannel(HTTPChannel):
    """A connection whose refusals are pages."""

    error_task_class = RefusalTask


def server_of(application: object, **adjustments: Any) -> Any:
    """The waitress server, bound to its address; ``run()`` serves.  *Errors*: ``OSError``: address in use."""
    sockets: dict[int, Any] = {}
    server = create_server(application, map=sockets, **adjustments)
    for each in sockets.values():
        if isinstance(each, BaseWSGIServer):
            each.channel_class = OfficeChannel
    return server
