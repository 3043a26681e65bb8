"""A chain judged: how each node stands, the chain as a whole, and two days of it."""
