"""The start page, results, values of a facet, and help."""
