"""Every rule speaks up on its example and keeps silent on its counter-example."""

import re

import pytest

from rongshu.pack.check import rules
from rongshu.pack.rule import Kind, Sheet
from rongshu.terms.diagnostic import Certainty

RULES = {rule.name: rule for rule in rules()}


@pytest.mark.parametrize("name", RULES)
def test_the_example_is_found(name):
    rule = RULES[name]
    found = list(rule.find(Sheet.of(rule.example())))
    assert found
    assert {finding.rule for finding in found} == {name}
    assert all(finding.message.zh and finding.message.en and finding.places for finding in found)
    if rule.kind is Kind.CONTRADICTION:
        assert all(finding.arithmetic for finding in found)
        assert any(finding.certainty is Certainty.CERTAIN for finding in found)


@pytest.mark.parametrize("name", RULES)
def test_the_counter_example_is_not(name):
    rule = RULES[name]
    assert list(rule.find(Sheet.of(rule.counter_example()))) == []


@pytest.mark.parametrize("name", RULES)
def test_an_official_can_read_what_it_is_about(name):
    sentence = RULES[name].sentence
    assert re.search("[一-龥]", sentence.zh)
    assert sentence.en.endswith(".")
