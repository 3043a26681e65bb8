"""Blocks in, a plan pack out: every item cited, with the rule that found it."""
