"""The ``rongshu`` command: reads arguments, calls one function, prints its answer."""
