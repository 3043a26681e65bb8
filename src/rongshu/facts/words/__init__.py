"""What a single cell or title says: a measure, a period, a unit, a figure, a name."""
