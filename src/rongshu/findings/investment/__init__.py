"""Whom to bring in for a node: candidates read, weighed by declared parts, ranked."""
