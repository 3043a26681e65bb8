"""The projects on their way: how late, where, and what they would add."""
