"""Chain maps: a city's own, and what it takes from the library of a pack that it uses."""
