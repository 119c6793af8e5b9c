"""Searches plotted by year or session."""
