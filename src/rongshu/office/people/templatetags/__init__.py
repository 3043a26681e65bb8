"""Tags for forms that two people may open."""
