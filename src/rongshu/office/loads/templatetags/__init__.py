"""Template tags of the loads app."""
