"""Comparison: versions of a document, aligned paragraphs, changed words."""
