"""翻番 right before the level it leads to."""

import pytest

from rongshu.compiler.targets.multiples import multiples_in


def test_it_works():
    text = "产值比2020年翻两番，达到1500亿元。"
    [found] = multiples_in(text)
    assert (found.times, found.since) == (4, 2020)
    assert text[found.start : found.end] == "翻两番，达到"


@pytest.mark.parametrize("text", ["产值翻一番。", "产值翻一番，税收增长20%。", "产值达到1500亿元，翻一番。"])
def test_without_a_level_behind_it_is_a_target_of_its_own(text):
    assert list(multiples_in(text)) == []
