"""The territory drawn: counties, points, labels that do not touch."""
