"""Firm-months out of the ledger: each month's own figure, however a firm reported it.

A figure for several months may lie over others: January to June beside January to May, or beside June alone.
Each is taken for the months that no shorter one tells of, so that nothing counts twice: June is then January
to June less January to May.  What is left stands in the last of its months (``several`` says which they are).
"""

from __future__ import annotations

from rongshu.facts.tables.declared import shipped_tables, table_of
from rongshu.facts.tables.table import Kind

FIRM_MONTH = table_of(shipped_tables()["firm_month"])
MEASURE_NAMES = tuple(column.name for column in FIRM_MONTH.columns if column.kind is Kind.NUMBER)
TOGETHER = "(months = 2 AND stands % 12 = 1 AND since = stands - 1)"
"""January and February, which offices report together: a figure of February as it is understood."""
_ATTRIBUTES = ("county", "park", "chain", "sector")
_MONTHS = ", ".join(f"({number})" for number in range(12))

KNOWN_SQL = """
    SELECT subject, month, months, measure, value, attributes FROM readings WHERE subject_kind = 'firm'"""
"""The figures of firms in ``readings``; the other queries here read it as ``known``."""

SEVERAL_SQL = f"""
    WITH told AS (
        SELECT subject, measure, month AS begun, month + months - 1 AS ended, value
        FROM known WHERE value IS NOT NULL
    ),
    spans AS (SELECT * FROM told WHERE ended > begun),
    singles AS (SELECT * FROM told WHERE ended = begun),
    rest AS (
        SELECT s.subject, s.measure, s.begun, s.ended, coalesce(max(p.ended), s.begun - 1) + 1 AS since,
               s.value - coalesce(max_by(p.value, p.ended), 0) AS value
        FROM spans s LEFT JOIN told p
            ON p.subject = s.subject AND p.measure = s.measure AND p.begun = s.begun AND p.ended < s.ended
        GROUP BY s.subject, s.measure, s.begun, s.ended, s.value
    ),
    months AS (
        SELECT r.subject, r.measure, r.begun, r.ended, r.value, r.since + n.number AS covers, g.value AS alone
        FROM rest r JOIN (VALUES {_MONTHS}) AS n(number) ON r.since + n.number <= r.ended
        LEFT JOIN singles g
            ON g.subject = r.subject AND g.measure = r.measure AND g.begun = r.since + n.number
    ),
    figures AS (
        SELECT subject, measure, begun, ended, max(value) - coalesce(sum(alone), 0) AS value,
               min(CASE WHEN alone IS NULL THEN covers END) AS since,
               max(CASE WHEN alone IS NULL THEN covers END) AS stands,
               count(*) - count(alone) AS months
        FROM months GROUP BY subject, measure, begun, ended
    ),
    ranked AS (
        SELECT *, row_number() OVER (PARTITION BY subject, measure, stands ORDER BY months, begun) AS place
        FROM figures WHERE months > 0
    )
    SELECT f.subject, f.measure, f.begun, f.ended, f.since, f.stands, f.months,
           CAST(f.value AS DECIMAL(38, 8)) AS value, m.covers
    FROM ranked f JOIN months m
        ON m.subject = f.subject AND m.measure = f.measure AND m.begun = f.begun AND m.ended = f.ended
    WHERE f.place = 1 AND m.alone IS NULL"""
"""One row a month that only a figure for several months tells of, with that figure (``several``)."""


def firm_month_sql() -> str:
    """Measures side by side, of ``known`` and ``several``."""
    measures = ",\n".join(f"max(value) FILTER (WHERE measure = '{name}') AS {name}" for name in MEASURE_NAMES)
    attributes = ", ".join(
        f"max(json_extract_string(attributes, '$.{name}')) AS {name}" for name in _ATTRIBUTES
    )
    return f"""
        SELECT subject AS firm, {attributes}, month, {measures}
        FROM (
            SELECT subject, month, measure, value, attributes FROM known WHERE months = 1
            UNION ALL
            SELECT subject, month + months - 1 AS month, measure, value, attributes
            FROM known WHERE months > 1 AND value IS NULL
            UNION ALL
            SELECT k.subject, s.stands AS month, k.measure, s.value, k.attributes
            FROM known k JOIN several s
                ON s.subject = k.subject AND s.measure = k.measure AND s.begun = k.month
                AND s.ended = k.month + k.months - 1 AND s.covers = s.stands
        ) AS told
        GROUP BY subject, month"""
