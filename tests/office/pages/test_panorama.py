"""A chain's panorama."""

from pathlib import Path

import pytest
import yaml

from office.pages.rongjiang import rongjiang
from rongshu.office.pages.chain.panorama import CARD, broken, panorama_of
from rongshu.office.pages.maps.placement import text_width
from rongshu.pack.schema import Chain, ChainLink, ChainNode, Name, Stage

WIND = rongjiang().chains[0]
REAL = Path(__file__).resolve().parents[4] / "shared" / "data" / "chains"


def chain(nodes, links, stages="ab"):
    return Chain(
        id="c",
        name=Name(zh="链"),
        stages=tuple(Stage(id=s, name=Name(zh=s)) for s in stages),
        nodes=tuple(ChainNode(id=n, name=Name(zh=n), stage=n[0]) for n in nodes),
        links=tuple(ChainLink(source=a, target=b) for a, b in links),
    )


def apart(picture):
    """Whether no card lies on another."""
    return all(
        a.x != b.x or a.y + a.height <= b.y or b.y + b.height <= a.y
        for a in picture.cards
        for b in picture.cards
        if a is not b
    )


def test_it_works():
    picture = panorama_of(WIND)
    assert [column.count for column in picture.columns] == [2, 2, 2]
    assert len(picture.curves) == 6
    assert [curve.stated for curve in picture.curves].count(True) == 1
    assert apart(picture)


def test_without_nodes_there_is_no_picture():
    assert panorama_of(rongjiang().chains[1]) is None


def test_crossed_links_are_uncrossed():
    picture = panorama_of(chain(["a1", "a2", "b1", "b2"], [("a1", "b2"), ("a2", "b1")]))
    y = {card.node.id: card.y for card in picture.cards}
    assert (y["a1"] < y["a2"]) == (y["b2"] < y["b1"])


def test_a_long_link_passes_through_a_gap():
    picture = panorama_of(chain(["a1", "b1", "c1"], [("a1", "b1"), ("b1", "c1"), ("a1", "c1")], "abc"))
    (long,) = (curve for curve in picture.curves if curve.link.source == "a1" and curve.link.target == "c1")
    assert "H" in long.d
    assert apart(picture)


def test_links_within_a_column_and_to_nowhere_do_not_break_it():
    picture = panorama_of(chain(["a1", "a2", "b1"], [("a1", "a2"), ("b1", "a1"), ("a1", "z")]))
    assert len(picture.curves) == 2


def test_a_long_name_takes_two_lines_and_ends_in_an_ellipsis():
    lines = broken("很长很长的环节名称" * 4, 100)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(text_width(line, 13) <= 113 for line in lines)
    assert broken("Wind-grade heavy plate", 90) == ("Wind-grade", "heavy plate")


@pytest.mark.skipif(not REAL.is_dir(), reason="the shared chain maps are not at hand")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_real_chain_maps_are_drawn_without_overlap(language):
    for path in sorted(REAL.glob("*.yaml")):
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        if "stages" not in written:
            continue
        picture = panorama_of(_read(written), language)
        assert apart(picture), path.name
        assert all(
            card.x + CARD <= picture.width and card.y + card.height <= picture.height
            for card in picture.cards
        )


def _read(written):
    return Chain(
        id=written["id"],
        name=Name(**written["name"]),
        stages=tuple(Stage(id=s["id"], name=Name(zh=s["zh"], en=s["en"])) for s in written["stages"]),
        nodes=tuple(
            ChainNode(id=n["id"], name=Name(**n["name"]), stage=n["stage"]) for n in written["nodes"]
        ),
        links=tuple(ChainLink(source=link["from"], target=link["to"]) for link in written["links"]),
    )
