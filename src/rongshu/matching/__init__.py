"""Names and texts matched to known things, each match with its evidence."""
