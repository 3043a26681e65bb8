"""``curation.yaml``: read strictly, written so that a person can go on writing in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rongshu.pack.renewal.curation import CURATION, Edit, appended_text, curation_text, fold, read_curation
from rongshu.terms.diagnostic import InputError

EDIT = Edit(
    kind="parks", id="east", do="edit", set={"level": "省级"}, was={"level": ""}, by="lin", at="2026-11-25"
)


def written(folder: Path, text: str) -> Path:
    (folder / CURATION).write_text(text, encoding="utf-8")
    return folder


def test_it_works(tmp_path: Path) -> None:
    assert read_curation(tmp_path) == ()
    assert read_curation(written(tmp_path, curation_text([EDIT]))) == (EDIT,)


def test_later_entries_speak_over_earlier_ones() -> None:
    later = EDIT.model_copy(update={"set": {"level": "国家级"}, "by": "chen"})
    standing = fold(
        [EDIT, later, Edit(kind="parks", id="east", do="reject"), Edit(kind="parks", id="east", do="accept")]
    )
    (only,) = standing.values()
    assert only.fields == {"level": ("国家级", "")}
    assert (only.rejected, only.by) == (False, "chen")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("- {kind: unicorns, id: a, do: reject}", ["unicorns", "parks"]),
        ("- {kind: parks, id: a, do: edit, set: {aera: 3}}", ["aera", "area"]),
        ("- {kind: tasks, id: a, do: edit, set: {level: x}}", ["level"]),
        ("- {kind: parks, id: a, do: edit, set: {id: b}}", ["id"]),
        ("- {kind: parks, id: a, do: burn}", ["do"]),
        ("kind: parks", ["列表"]),
        ("- {kind: parks", []),
    ],
)
def test_what_does_not_fit_is_refused_with_its_line(tmp_path: Path, text: str, words: list[str]) -> None:
    with pytest.raises(InputError) as refused:
        read_curation(written(tmp_path, "# 人工修改\n" + text))
    (diagnostic,) = refused.value.diagnostics
    told = f"{diagnostic.message.zh} {diagnostic.found} {diagnostic.expected}"
    assert all(word in told for word in words)
    assert diagnostic.places[0].file == CURATION


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused:
        read_curation(
            written(tmp_path, "- {kind: x, id: a, do: reject}\n- {kind: parks, id: a, do: edit, drop: [b]}\n")
        )
    assert [d.places[0].line for d in refused.value.diagnostics] == [1, 2]


def test_a_persons_comments_stay_when_entries_are_added() -> None:
    before = "# 园区处核对\n" + curation_text([EDIT])
    more = EDIT.model_copy(update={"id": "west"})
    assert appended_text(before, [EDIT], [more]).startswith(before)
    assert appended_text(before, [EDIT], []) == before


def test_entries_written_another_way_are_written_out_when_some_are_added(tmp_path: Path) -> None:
    flow = "[{kind: parks, id: east, do: reject}]\n"
    before = read_curation(written(tmp_path, flow))
    assert read_curation(written(tmp_path, appended_text(flow, before, [EDIT]))) == (*before, EDIT)


_text = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=12).map(str.strip)


@given(
    st.lists(
        st.builds(
            Edit,
            kind=st.just("tasks"),
            id=_text,
            do=st.just("edit"),
            why=_text,
            set=st.fixed_dictionaries({"name": _text, "departments": st.lists(_text, max_size=2)}),
        )
    )
)
def test_any_entries_read_back(tmp_path_factory: pytest.TempPathFactory, edits: list[Edit]) -> None:
    folder = tmp_path_factory.mktemp("curation")
    assert list(read_curation(written(folder, curation_text(edits)))) == edits
