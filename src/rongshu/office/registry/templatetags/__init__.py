"""The tags with which a registry page writes its words."""
