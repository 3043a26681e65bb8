"""Labels find room, or are left out."""

from rongshu.office.pages.maps.placement import Wish, place, text_width

FRAME = (0.0, 0.0, 200.0, 200.0)


def test_it_works():
    (label,) = place([Wish("a", "园区", (100, 100), reach=5)], [], FRAME)
    assert label.x > 100


def test_the_second_takes_another_side():
    first, second = place(
        [Wish("a", "园区", (100, 100), reach=5), Wish("b", "园区", (101, 100), reach=5)], [], FRAME
    )
    assert first.x > 100 > second.x


def test_what_finds_no_room_is_left_out_unless_needed():
    full = [FRAME]
    assert place([Wish("a", "园区", (100, 100), reach=5)], full, FRAME) == ()
    assert len(place([Wish("a", "园区", (100, 100), needed=True)], full, FRAME)) == 1


def test_chinese_is_wider_than_latin():
    assert text_width("园区", 10) == 20
    assert text_width("ab", 10) < 20
