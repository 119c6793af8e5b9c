"""Results in other shapes: JSON, tables, Word, bibliographies, feeds."""
