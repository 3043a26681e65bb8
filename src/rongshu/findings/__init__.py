"""Declared rules over values: what is behind, missing, weak or overdue, and why."""
