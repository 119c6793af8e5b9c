"""Retrieval: matching paragraphs, their order and their counts, the same for every engine."""
