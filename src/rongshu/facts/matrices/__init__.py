"""Tables of two directions: regions by industries, sectors against sectors."""
