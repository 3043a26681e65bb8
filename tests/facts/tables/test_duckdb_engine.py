"""Files become typed tables, and the engine reaches nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from rongshu.facts.tables.duckdb_engine import binding_problem, opened, rows
from rongshu.facts.tables.table import Column, Kind, Table
from rongshu.terms.diagnostic import InputError


def test_it_works(tmp_path: Path) -> None:
    (tmp_path / "firms.csv").write_text("firm,month,output\n甲,202506,0.1\n乙,202507,0.2\n", encoding="utf-8")
    with opened(tmp_path, {"output": "万元"}) as (connection, tables):
        assert [(c.name, c.kind, c.unit) for c in tables[0].columns] == [
            ("firm", Kind.TEXT, ""),
            ("output", Kind.NUMBER, "万元"),
            ("month", Kind.MONTH, ""),
        ]
        total = rows(connection, "SELECT sum(output) AS total, min(month) AS first FROM firms")[0]
        assert str(total["total"]).rstrip("0") == "0.3"
        assert total["first"] == 2025 * 12 + 5
        with pytest.raises(duckdb.Error):
            connection.execute("SELECT * FROM read_csv('/etc/passwd')")


def test_the_second_check_binds_on_empty_tables() -> None:
    table = Table("t", (Column("a", Kind.NUMBER), Column("d", Kind.DATE)))
    assert binding_problem("SELECT sum(a) FROM t", [table]) is None
    assert "d" in (binding_problem("SELECT sum(d) FROM t", [table]) or "")


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as refused, opened(tmp_path):
        pass
    assert refused.value.diagnostics[0].remedy.en
