"""The tags with which a page writes figures, addresses and links."""
