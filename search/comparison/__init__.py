"""Two documents become a comparison: versions, alignment, words that changed."""
