"""Checked metrics to values: one query, its text for each engine, its answer, its trace."""
