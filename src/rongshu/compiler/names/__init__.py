"""Whom the plan names: firms, institutes, platforms, and how such names look."""
