"""Concordance: words in their context, and what the texts say after them."""
