"""Segmentation: the lines of one document to its units."""
