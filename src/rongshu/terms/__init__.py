"""The words every other package speaks: quantities, periods, citations, diagnostics."""
