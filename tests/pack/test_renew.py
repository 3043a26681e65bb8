"""A pack folder renewed: byte for byte the same when nothing changed, never half, never less."""

from __future__ import annotations

from pathlib import Path

import pytest

from rongshu.pack.folder.load import load_pack
from rongshu.pack.renewal import renew
from rongshu.pack.renewal.curation import Edit, read_curation
from rongshu.pack.renewal.renew import COMPILED, CONFLICTS, renew_pack, save_edits
from rongshu.pack.schema import About, Actual, Name, Pack, Park, SourceDocument, Task
from rongshu.terms.diagnostic import InputError

NOW = "2026-11-25T09:00:00+08:00"


def compiled(*names: str, level: str = "省级") -> Pack:
    parks = tuple(
        Park(id=f"park-{n}", name=Name(zh=f"{n}园区"), level=level, cite=(f"p{n}:0-2",)) for n in names
    )
    tasks = (
        Task(id="t", level="task", name="壮大集群"),
        Task(id="m", level="measure", name="培育链主", parent="t"),
    )
    source = SourceDocument(name="plan.txt", sha256="0" * 64, kind="txt", paragraphs=9)
    return Pack(
        about=About(id="rongcheng", title=Name(zh="榕城规划"), source=source), parks=parks, tasks=tasks
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "pack"
    renew_pack(compiled("1", "2"), path, now=NOW)
    return path


def by_hand(folder: Path, old: str, new: str, file: str = "parks.yaml") -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")


def test_it_works(folder: Path) -> None:
    assert load_pack(folder) == load_pack(folder / COMPILED) == compiled("1", "2")
    by_hand(folder, "省级", "国家级")
    draft = renew_pack(compiled("1", "2", "3"), folder, now=NOW)
    assert [park.level for park in load_pack(folder).parks] == ["国家级", "省级", "省级"]
    assert [edit.by for edit in draft.absorbed] == ["hand"]
    assert [park.level for park in load_pack(folder / COMPILED).parks] == ["省级"] * 3


def test_the_same_again_changes_no_byte(folder: Path) -> None:
    by_hand(folder, "省级", "国家级")
    renew_pack(compiled("1", level="市级"), folder, now=NOW)
    before = contents(folder)
    assert CONFLICTS in before
    draft = renew_pack(compiled("1", level="市级"), folder, now="later")
    assert contents(folder) == before
    assert draft.absorbed == ()


def test_comments_in_the_files_stay_while_nothing_changes(folder: Path) -> None:
    by_hand(folder, "- id", "# 园区处核对\n- id")
    renew_pack(compiled("1", "2"), folder, now=NOW)
    assert "园区处核对" in (folder / "parks.yaml").read_text(encoding="utf-8")


def test_conflicts_are_kept_in_a_file_and_go_when_they_are_settled(folder: Path) -> None:
    by_hand(folder, "省级", "国家级")
    draft = renew_pack(compiled("1", "2", level="市级"), folder, now=NOW)
    assert [c.reason for c in draft.conflicts] == ["changed"]
    assert "国家级" in (folder / CONFLICTS).read_text(encoding="utf-8")
    save_edits([Edit(kind="parks", id="park-1", do="edit", drop=("level",), by="lin")], folder, now=NOW)
    assert not (folder / CONFLICTS).exists()
    assert load_pack(folder).parks[0].level == "市级"


def test_what_lies_beside_the_plan_stays(folder: Path) -> None:
    (folder / "geo").mkdir()
    (folder / "geo" / "parks.geojson").write_text("{}", encoding="utf-8")
    (folder / "NOTES.md").write_text("笔记", encoding="utf-8")
    renew_pack(compiled("3"), folder, now=NOW)
    assert (folder / "geo" / "parks.geojson").read_text() == "{}"
    assert (folder / "NOTES.md").exists()


def test_published_figures_stay(folder: Path) -> None:
    figure = Actual(series="gdp", period="2025", unit="亿元", source="统计公报", grade="H")
    renew.write_pack(load_pack(folder).model_copy(update={"actuals": (figure,)}), folder)
    renew_pack(compiled("1"), folder, now=NOW)
    assert load_pack(folder).actuals == (figure,)
    assert read_curation(folder) == ()


def test_decisions_made_in_the_review_are_saved_beside_hand_edits(folder: Path) -> None:
    by_hand(folder, "省级", "国家级")
    reject = Edit(kind="parks", id="park-2", do="reject", by="lin", at=NOW, why="不是园区")
    save_edits([reject], folder, now=NOW)
    assert [(p.id, p.level) for p in load_pack(folder).parks] == [("park-1", "国家级")]
    assert [edit.by for edit in read_curation(folder)] == ["hand", "lin"]


def test_what_the_compiler_says_twice_or_refers_to_in_vain_still_loads(tmp_path: Path) -> None:
    pack = compiled("1", "1")
    stray = Task(id="m", level="measure", name="迷途", parent="nowhere", cite=("p99",))
    renew_pack(pack.model_copy(update={"tasks": (*pack.tasks, stray)}), tmp_path / "pack", now=NOW)
    loaded = load_pack(tmp_path / "pack")
    assert [park.id for park in loaded.parks] == ["park-1", "park-1-2"]
    assert [(task.id, task.parent, task.cite) for task in loaded.tasks][-1] == ("m-2", "", ())


def test_unknown_fields_in_decisions_are_refused(folder: Path) -> None:
    before = contents(folder)
    with pytest.raises(InputError):
        save_edits([Edit(kind="parks", id="park-1", do="edit", set={"colour": "red"})], folder)
    assert contents(folder) == before


def test_a_pack_that_cannot_be_read_is_left_alone(folder: Path) -> None:
    by_hand(folder, "level: 省级", "levle: 省级")
    before = contents(folder)
    with pytest.raises(InputError) as refused:
        renew_pack(compiled("1"), folder)
    assert "parks.yaml" in str(refused.value)
    assert contents(folder) == before


def test_a_folder_of_other_things_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello", encoding="utf-8")
    with pytest.raises(InputError):
        renew_pack(compiled("1"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_failure_half_way_leaves_the_old_pack(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = contents(folder)
    calls = []

    def fails_the_second_time(pack: Pack, directory: Path) -> None:
        calls.append(directory)
        if len(calls) == 2:
            raise OSError("no space left")
        original(pack, directory)

    original = renew.write_pack
    monkeypatch.setattr(renew, "write_pack", fails_the_second_time)
    with pytest.raises(OSError):
        renew_pack(compiled("3"), folder, now=NOW)
    assert contents(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["pack"]
