"""A file as it was sent: its sheets and cells, its hidden marks, and the copy sent back."""
