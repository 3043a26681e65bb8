"""The plan as data: its schema, its files, its checks, its differences."""
