"""What only the prose shows to be wrong: passages twice, names adrift, damaged characters."""
