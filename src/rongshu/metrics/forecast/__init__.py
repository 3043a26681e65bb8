"""A series carried on, where it has proved better than the naive way."""
