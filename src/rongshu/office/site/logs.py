"""What the server's log says of a request that was refused: who asked, in one line."""

from __future__ import annotations

import logging

REFUSED = frozenset({400, 403, 404, 405, 409, 413, 429})


class Refusals(logging.Filter):
    """A refusal is no fault of the program: one line with who asked from where, and no steps of the code."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is shortened."""
        if getattr(record, "status_code", 0) in REFUSED:
            record.exc_info = record.exc_text = None
            request = getattr(record, "request", None)
            user = getattr(getattr(request, "user", None), "username", "") or "-"
            address = getattr(request, "META", {}).get("REMOTE_ADDR", "-")
            record.msg, record.args = f"{record.getMessage()} [{user} {address}]", ()
        return True
