"""What columns mean can be said, is remembered for the sender, and comes back with the next file."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from rongshu.facts.intake import piece
from rongshu.facts.intake.loading import Origin, load_file
from rongshu.facts.lake.lake import Lake
from rongshu.facts.lake.ledger import ledger_opened
from rongshu.facts.layout.mapping import FILE, Meant, fingerprint, read_wishes, recalled
from rongshu.terms.diagnostic import InputError

HEAD = "企业名称,月份,工业总产值,完成数,电"


def sent(folder: Path, month: int, factor: int = 1) -> Path:
    file = folder / f"{month}.csv"
    file.write_text(
        f"{HEAD}\n一厂,2025年{month}月,{5 * factor},7,9\n二厂,2025年{month}月,6,8,1\n", encoding="utf-8"
    )
    return file


def origin(**more: object) -> Origin:
    return Origin("某区统计局", date(2025, 7, 1), "zhang", **more)  # type: ignore[arg-type]


def values(lake: Lake) -> list[tuple[object, ...]]:
    with ledger_opened(lake) as connection:
        sql = "SELECT month % 12 + 1, firm, output, revenue, electricity FROM firm_month ORDER BY ALL"
        return connection.execute(sql).fetchall()


def test_it_works(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    wishes = read_wishes(["工业总产值=output:亿元", "完成数=revenue:万元", "电=electricity:千瓦时"])
    load_file(lake, sent(tmp_path, 5), origin(wishes=wishes))
    _landed, remarks = load_file(lake, sent(tmp_path, 6), origin())
    assert "load.mapping" in {remark.rule for remark in remarks}
    assert values(lake)[0] == (5, "一厂", Decimal(50000), Decimal(7), Decimal("0.0009"))
    assert [row[2] for row in values(lake)] == [50000, 60000, 50000, 60000]


def test_another_sender_is_not_concerned(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    load_file(lake, sent(tmp_path, 5), origin(wishes=read_wishes(["完成数=revenue:万元"])))
    load_file(lake, sent(tmp_path, 6), Origin("另一区", date(2025, 7, 1), "li"))
    assert [row[3] for row in values(lake)] == [7, 8, None, None]


def test_what_was_proposed_can_be_confirmed_and_edited(tmp_path: Path) -> None:
    lake = Lake(tmp_path / "lake")
    load_file(lake, sent(tmp_path, 5), origin(confirmed=True))
    kept = json.loads((lake.folder / FILE).read_text(encoding="utf-8"))
    (entry,) = kept["某区统计局"].values()
    assert entry["columns"]["工业总产值"] == {"name": "output"}
    assert entry["columns"]["完成数"] == {"name": "skip"}
    entry["columns"]["完成数"] = {"name": "profit", "unit": "元"}
    (lake.folder / FILE).write_text(json.dumps(kept), encoding="utf-8")
    load_file(lake, sent(tmp_path, 6), origin())
    with ledger_opened(lake) as connection:
        profit = connection.execute("SELECT max(profit) FROM firm_month").fetchone()
    assert profit == (Decimal("0.0008"),)


def test_large_files_follow_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piece, "_LEAST", {"csv": 0})
    lake = Lake(tmp_path / "lake")
    load_file(lake, sent(tmp_path, 5), origin(wishes={"完成数": Meant("revenue", "亿元")}))
    load_file(lake, sent(tmp_path, 6), origin())
    assert [row[3] for row in values(lake)] == [70000, 80000] * 2


@pytest.mark.parametrize(
    "wish", ["产值", "产值=nothing", "产值=output:人", "产值=firm:万元", "产值=output@week"]
)
def test_a_wish_that_says_nothing_is_refused(wish: str) -> None:
    with pytest.raises(InputError) as refused:
        read_wishes([wish])
    assert refused.value.diagnostics[0].rule == "load.mapping"


def test_nothing_remembered_is_no_mapping(tmp_path: Path) -> None:
    assert recalled(tmp_path, "谁").remembered == {}
    assert fingerprint([]) == fingerprint([])
