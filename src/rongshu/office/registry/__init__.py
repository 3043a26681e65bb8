"""Enterprises, parks, plots, projects and meters: who they are, where they stand, and how that came to be known."""
