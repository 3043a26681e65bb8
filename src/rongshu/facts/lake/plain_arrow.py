"""Arrow without pandas: the first value converted would import it, for a quarter of a second and 40 MB.

Arrow asks for pandas once.  Where that fails it goes without, and still imports it when somebody asks for a
data frame.
"""

from __future__ import annotations

import contextlib
import sys

import pyarrow as pa


def spare_pandas() -> None:
    """Let Arrow find that there is no pandas; of no effect where it is imported already."""
    if "pandas" in sys.modules:
        return
    modules: dict[str, object] = sys.modules  # type: ignore[assignment]
    modules["pandas"] = None
    try:
        with contextlib.suppress(ImportError, AttributeError):
            pa.scalar("")
    finally:
        del modules["pandas"]
