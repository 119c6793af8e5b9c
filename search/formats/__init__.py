"""Formats of results: JSON, tables, Word, bibliographies, feeds."""
