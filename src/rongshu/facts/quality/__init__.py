"""Declared rules that look for figures that are probably wrong, one rule a file."""
