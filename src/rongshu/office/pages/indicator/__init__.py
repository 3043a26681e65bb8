"""One indicator: its light, its line, what was known when, where it is heading."""
