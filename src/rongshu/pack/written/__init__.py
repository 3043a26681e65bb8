"""How a pack is written down: strict YAML and CSV, values and models, refusals with file and line."""
