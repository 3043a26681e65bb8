"""Typed tables of facts: as declared, as files that the engine reads, as months of meter readings."""
