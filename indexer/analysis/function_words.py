"""Function words: words that say little about a paragraph's subject."""

from __future__ import annotations

FUNCTION_WORDS = frozenset(
    {
        *("a", "all", "also", "an", "and", "any", "as", "at", "be", "been", "by", "for", "from"),
        *("has", "have", "in", "including", "into", "is", "it", "its", "of", "on", "or", "other"),
        *("such", "that", "the", "their", "them", "these", "this", "those", "through", "to"),
        *("upon", "which", "with", "within"),
    }
)
