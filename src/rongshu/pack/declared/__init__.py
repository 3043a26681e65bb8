"""What a pack declares for others to compute and judge by: metrics, tables, rules, weights, standards."""
