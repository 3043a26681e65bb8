"""What a sheet is about: its tables, its header and notes, its rows, its totals."""
