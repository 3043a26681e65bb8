"""How cells of the registry read."""

from __future__ import annotations

from django.utils import translation

from rongshu.office.registry.kinds import KINDS
from rongshu.office.registry.models import Node
from rongshu.office.registry.templatetags.registry import _nodes, chain_of, field_text, node_name
from rongshu.terms.bilingual import Bilingual

NODE = Node(name="叶片", name_en="Blades", chain_name="风电装备产业链", chain_name_en="Wind-power chain")


def test_it_works() -> None:
    """A product that two chains have a node for stands once; what is only proposed stands apart."""
    blades = Bilingual("叶片", "Blades")
    shown = _nodes([(blades, "confirmed"), (blades, "confirmed"), (blades, "proposed")])
    assert shown.count("叶片") == 2
    assert "叶片 ×2" in shown


def test_a_node_is_named_in_the_readers_language() -> None:
    assert (node_name(NODE), chain_of(NODE)) == ("叶片", "风电装备产业链")
    with translation.override("en"):
        assert (node_name(NODE), chain_of(NODE)) == ("Blades", "Wind-power chain")


def test_only_numeric_fields_are_grouped() -> None:
    fields = {field.name: field for field in KINDS["enterprises"].fields}
    assert field_text("1234567", fields["output"]) == "1,234,567"
    assert field_text("1752", fields["gbt4754"]) == "1752"
