"""A tree of a query becomes terms of this index: words, patterns, values, boosts."""
