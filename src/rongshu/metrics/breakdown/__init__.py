"""A target broken down under declared constraints."""
