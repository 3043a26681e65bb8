"""The language of metrics: expressions parsed, held against an allow-list, and given a unit."""
