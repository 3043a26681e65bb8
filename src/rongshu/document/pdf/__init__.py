"""PDF files: words laid out on pages, into lines, paragraphs and tables."""
