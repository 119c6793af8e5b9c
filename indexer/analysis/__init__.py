"""A paragraph becomes an entry: terms, spellings, pairs of common words."""
