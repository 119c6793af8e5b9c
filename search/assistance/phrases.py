"""Phrases: word sequences that recur in the titles of an index, offered as completions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

_LONGEST = 12
_LEAST = 2
"""Minimum number of titles with a phrase."""
_LITTLE = (
    "a about against all an and as at by for from in into its it no of on or other per so such "
    "that the their these this those to under upon was were with "
    "also among are be been being between both concerning during entitled especially had has have "
    "he her his how including inter is not particularly regarding she should through throughout "
    "toward towards they through until what when where which while who whose will within without"
)
STOPS = frozenset(_LITTLE.split())
"""Words that no phrase begins or ends with."""
_PARTS = re.compile(r"[^\w'’\s-]+|\s[-–—]\s")
_WORD = re.compile(r"\w[\w'’-]*")


def recurring(titles: Iterable[str]) -> Mapping[str, tuple[str, int]]:
    """Returns {folded phrase: (most frequent spelling, count)} for phrases of two words or more.

    A phrase that always continues in the same way is replaced by the longer one.
    """
    counts: Counter[tuple[str, ...]] = Counter()
    written: dict[tuple[str, ...], Counter[tuple[str, ...]]] = {}
    for title, times in Counter(titles).items():
        for phrase in _phrases(title):
            folded = tuple(word.casefold() for word in phrase)
            counts[folded] += times
            written.setdefault(folded, Counter())[phrase] += times
    kept = {phrase: count for phrase, count in counts.items() if count >= _LEAST}
    begun = {
        phrase[:size]
        for phrase, count in kept.items()
        for size in range(2, len(phrase))
        if kept.get(phrase[:size]) == count
    }
    return {
        " ".join(phrase): (" ".join(written[phrase].most_common(1)[0][0]), count)
        for phrase, count in kept.items()
        if phrase not in begun
    }


def _phrases(title: str) -> set[tuple[str, ...]]:
    found = set()
    for part in _PARTS.split(title):
        words = _WORD.findall(part)
        for start, first in enumerate(words):
            if first.casefold() in STOPS:
                continue
            for end in range(start + 2, min(start + _LONGEST, len(words)) + 1):
                if words[end - 1].casefold() not in STOPS:
                    found.add(tuple(words[start:end]))
    return found
