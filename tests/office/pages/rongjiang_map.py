"""The borders and park positions of 榕江市: squares, so that every area is known."""

from __future__ import annotations

from typing import Any


def square(west: float, south: float, side: float) -> list[list[list[list[float]]]]:
    """A square county as the coordinates of a multi-polygon."""
    corners = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]
    return [[[[west + side * x, south + side * y] for x, y in corners]]]


def counties() -> dict[str, Any]:
    """Two large counties, an island, and one county too small to read."""
    shapes = (
        ("北岭县", square(118, 26, 1)),
        ("东港区", square(119, 25.6, 0.8) + square(120.2, 25.5, 0.004)),
        ("南洲区", square(119, 26.4, 0.06)),
    )
    return {
        "type": "FeatureCollection",
        "source": "示意",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": name, "adcode": str(i)},
                "geometry": {"type": "MultiPolygon", "coordinates": shape},
            }
            for i, (name, shape) in enumerate(shapes)
        ],
    }


def park_points() -> dict[str, Any]:
    """Positions of three of the four parks, one of them in the small county."""
    places = (("k1", 119.3, 25.9), ("北岭高新技术产业园", 118.5, 26.5), ("南洲园区", 119.03, 26.43))
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"park": key},
                "geometry": {"type": "Point", "coordinates": [x, y]},
            }
            for key, x, y in places
        ],
    }
