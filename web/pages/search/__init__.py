"""Search pages: start, results, all values of a facet, and help."""
