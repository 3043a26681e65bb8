"""What the plan says: its tree, tasks, parks, firms and projects, and how it checks against itself."""
