"""Trends: searches plotted by year or session."""
