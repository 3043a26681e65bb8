"""Plain text: tables set by tabs or blanks, copied pages, page furniture."""
