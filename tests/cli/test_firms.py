"""Firms, duplicates, targets and chains for scripts: any usual file in, plain keys out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from openpyxl import Workbook
from typer.testing import CliRunner

from rongshu.cli.command import main

PACK = Path(__file__).resolve().parents[2] / "packs" / "fuzhou-2021-2025"
ROWS = (
    ("企业名称", "主要产品", "经营范围", "行业代码"),
    ("临江恒达实业有限公司", "风电叶片", "风电叶片制造", "3415"),
    ("临江铭源贸易有限公司", "", "环氧树脂批发", "5169"),
    ("临江无关有限公司", "", "酒店管理", ""),
)
ENGLISH = ("firm", "products", "business_scope", "gbt4754")


def ask(*words: object) -> object:
    answer = CliRunner().invoke(main, [str(word) for word in words])
    assert answer.exit_code == 0, answer.output
    return json.loads(answer.output)


def lines(rows: tuple[tuple[str, ...], ...], sign: str = ",") -> str:
    return "\n".join(sign.join(row) for row in rows) + "\n"


def written(folder: Path, form: str) -> Path:
    """The same rows in every form in which offices send them."""
    path = folder / "firms.csv"
    if form == "xlsx":
        path = folder / "firms.xlsx"
        book = Workbook()
        for row in ROWS:
            book.active.append(row)
        book.save(path)
    elif form == "english":
        path.write_text(lines((ENGLISH, *ROWS[1:])), encoding="utf-8")
    elif form == "title":
        path.write_text("临江企业名录,,,\n" + lines(ROWS), encoding="utf-8-sig")
    elif form == "tabs":
        path.write_text(lines(ROWS, "\t"), encoding="utf-16")
    else:
        path.write_bytes(lines(ROWS).encode(form))
    return path


@pytest.mark.parametrize("form", ["utf-8", "utf-8-sig", "gb18030", "english", "title", "tabs", "xlsx"])
def test_it_works(tmp_path, form):
    maker, trader, other = ask("firms", "place", written(tmp_path, form), "--pack", PACK, "--json")
    assert maker["firm"] == "临江恒达实业有限公司"
    assert maker["chains"] == ["风电装备产业链"]
    assert (maker["segment"], maker["node"], maker["role"]) == ("关键零部件", "叶片", "producer")
    assert maker["score"] > 0.9
    assert {"word", "source", "weight"} <= set(maker["evidence"][0])
    assert {p["role"] for p in trader["placements"]} == {"trader"}
    assert other["chains"] == []
    assert other["placements"] == []


def test_duplicates_come_with_reasons(tmp_path):
    path = tmp_path / "firms.csv"
    path.write_text(
        "name,address\n临江恒达纺织有限公司,新街1号\n临江恒达纺织科技有限公司,新街1号\n", encoding="utf-8"
    )
    (pair,) = ask("firms", "duplicates", path, "--json")
    assert pair["first"]["name"].startswith("临江恒达")
    assert pair["reason"]
    assert 0.75 <= pair["score"] <= 1


@pytest.mark.parametrize(
    "node", ["叶片", "blade", "风电装备/叶片", "feng-dian-zhuang-bei-chan-ye-lian/blade"]
)
def test_targets_are_ranked_with_their_components(tmp_path, node):
    path = tmp_path / "outside.csv"
    path.write_text(
        "企业名称,主要产品,营业收入（万元）,增长率,距离（公里）,本地客户\n"
        '甲风电有限公司,风电叶片,"120,000",12%,300公里,临江恒达\n乙风电有限公司,风电叶片,—,,,\n',
        encoding="gb18030",
    )
    answer = ask("targets", node, "--candidates", path, "--pack", PACK, "--json")
    first, second = answer["targets"]
    assert (first["rank"], first["firm"]) == (1, "甲风电有限公司")
    assert first["introducer"] == {"firm": "临江恒达", "tie": "客户"}
    known = {part["name"]: part["value"] for part in second["components"]}
    assert known["size"] is None


def test_a_chain_is_answered_as_json_and_as_a_picture(tmp_path):
    firms = written(tmp_path, "utf-8")
    bare = ask("chain", "风电装备", "--pack", PACK, "--json")
    assert "status" not in bare["nodes"][0]
    judged = ask("chain", "风电装备产业链", "--firms", firms, "--pack", PACK, "--json")
    blade = next(node for node in judged["nodes"] if node["node_id"] == "blade")
    assert (blade["status"], blade["firms"]) == ("薄弱", 1)
    assert judged["profile"]["counts"]["missing"] > 10
    picture = CliRunner().invoke(main, ["chain", "风电装备", "--pack", str(PACK), "--svg"])
    assert ElementTree.fromstring(picture.output).tag.endswith("svg")  # noqa: S314 - our own output


def test_a_chain_is_held_against_the_reference_table_of_its_pack(tmp_path):
    """The quotient, what it is worked out from, and the rows of the table."""
    from rongshu.findings.region.reference_tables import Said, put_in_force, store

    pack = tmp_path / "plans" / "p"
    shutil.copytree(PACK, pack)
    firms = tmp_path / "firms.csv"
    firms.write_text(
        "企业名称,主要产品,行业代码,营业收入（万元）\n甲风电有限公司,风电叶片,3415,200\n乙食品有限公司,饼干,1411,600\n",
        encoding="utf-8",
    )
    chain = next(
        each
        for each in ask("chain", "风电装备", "--pack", pack, "--json")["nodes"]
        if each["node_id"] == "blade"
    )
    table = f"产业链,环节,产值（万元）,行业代码\n,,4000,合计\n风电装备产业链,{chain['node']},500,\n"
    put_in_force(pack, "node-output", store(pack, "node-output", table.encode(), "csv"), Said())
    judged = ask("chain", "风电装备", "--firms", firms, "--pack", pack, "--json")
    blade = next(node for node in judged["nodes"] if node["node_id"] == "blade")
    # (200 / 800) / (500 / 4000)
    assert blade["location_quotient"] == 2
    assert blade["worked_out_from"]["whole_here"] == 800
    assert [row.rpartition("!")[2] for row in blade["reference_rows"]] == ["A2", "A3"]


@pytest.mark.parametrize(
    "words",
    [
        ("chain", "没有的链"),
        ("targets", "没有的环节", "--candidates", "x.csv"),
        ("firms", "place", "没有.csv"),
    ],
)
def test_what_is_not_there_is_refused(words):
    answer = CliRunner().invoke(main, [*words, "--pack", str(PACK)])
    assert answer.exit_code == 2


def test_a_file_without_names_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert CliRunner().invoke(main, ["firms", "place", str(path), "--pack", str(PACK)]).exit_code == 2


def test_a_messy_file_of_candidates_is_ranked_and_its_faults_are_said_at_once(tmp_path):
    path = tmp_path / "outside.csv"
    path.write_text(
        "企业名称,主要产品,行业代码,营业收入（亿元）,增长率（%）,距离,所属集团\n"
        "甲风电有限公司,风电叶片,3415,12,8,300公里,临江集团\n甲风电有限公司,风电叶片,3415,12,8,300公里,临江集团\n"
        "乙风电有限公司,风电叶片,0000,很多,,未知,无\n,风电叶片,3415,1,1,1,\n丙食品有限公司,糖果,1421,3,5,10,\n",
        encoding="utf-8",
    )
    words = ["targets", "叶片", "--candidates", str(path), "--pack", str(PACK), "--json"]
    answer = CliRunner().invoke(main, words)
    assert answer.exit_code == 2, "a figure that cannot be read is an error"
    told = json.loads(answer.stdout)
    assert [row["firm"] for row in told["targets"]] == ["甲风电有限公司", "乙风电有限公司"]
    assert [row["firm"] for row in told["left_out"]] == ["丙食品有限公司"]
    second = {part["name"]: part["value"] for part in told["targets"][1]["components"]}
    assert (second["size"], second["growth"], second["distance"]) == (None, None, None)
    assert second["ties"] == 0
    lines_ = [problem["places"][0]["line"] for problem in told["problems"]]
    assert sorted(lines_) == [3, 4, 4, 5]
    assert set(told["weighting"]) == {"fit", "size", "growth", "need", "ties", "park", "distance"}


def test_parks_and_weights_of_ones_own(tmp_path):
    (tmp_path / "outside.csv").write_text(
        "企业名称,主要产品,用地需求\n甲公司,风电叶片,200\n", encoding="utf-8"
    )
    (tmp_path / "parks.csv").write_text(
        "园区,主导产业,可供地（亩）,用能余量\n小园,风电装备,20,\n大园,风电装备,900,5000\n", encoding="utf-8"
    )
    (tmp_path / "w.yaml").write_text(
        "id: w\nversion: '7'\nname: {zh: 自定}\nsource: 虚构\n"
        "weights:\n  - {component: fit, weight: 1, name: {zh: 合}}\n"
        "  - {component: park, weight: 3, name: {zh: 园}}\n",
        encoding="utf-8",
    )
    told = ask(
        *("targets", "叶片", "--candidates", tmp_path / "outside.csv", "--pack", PACK, "--json"),
        *("--parks", tmp_path / "parks.csv", "--weights", tmp_path / "w.yaml"),
    )
    (row,) = told["targets"]
    assert (row["park"], told["weights"]) == ("大园", "7")
    assert [part["name"] for part in row["components"]] == ["fit", "park"]


def test_every_figure_that_cannot_be_read_is_told_at_once(tmp_path):
    path = tmp_path / "firms.csv"
    path.write_text(
        "企业名称,主要产品,营业收入\n甲,风电叶片,十\n乙,风电叶片,-3\n丙,风电叶片,x\n", encoding="utf-8"
    )
    answer = CliRunner().invoke(
        main, ["chain", "风电装备", "--pack", str(PACK), "--firms", str(path), "--json"]
    )
    assert answer.exit_code == 2
    assert len(json.loads(answer.stdout)["errors"]) == 3


def test_who_is_left_out_of_the_targets_says_why(tmp_path):
    path = tmp_path / "firms.csv"
    path.write_text(lines(ROWS), encoding="utf-8")
    answer = ask("targets", "风电装备/环氧树脂", "--candidates", path, "--pack", PACK, "--json")
    assert {each["firm"]: each["reason"] for each in answer["left_out"]} == {
        "临江恒达实业有限公司": "elsewhere",
        "临江铭源贸易有限公司": "trader",
        "临江无关有限公司": "nothing_known",
    }


def test_people_read_every_firm_with_its_role_or_why_it_stands_nowhere(tmp_path):
    path = written(tmp_path, "utf-8")
    told = CliRunner().invoke(main, ["--lang", "zh", "firms", "place", str(path)]).output.splitlines()
    assert told[0].split() == ["企业", "产业链", "环节", "角色", "得分", "依据"]
    roles = {line.split()[0]: line.split()[3:4] for line in told[1:]}
    assert (roles["临江恒达实业有限公司"], roles["临江铭源贸易有限公司"]) == (["生产"], ["经销"])
    [nowhere] = [line for line in told if line.startswith("临江无关有限公司")]
    assert "没有一个词" in nowhere


def test_people_are_told_how_many_candidates_are_left_out_and_why(tmp_path):
    path = tmp_path / "firms.csv"
    path.write_text(lines(ROWS), encoding="utf-8")
    told = CliRunner().invoke(main, ["--lang", "zh", "targets", "blade", "--candidates", str(path)]).output
    assert "1     临江恒达实业有限公司" in told
    assert "未列入 1 家：做的是别的环节" in told


def test_no_duplicates_and_a_written_picture_are_said(tmp_path):
    path, picture = written(tmp_path, "utf-8"), tmp_path / "map.svg"
    alone = CliRunner().invoke(main, ["--lang", "zh", "firms", "duplicates", str(path)]).output
    assert "没有可能重复的企业" in alone
    words = ["--lang", "zh", "chain", "风电装备", "--firms", str(path), "-o", str(picture)]
    assert str(picture) in CliRunner().invoke(main, words).output
    assert picture.read_text(encoding="utf-8").startswith(("<svg", "<?xml"))
