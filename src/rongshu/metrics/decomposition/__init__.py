"""Why a value moved or falls short: changes, ratios and gaps split exactly over groups and factors."""
