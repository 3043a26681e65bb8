"""How official prose is read: sections, sentences, figures, dates, and what a passage is about."""
