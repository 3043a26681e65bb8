"""The identifier node: records, resolution and administration."""
