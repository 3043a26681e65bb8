"""The lake: typed tables with provenance and release, and what loads them."""
