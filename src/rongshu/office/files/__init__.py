"""What people send: bounded, looked at, kept by what it contains, never by what it is called."""
