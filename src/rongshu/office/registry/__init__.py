"""Enterprises, parks, plots, projects and meters: who they are and how that came to be known."""
