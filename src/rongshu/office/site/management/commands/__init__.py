"""Commands of the site app."""
