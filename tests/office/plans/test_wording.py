"""Every field that the schema knows has a word on the review page."""

from __future__ import annotations

from rongshu.office.plans.editing import leaves
from rongshu.office.plans.wording import FIELDS, VALUES
from rongshu.pack.renewal.curation import MODELS

UNSEEN = {"id", "about"}


def test_it_works() -> None:
    named = {name for kind, model in MODELS.items() if kind != "about" for name in model.model_fields}
    assert named - UNSEEN - set(FIELDS) == set()


def test_every_choice_has_a_word() -> None:
    signs = {"=", ">=", ">", "<=", "~", "+=", "x"}
    from office.plans.invented import invented_pack

    for item in (*invented_pack().indicators, *invented_pack().statements):
        for leaf in leaves(item):
            assert set(leaf.choices) - signs - set(VALUES) == set(), leaf.path
