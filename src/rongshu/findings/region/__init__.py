"""A region held against others: location quotients, relatedness, complexity, input and output."""
