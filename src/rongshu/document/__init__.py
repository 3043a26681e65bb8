"""An official file in, blocks out: headings, paragraphs, tables and boxes with their places."""
