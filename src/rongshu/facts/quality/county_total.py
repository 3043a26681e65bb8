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
    SELECT subject AS county, month AS since, month + months - 1 AS month, months, value FROM readings
    WHERE subject_kind = 'county' AND measure = '{0}' AND value IS NOT NULL
), firms AS (
    SELECT f.county, f.firm, f.month, coalesce(s.since, f.month) AS since, f."{0}" AS value
    FROM firm_month f LEFT JOIN (SELECT * FROM several WHERE measure = '{0}' AND covers = stands) s
        ON s.subject = f.firm AND s.stands = f.month
    WHERE f."{0}" IS NOT NULL
), told AS (
    SELECT county, month FROM firms WHERE since = month
    UNION SELECT f.county, s.covers FROM firms f JOIN several s
        ON s.measure = '{0}' AND s.subject = f.firm AND s.stands = f.month
), sums AS (
    SELECT c.*, sum(f.value) AS added, count(DISTINCT f.firm) AS firms, min(f.since) AS earliest
    FROM counties c JOIN firms f ON f.county = c.county AND f.month BETWEEN c.since AND c.month GROUP BY ALL
)
SELECT county, month, value, added, firms FROM sums c
WHERE abs(value - added) * 100 > abs(value) * ? AND earliest >= since AND months = (
    SELECT count(*) FROM told WHERE told.county = c.county AND told.month BETWEEN c.since AND c.month
)
ORDER BY ALL
"""


def find(connection: duckdb.DuckDBPyConnection, rule: QualityRule) -> Iterator[Suspect]:
    """Counties and months that differ by more than the tolerance; the year so far is held against its months.

    Where the firms do not tell of each of these months nothing is said.
    """
    for measure in rule.measures:
        sql = _SQL.format(measure.replace('"', ""))
        for county, month, told, added, firms in connection.execute(sql, [rule.tolerance]).fetchall():
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
