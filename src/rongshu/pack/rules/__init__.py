"""The rules a plan is checked by: one a file, named after itself."""
