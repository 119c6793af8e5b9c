"""Series: a text through the years and its drafts, as a table."""
