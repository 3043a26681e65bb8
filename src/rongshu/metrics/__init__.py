"""Declared expressions in, values with their trace out: paths, status, explanation."""
