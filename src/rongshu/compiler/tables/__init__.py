"""What the columns and cells of a plan's tables say."""
