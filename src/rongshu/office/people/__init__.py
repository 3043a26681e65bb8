"""Users, organisations as a tree, roles, and the one place that decides who may do what."""
