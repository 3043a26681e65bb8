"""Statistics files that people send: read, shown, confirmed, landed in the lake, undone."""
