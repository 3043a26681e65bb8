"""A folder of files as a pack: exact both ways, or refused with every reason."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from pack.strategies import packs
from rongshu.pack.folder.load import load_pack
from rongshu.pack.folder.order import ordered
from rongshu.pack.folder.write import render, write_pack
from rongshu.terms.diagnostic import InputError

ABOUT = """\
schema_version: 1
id: x
kind: plan
title: {zh: 临江市规划}
source: {name: a, sha256: b, paragraphs: 9}
"""


def made(tmp_path: Path, **files: str) -> Path:
    """A pack folder with these files (``__`` in a name stands for a dot)."""
    (tmp_path / "pack.yaml").write_text(files.pop("about", ABOUT), encoding="utf-8")
    for name, text in files.items():
        path = tmp_path / name.replace("__", ".").replace("chains_", "chains/")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def refused(directory: Path) -> dict[str, tuple[str, int]]:
    """Rule → file and line of each diagnostic."""
    with pytest.raises(InputError) as caught:
        load_pack(directory)
    assert all(d.message.zh and d.message.en and d.remedy.zh for d in caught.value.diagnostics)
    return {d.rule: (d.places[0].file, d.places[0].line) for d in caught.value.diagnostics}


def test_it_works(tmp_path):
    made(
        tmp_path,
        indicators__yaml="""\
- id: output
  name: {zh: 规上工业总产值}
  base: {period: 2020, amount: {value: 30, unit: 亿元}}
  cite: [p3:1-4]
""",
        industries__yaml="""\
- id: a
  level: pillar
  name: {zh: 高端化}
  children:
    - {id: b, level: industry, name: {zh: 装备}}
""",
        projects__csv="\ufeffid,name,investment.value,investment.unit\nj,船坞,1.50,亿元\n",
    )
    pack = load_pack(tmp_path)
    assert pack.indicators[0].base.period == "2020"
    assert str(pack.indicators[0].base.amount.value) == "30"
    assert pack.industries[1].parent == "a"
    assert pack.projects[0].investment.unit == "亿元"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(pack=packs)
def test_what_is_written_is_read_back(pack, tmp_path_factory):
    directory = tmp_path_factory.mktemp("pack")
    write_pack(pack, directory)
    again = load_pack(directory)
    assert again == ordered(pack)
    assert render(again) == {
        path.relative_to(directory).as_posix(): path.read_bytes().decode()
        for path in directory.rglob("*")
        if path.is_file()
    }


def test_every_fault_is_reported_with_its_line(tmp_path):
    made(
        tmp_path,
        indicators__yaml="""\
- id: a
  name: {zh: 甲}
  unitt: 家
- id: b
  name: {zh: 乙}
  base: {period: 二〇二〇, amount: {value: 1.07万}}
  cite: [第三段]
- name: {zh: 丙}
  name: {zh: 丁}
""",
        parks__yaml="- id: p\n  name: 园区\n",
        projects__csv="id,name,owner\nx,甲,乙,丙\n",
    )
    with pytest.raises(InputError) as caught:
        load_pack(tmp_path)
    found = {(d.rule, d.places[0].file, d.places[0].line) for d in caught.value.diagnostics}
    assert {
        ("unknown-key", "indicators.yaml", 3),
        ("wrong-type", "indicators.yaml", 6),
        ("wrong-value", "indicators.yaml", 7),
        ("duplicate-key", "indicators.yaml", 9),
        ("missing-key", "indicators.yaml", 8),
        ("wrong-type", "parks.yaml", 2),
        ("csv", "projects.csv", 2),
    } <= found


def test_the_key_that_was_meant_is_named(tmp_path):
    made(tmp_path, indicators__yaml="- id: a\n  name: {zh: 甲}\n  unitt: 家\n")
    with pytest.raises(InputError) as caught:
        load_pack(tmp_path)
    assert caught.value.diagnostics[0].expected == "unit"


@pytest.mark.parametrize(
    ("files", "rule", "place"),
    [
        (
            {"parks__yaml": "- id: a\n  name: {zh: 甲}\n- id: a\n  name: {zh: 乙}\n"},
            "duplicate-id",
            ("parks.yaml", 3),
        ),
        (
            {"tasks__yaml": "- id: a\n  level: task\n  name: 甲\n  parent: z\n"},
            "reference",
            ("tasks.yaml", 4),
        ),
        ({"parks__yaml": "- id: a\n  name: {zh: 甲}\n  cite: [p3, p10]\n"}, "citation", ("parks.yaml", 3)),
        (
            {"chains_c__yaml": "id: c\nname: {zh: 甲}\nnodes:\n  - {id: n, name: {zh: 乙}, stage: z}\n"},
            "reference",
            ("chains/c.yaml", 4),
        ),
        ({"chains_c__yaml": "id: d\nname: {zh: 甲}\n"}, "file-name", ("chains/c.yaml", 1)),
        ({"indicator__yaml": "- {}\n"}, "unknown-file", ("indicator.yaml", 0)),
        ({"parks__yaml": "- id: a\n  name: &x {zh: 甲}\n- id: b\n  name: *x\n"}, "alias", ("parks.yaml", 4)),
        ({"parks__yaml": "- id: !!python/name:os.system\n"}, "tag", ("parks.yaml", 1)),
        ({"parks__yaml": "- id: [a\n"}, "yaml", ("parks.yaml", 2)),
        ({"parks__yaml": "[" * 100_000}, "limit", ("parks.yaml", 1)),
        ({"parks__yaml": "- " * 100_000}, "limit", ("parks.yaml", 1)),
        ({"parks__yaml": "id: a\n"}, "wrong-type", ("parks.yaml", 1)),
        ({"projects__csv": 'id,name\nx,"甲\n'}, "csv", ("projects.csv", 2)),
        ({"projects__csv": "id,name,nmae\n"}, "unknown-key", ("projects.csv", 1)),
        (
            {"projects__csv": "id,name,investment.value\nx,甲,\ny,乙,很多\n"},
            "wrong-type",
            ("projects.csv", 3),
        ),
        ({"about": "schema_version: 9\nid: x\n"}, "version", ("pack.yaml", 1)),
        ({"about": ABOUT + "uses: [nowhere]\n"}, "uses", ("pack.yaml", 6)),
        (
            {
                "enterprise_mentions__csv": "enterprise,name,cite\nz,甲,p1\n",
                "enterprises__csv": "id,name\ne,乙\n",
            },
            "reference",
            ("enterprise_mentions.csv", 2),
        ),
    ],
)
def test_it_refuses(tmp_path, files, rule, place):
    assert refused(made(tmp_path, **files))[rule] == place


def test_a_folder_without_a_pack_is_refused(tmp_path):
    assert "no-pack" in refused(tmp_path)


def test_another_encoding_is_refused_with_its_line(tmp_path):
    made(tmp_path)
    (tmp_path / "parks.yaml").write_bytes(b"- id: a\n" + "  name: 园区\n".encode("gb18030"))
    assert refused(tmp_path)["encoding"] == ("parks.yaml", 2)


def test_a_used_pack_lies_beside_or_where_told(tmp_path):
    directory = made(
        tmp_path / "city" if (tmp_path / "city").mkdir() is None else tmp_path, about=ABOUT + "uses: [nat]\n"
    )
    shelf = tmp_path / "shelf"
    (shelf / "nat").mkdir(parents=True)
    (shelf / "nat" / "pack.yaml").write_text(ABOUT, encoding="utf-8")
    assert load_pack(directory, beside=[shelf]).about.uses == ("nat",)
