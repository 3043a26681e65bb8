"""Projects on their way: what they would add to nodes and to indicators."""
