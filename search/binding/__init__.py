"""Binding: query trees to terms of one index (words, patterns, values, boosts)."""
