"""The map: what is too small goes into the inset, islands stay, nothing collides."""

import json
from math import hypot
from pathlib import Path

import pytest

from office.pages.rongjiang import rongjiang
from office.pages.rongjiang_map import counties, park_points, square
from rongshu.office.pages.maps.atlas import APART, WIDTH, atlas_of, point_of, shape_of_level
from rongshu.office.pages.maps.placement import overlap, text_width

REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "fuzhou-counties.geojson"
PACK = rongjiang()


def atlas():
    return atlas_of(counties(), park_points(), PACK.parks)


def test_it_works():
    drawn = atlas()
    assert [county.name for county in drawn.units if county.small] == ["南洲区"]
    assert [county.name for county in drawn.inset.units] == ["南洲区"]
    assert [county.parks for county in drawn.units] == [1, 1, 1]
    assert [pin.park for pin in drawn.listed] == ["k1", "k2", "k3"]
    assert [park.id for park in drawn.unplaced] == ["k4"]


def test_a_park_in_a_small_county_stands_in_the_inset():
    drawn = atlas()
    assert [pin.park for pin in drawn.inset.pins] == ["k3"]
    assert "k3" not in {pin.park for pin in drawn.pins}


def test_a_tiny_island_is_kept():
    east = next(county for county in atlas().units if county.name == "东港区")
    assert east.d.count("M") == 2


def test_levels_have_shapes():
    assert [shape_of_level(level) for level in ("国家级", "省级", "市级", "")] == [
        "circle",
        "diamond",
        "square",
        "square",
    ]
    assert {shape for shape, _ in atlas().legend} == {"circle", "diamond", "square"}


def test_without_borders_there_is_no_map():
    assert atlas_of({}, park_points(), PACK.parks) is None
    assert atlas_of({"features": [{"geometry": None}]}, {}, PACK.parks) is None


def test_a_park_is_found_by_id_name_or_alias():
    points = park_points()
    assert [point_of(points, park) is not None for park in PACK.parks] == [True, True, True, False]


def test_points_on_one_spot_are_moved_apart():
    places = [
        {"properties": {"park": p.id}, "geometry": {"type": "Point", "coordinates": [118.5, 26.5]}}
        for p in PACK.parks
    ]
    pins = atlas_of(counties(), {"features": places}, PACK.parks).pins
    assert all(hypot(a.x - b.x, a.y - b.y) > APART * 0.7 for a in pins for b in pins if a is not b)


def test_equal_counties_need_no_inset():
    two = [("甲", square(118, 26, 1)), ("乙", square(119, 26, 1))]
    features = [
        {"properties": {"name": name}, "geometry": {"type": "MultiPolygon", "coordinates": shape}}
        for name, shape in two
    ]
    assert atlas_of({"features": features}, {}, ()).inset is None


@pytest.mark.skipif(not REAL.exists(), reason="the shared borders are not at hand")
def test_real_borders_keep_their_islands_and_their_names_apart():
    shapes = json.loads(REAL.read_text(encoding="utf-8"))
    drawn = atlas_of(shapes, {}, ())
    islands = sum(len(part) for feature in shapes["features"] for part in feature["geometry"]["coordinates"])
    assert sum(county.d.count("M") for county in drawn.units) == islands
    assert 1 <= len(drawn.inset.units) <= 4
    boxes = [box(label) for label in drawn.labels]
    assert all(overlap(a, b) == 0 for a in boxes for b in boxes if a is not b)
    assert all(0 <= side <= WIDTH for a in boxes for side in (a[0], a[2]))
    assert all(overlap(drawn.inset.frame, a) == 0 for a in boxes)
    assert sum(len(county.d) for county in drawn.units) < 120_000


def box(label):
    half = text_width(label.text, label.size) / 2
    return (label.x - half, label.y - label.size / 2, label.x + half, label.y + label.size / 2)
