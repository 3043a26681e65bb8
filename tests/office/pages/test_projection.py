"""Degrees on the page."""

from hypothesis import given
from hypothesis import strategies as st

from rongshu.office.pages.maps.projection import area, bounds, contains, fit, heart, thinned

SQUARE = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))


def test_it_works():
    plane = fit([(118, 25), (120, 27)], (0, 0, 100, 100))
    assert plane.place((118, 27))[1] == 0
    assert plane.place((120, 25))[0] > plane.place((118, 25))[0]


def test_north_is_up_and_the_middle_latitude_is_true():
    plane = fit([(0, 59), (2, 61)], (0, 0, 100, 100))
    x0, y0 = plane.place((0, 60))
    x1, y1 = plane.place((1, 61))
    assert y1 < y0
    assert abs((x1 - x0) / (y0 - y1) - 0.5) < 0.001


def test_area_and_inside():
    assert area(SQUARE) == 100
    assert contains(SQUARE, (5, 5))
    assert not contains(SQUARE, (15, 5))


def test_a_name_sits_inside():
    assert contains(SQUARE, heart(SQUARE))


points = st.tuples(st.floats(0, 500), st.floats(0, 500))


@given(st.lists(points, min_size=3, max_size=40))
def test_thinning_keeps_a_ring_near_its_place(ring):
    thin = thinned(ring)
    assert len(thin) >= 4
    left, top, right, bottom = bounds(ring)
    assert all(left - 2 <= x <= right + 2 and top - 2 <= y <= bottom + 2 for x, y in thin)
