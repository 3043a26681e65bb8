WITH grouped AS (
  SELECT
    month AS period,
    county,
    SUM(output) AS a0,
    SUM(added_value) AS a1,
    SUM(revenue) AS a2,
    SUM(tax) AS a3,
    SUM(profit) AS a4,
    SUM(employees) AS a5,
    SUM(rd) AS a6,
    SUM(electricity) AS a7,
    SUM(energy) AS a8,
    COUNT(DISTINCT firm) FILTER(WHERE
      NOT output IS NULL) AS a9,
    COUNT(DISTINCT firm) FILTER(WHERE
      output > 0) AS a10,
    MAX(output) AS a11
  FROM firm_month
  GROUP BY
    month,
    county
), running AS (
  SELECT
    *,
    SUM(a0) OVER (
      PARTITION BY county, CAST(FLOOR(period / 12) AS INT)
      ORDER BY period NULLS LAST
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS a0_ytd,
    SUM(a6) OVER (
      PARTITION BY county, CAST(FLOOR(period / 12) AS INT)
      ORDER BY period NULLS LAST
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS a6_ytd,
    SUM(a2) OVER (
      PARTITION BY county, CAST(FLOOR(period / 12) AS INT)
      ORDER BY period NULLS LAST
      RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS a2_ytd,
    CASE
      WHEN COUNT(a0) OVER (
        PARTITION BY county
        ORDER BY period NULLS LAST
        RANGE BETWEEN 2 PRECEDING AND CURRENT ROW
      ) = 3
      THEN SUM(a0) OVER (
        PARTITION BY county
        ORDER BY period NULLS LAST
        RANGE BETWEEN 2 PRECEDING AND CURRENT ROW
      )
    END AS a0_r3,
    CASE
      WHEN COUNT(a7) OVER (
        PARTITION BY county
        ORDER BY period NULLS LAST
        RANGE BETWEEN 2 PRECEDING AND CURRENT ROW
      ) = 3
      THEN SUM(a7) OVER (
        PARTITION BY county
        ORDER BY period NULLS LAST
        RANGE BETWEEN 2 PRECEDING AND CURRENT ROW
      )
    END AS a7_r3
  FROM grouped
), shifted AS (
  SELECT
    *,
    MAX(a0) OVER (
      PARTITION BY county
      ORDER BY period NULLS LAST
      RANGE BETWEEN 12 PRECEDING AND 12 PRECEDING
    ) AS a0_ly,
    MAX(a0_ytd) OVER (
      PARTITION BY county
      ORDER BY period NULLS LAST
      RANGE BETWEEN 12 PRECEDING AND 12 PRECEDING
    ) AS a0_ytd_ly,
    MAX(a2) OVER (
      PARTITION BY county
      ORDER BY period NULLS LAST
      RANGE BETWEEN 12 PRECEDING AND 12 PRECEDING
    ) AS a2_ly,
    MAX(a7) OVER (
      PARTITION BY county
      ORDER BY period NULLS LAST
      RANGE BETWEEN 12 PRECEDING AND 12 PRECEDING
    ) AS a7_ly,
    MAX(a0_r3) OVER (
      PARTITION BY county
      ORDER BY period NULLS LAST
      RANGE BETWEEN 12 PRECEDING AND 12 PRECEDING
    ) AS a0_r3_ly,
    MAX(a7_r3) OVER (
      PARTITION BY county
      ORDER BY period NULLS LAST
      RANGE BETWEEN 12 PRECEDING AND 12 PRECEDING
    ) AS a7_r3_ly
  FROM running
), whole AS (
  SELECT
    *,
    SUM(a0) OVER (PARTITION BY period) AS a0_all
  FROM shifted
)
SELECT
  period,
  county,
  a0 AS `output`,
  a0_ytd AS `output_ytd`,
  100 * (
    CAST(a0 AS DOUBLE) / NULLIF(CAST(a0_ly AS DOUBLE), 0) - 1
  ) AS `output_growth`,
  100 * (
    CAST(a0_ytd AS DOUBLE) / NULLIF(CAST(a0_ytd_ly AS DOUBLE), 0) - 1
  ) AS `output_ytd_growth`,
  100 * CAST(a0 AS DOUBLE) / NULLIF(CAST(a0_all AS DOUBLE), 0) AS `output_share`,
  a1 AS `added_value`,
  a2 AS `revenue`,
  100 * (
    CAST(a2 AS DOUBLE) / NULLIF(CAST(a2_ly AS DOUBLE), 0) - 1
  ) AS `revenue_growth`,
  a3 AS `tax`,
  a4 AS `profit`,
  CAST(100 * a4 AS DOUBLE) / NULLIF(CAST(a2 AS DOUBLE), 0) AS `profit_margin`,
  a5 AS `employees`,
  CAST(a0 AS DOUBLE) / NULLIF(CAST(a5 AS DOUBLE), 0) AS `productivity`,
  a6 AS `rd`,
  CAST(100 * a6_ytd AS DOUBLE) / NULLIF(CAST(a2_ytd AS DOUBLE), 0) AS `rd_intensity`,
  a7 AS `electricity`,
  100 * (
    CAST(a7 AS DOUBLE) / NULLIF(CAST(a7_ly AS DOUBLE), 0) - 1
  ) AS `electricity_growth`,
  CAST(a0 AS DOUBLE) / NULLIF(CAST(a7 AS DOUBLE), 0) AS `output_per_kwh`,
  100 * (
    (
      CAST(a0_r3 AS DOUBLE) / NULLIF(CAST(a0_r3_ly AS DOUBLE), 0) - 1
    ) - (
      CAST(a7_r3 AS DOUBLE) / NULLIF(CAST(a7_r3_ly AS DOUBLE), 0) - 1
    )
  ) AS `electricity_gap`,
  a8 AS `energy`,
  CAST(a8 AS DOUBLE) / NULLIF(CAST(a0 AS DOUBLE), 0) AS `energy_intensity`,
  a9 AS `firms_reporting`,
  a10 AS `firms_growing`,
  a11 AS `largest_firm`
FROM whole
ORDER BY
  period NULLS LAST,
  county NULLS LAST
