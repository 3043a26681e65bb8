"""An invented city at any scale, for demonstration, tests and benchmarks."""
