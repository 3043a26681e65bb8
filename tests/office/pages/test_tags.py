"""Words and figures that many pages share."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from django.utils import translation

from rongshu.office.pages.templatetags.pages import as_change, declared, grouped

OURS = "榕树默认规则，非官方标准，可由城市替换"
RULES = Path(__file__).resolve().parents[3] / "packs" / "cn-standards" / "rules"


def test_it_works() -> None:
    """The origin of the national rules has its English; what a city wrote of its own rule stays."""
    assert declared(OURS) == OURS
    with translation.override("en"):
        assert "榕树" not in declared(OURS)
        assert "榕江市工信局" in declared("榕江市工信局试行")


@pytest.mark.parametrize("path", sorted(RULES.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_national_rule_says_its_origin_in_english(path: Path) -> None:
    source = yaml.safe_load(path.read_text(encoding="utf-8")).get("source", "")
    with translation.override("en"):
        assert not re.search(r"[\u3400-\u9fff]", declared(source))


@pytest.mark.parametrize(("share", "shown"), [(None, ""), (0.105, "+10.5%"), (-0.103, "−10.3%"), (0, "+0%")])
def test_a_change_has_its_sign(share: float | None, shown: str) -> None:
    assert as_change(share) == shown


def test_unknown_is_not_zero() -> None:
    assert (grouped(None), grouped(0), grouped(107467)) == ("", "0", "107,467")
