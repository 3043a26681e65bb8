"""A target broken down by year and group on a page: offered, solved, explained, edited, kept as versions."""
