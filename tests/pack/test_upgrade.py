"""Old packs become today's; newer ones are refused in words."""

import pytest

from rongshu.pack.folder.load import load_pack
from rongshu.pack.renewal.curation import read_curation
from rongshu.pack.renewal.upgrade import STEPS, upgrade
from rongshu.pack.schema import SCHEMA_VERSION
from rongshu.terms.diagnostic import InputError


def test_it_works(tmp_path):
    (tmp_path / "pack.yaml").write_text("id: x\ntitle: 临江市规划\n", encoding="utf-8")
    (tmp_path / "statements.yaml").write_text(
        "- id: a\n  kind: target\n  name: 产值\n  amount: {value: 30, unit: 亿元}\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match="0"):
        load_pack(tmp_path)
    assert upgrade(tmp_path) == (1,)
    pack = load_pack(tmp_path)
    assert pack.about.title.zh == "临江市规划"
    assert str(pack.statements[0].amount.value) == "30"
    assert upgrade(tmp_path) == ()


def test_the_chain_has_no_gap():
    assert sorted(STEPS) == list(range(SCHEMA_VERSION))


def test_a_newer_pack_is_refused(tmp_path):
    (tmp_path / "pack.yaml").write_text("schema_version: 7\nid: x\n", encoding="utf-8")
    with pytest.raises(InputError, match="7"):
        upgrade(tmp_path)


def test_what_was_compiled_and_what_was_decided_come_along(tmp_path):
    for folder in (tmp_path, tmp_path / "compiled"):
        folder.mkdir(exist_ok=True)
        (folder / "pack.yaml").write_text("id: x\ntitle: 临江市规划\n", encoding="utf-8")
        (folder / "statements.yaml").write_text(
            "- id: a\n  kind: target\n  name: 产值\n  amount: {value: 30, unit: 亿元}\n", encoding="utf-8"
        )
    (tmp_path / "curation.yaml").write_text(
        "- kind: about\n  do: edit\n  set: {title: 临江市工业规划}\n  was: {title: 临江市规划}\n"
        "- {kind: statements, id: a, do: accept}\n",
        encoding="utf-8",
    )
    assert upgrade(tmp_path) == (1,)
    assert load_pack(tmp_path / "compiled", beside=[tmp_path.parent]).about.title.zh == "临江市规划"
    title, accepted = read_curation(tmp_path)
    assert (title.set["title"], title.was["title"]) == ({"zh": "临江市工业规划"}, {"zh": "临江市规划"})
    assert accepted.do == "accept"


def test_a_newer_compile_inside_an_old_pack_leaves_both_alone(tmp_path):
    (tmp_path / "compiled").mkdir()
    (tmp_path / "pack.yaml").write_text("id: x\ntitle: 临江市规划\n", encoding="utf-8")
    (tmp_path / "compiled" / "pack.yaml").write_text("schema_version: 7\nid: x\n", encoding="utf-8")
    with pytest.raises(InputError, match="7"):
        upgrade(tmp_path)
    assert (tmp_path / "pack.yaml").read_text(encoding="utf-8") == "id: x\ntitle: 临江市规划\n"
