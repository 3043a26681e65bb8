"""Before a file is opened: what it really is, how much of it is taken, why it is refused."""
