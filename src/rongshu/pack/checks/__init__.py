"""A plan held against itself: its figures in comparable form, what their names mean, what is unsaid."""
