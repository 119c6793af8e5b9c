"""Concordance: words in context, and what follows them."""
