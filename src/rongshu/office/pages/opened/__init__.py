"""A plan opened for reading: found, searched, answered."""
