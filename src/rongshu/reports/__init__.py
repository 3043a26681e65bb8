"""Values and findings in, Excel, Word and PDF out."""
