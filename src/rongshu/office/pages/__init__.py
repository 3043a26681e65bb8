"""Read-only pages: what a plan says, each figure with its address, and charts that need no script."""
