"""What an engine is told of one paragraph: finished terms, keyword values, sort keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One searchable paragraph, ready for an engine.

    paragraph: its row number in the store, by which engines name hits.
    document: the row number of its document, by which entries are removed.
    texts: for each of `schema.TEXT_FIELDS`, terms joined by single spaces.
    keywords: for each of `schema.KEYWORDS`, its values.
    sort_keys: for each of `schema.SORT_KEYS`, a string whose ascending order is that order.
    """

    paragraph: int
    document: int
    texts: Mapping[str, str]
    keywords: Mapping[str, tuple[str, ...]]
    sort_keys: Mapping[str, str]
