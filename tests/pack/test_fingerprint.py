"""The same content has the same fingerprint, however it is spaced."""

from rongshu.pack.folder.fingerprint import fingerprint
from rongshu.pack.folder.load import load_pack
from rongshu.pack.folder.write import write_pack
from rongshu.pack.schema import About, Name, Pack, Park

PACK = Pack(
    about=About(id="x", title=Name(zh="临江市规划")),
    parks=(Park(id="a", name=Name(zh="东港园区"), level="省级"),),
)


def test_it_works(tmp_path):
    write_pack(PACK, tmp_path)
    before = fingerprint(tmp_path)
    assert before == fingerprint(PACK) == fingerprint(load_pack(tmp_path))
    (tmp_path / "parks.yaml").write_text(
        "# 园区\n- name:\n    zh: 东港园区\n  level:   '省级'\n  id: a\n", encoding="utf-8"
    )
    assert fingerprint(tmp_path) == before


def test_content_and_the_files_beside_the_plan_count(tmp_path):
    write_pack(PACK, tmp_path)
    before = fingerprint(tmp_path)
    (tmp_path / "geo").mkdir()
    (tmp_path / "geo" / "parks.geojson").write_text("{}", encoding="utf-8")
    assert fingerprint(tmp_path) != before
    renamed = PACK.model_copy(update={"parks": ()})
    assert fingerprint(renamed) != before
