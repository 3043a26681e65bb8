"""Word files: styles, automatic numbers, runs, native tables."""
