"""What the firms of a county report does not add up to what the county reports."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import duckdb

from rongshu.facts.quality.suspect import Suspect, month_written
from rongshu.pack.declared.quality import QualityRule
from rongshu.terms.bilingual import Bilingual
from rongshu.terms.quantity import written_decimal

_SQL = """
WITH counties AS (
    SELECT subject AS county, month + months - 1 AS month, value FROM readings
    WHERE subject_kind = 'county' AND measure = ? AND value IS NOT NULL
), firms AS (
    SELECT county, month, sum("{0}") AS value, count("{0}") AS firms FROM firm_month GROUP BY county, month
)
SELECT counties.county, counties.month, counties.value, firms.value, firms.firms
FROM counties JOIN firms USING (county, month)
WHERE abs(counties.value - firms.value) * 100 > abs(counties.value) * ?
ORDER BY ALL
"""


def find(connection: duckdb.DuckDBPyConnection, rule: QualityRule) -> Iterator[Suspect]:
    """Counties and months that differ by more than the tolerance."""
    for measure in rule.measures:
        sql = _SQL.format(measure.replace('"', ""))
        for county, month, told, added, firms in connection.execute(
            sql, [measure, rule.tolerance]
        ).fetchall():
            yield _suspect(rule, measure, (county, month), (told, added, firms))


def _suspect(
    rule: QualityRule, measure: str, at: tuple[str, int], figures: tuple[Decimal, Decimal, int]
) -> Suspect:
    county, month = at
    told, added, firms = figures
    gap = written_decimal(added - told)
    return Suspect(
        rule.kind,
        (county,),
        month,
        (measure,),
        Bilingual(
            f"{county} {month_written(month)} 的 {measure} 与企业合计不符",
            f"{county}: {measure} of {month_written(month)} is not the sum of its firms",
        ),
        expected=written_decimal(told),
        arithmetic=f"Σ({firms}) = {written_decimal(added)}; − {written_decimal(told)} = {gap}",
        subject_kind="county",
    )
