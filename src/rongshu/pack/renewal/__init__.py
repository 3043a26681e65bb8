"""Two states of a pack: compared, merged with what people changed, renewed, upgraded."""
