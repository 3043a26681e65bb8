"""Which map of the library fits a chain: right, explained, and nothing where nothing fits."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml

from compiler.writing import rows, written
from rongshu.compiler.compile import compile_document
from rongshu.compiler.flat import flat_items
from rongshu.document.read import read_document
from rongshu.pack.folder.load import load_pack
from rongshu.pack.renewal.renew import renew_pack
from rongshu.pack.schema import Chain, Pack

HERE = Path(__file__).resolve().parent
PLANS = HERE.parents[1] / "plans"
EXAMPLE = HERE.parents[2] / "examples" / "jichuan" / "plan.docx"
EXPECTED = yaml.safe_load((HERE / "expected.yaml").read_text(encoding="utf-8"))
OF_INDUSTRIES = yaml.safe_load((HERE / "expected_of_industries.yaml").read_text(encoding="utf-8"))
NONE = "-"

CHAINS = rows(
    "产业链|链长|牵头部门",
    "新型显示产业链|市长|市工信局",
    "先进装备制造产业链|副市长|市工信局",
    "医药化工产业链|副市长|市工信局",
)
TEXT = """\
第三章 重点产业
一、新型显示产业
重点发展偏光片、背光模组、显示驱动芯片、车载显示面板，壮大液晶电视整机。
二、先进装备制造产业
重点发展榨油机、包装机械。
第四章 重点任务
偏光片项目2027年投产。
表1 重点产业链链长制安排
"""


@cache
def compiled(plan: str) -> Pack:
    found = [PLANS / plan / f"plan.{kind}" for kind in ("docx", "pdf", "txt")]
    return compile_document(read_document(next((path for path in found if path.is_file()), EXAMPLE)))


@cache
def small() -> Pack:
    return compile_document(written(TEXT + CHAINS))


def chain(name: str) -> Chain:
    return next(each for each in small().chains if each.name.zh == name)


def test_it_works() -> None:
    display = chain("新型显示产业链")
    assert (display.library, display.source) == ("new-display", "plan")
    assert "cn-standards" in small().about.uses
    first = display.proposals[0]
    assert (first.library, first.rule) == ("new-display", "library:name+products+text")
    assert {"新型显示", "偏光片", "背光模组"} <= set(first.evidence)
    assert first.cite
    assert 0.9 < first.confidence < 1


def test_nodes_are_cited_where_the_plan_names_them() -> None:
    nodes = {node.id: node for node in chain("新型显示产业链").nodes}
    paragraphs = [cite.partition(":")[0] for cite in nodes["polarizer"].cite]
    assert len(paragraphs) == 2  # its own chapter, and the task that speaks of it
    assert nodes["backlight"].cite
    assert nodes["silane"].cite == ()


def test_a_chain_that_fits_nothing_stays_without_nodes() -> None:
    machines = chain("先进装备制造产业链")
    assert (machines.library, machines.nodes, machines.proposals) == ("", (), ())


def test_a_name_that_means_two_maps_is_left_to_a_person() -> None:
    both = chain("医药化工产业链")
    assert both.library == ""
    assert {proposal.library for proposal in both.proposals} == {"biomedicine", "fine-chemicals"}


@pytest.mark.parametrize("plan", EXPECTED)
def test_the_chains_of_the_fixture_plans(plan: str) -> None:
    found = {each.name.zh: each.library or NONE for each in compiled(plan).chains}
    wrong = {name: found[name] for name, fits in EXPECTED[plan].items() if found[name] not in (*fits, NONE)}
    assert wrong == {}


def test_most_chains_that_have_a_map_get_it() -> None:
    mapped = ((p, name, fits) for p, chains in EXPECTED.items() for name, fits in chains.items())
    wanted = [(p, name) for p, name, fits in mapped if NONE not in fits]
    missed = [(p, n) for p, n in wanted if not {c.name.zh: c.library for c in compiled(p).chains}[n]]
    assert len(missed) <= len(wanted) // 20


@pytest.mark.parametrize("plan", OF_INDUSTRIES)
def test_industries_bring_maps_where_a_plan_names_no_chain(plan: str) -> None:
    chains = compiled(plan).chains
    said, found = OF_INDUSTRIES[plan], {each.library for each in chains}
    assert set(said["maps"]) <= found <= {*said["maps"], *said["may"]}
    for each in chains:
        assert (each.source, each.cite, each.nodes != ()) == ("analyst", (), True)
        assert each.proposals[0].cite
        assert each.confidence >= 0.7


def test_what_the_analysts_propose_is_no_chain_of_the_plan() -> None:
    assert [item for item in flat_items(compiled("luopu")) if item["type"] == "chain"] == []


def test_a_draft_holds_what_the_library_does_not_say(tmp_path: Path) -> None:
    folder = tmp_path / "draft"
    for _ in range(2):
        renew_pack(small(), folder, now="2026-11-25T09:00:00+08:00")
        held = load_pack(folder)
        assert held.chains == small().chains
        text = (folder / "chains" / f"{chain('新型显示产业链').id}.yaml").read_text(encoding="utf-8")
        assert "stages:" not in text
        assert "液晶显示面板" not in text
