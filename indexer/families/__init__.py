"""Families: paragraphs that are the same text or edits of one another, found over a whole index."""
