"""Columns to count, sort and group by: arrays over all searchable paragraphs."""
