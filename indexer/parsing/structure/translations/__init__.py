"""Texts in languages other than English that come as lines: PDF, Word, HTML and plain text."""
