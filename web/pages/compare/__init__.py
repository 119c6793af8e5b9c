"""Comparison: two documents side by side."""
