"""What all formats share: pieces become headings, boxes, tables of contents, a title, a document."""
