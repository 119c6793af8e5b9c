"""News: the documents that came into the collection lately, as a page and as a feed."""
