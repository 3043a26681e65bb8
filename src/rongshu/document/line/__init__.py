"""What one line or table is before any meaning: spellings, numbers, captions, broken lines, spans."""
