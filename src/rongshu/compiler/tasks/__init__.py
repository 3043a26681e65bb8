"""What the plan sets out to do, who does it and by when, and the mechanisms it wants run."""
