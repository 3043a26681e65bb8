"""What the plan promises in numbers and words: indicators, targets, facts, claims about itself."""
