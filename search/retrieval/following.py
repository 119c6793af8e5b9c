"""Following words: what comes after given words in the texts, counted by paragraph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

import numpy as np

from indexer.schema import TEXT_LITERAL
from search import deadline
from search.retrieval.bitmap import Array, Places
from search.retrieval.columns import Columns, Folder
from search.retrieval.proximity import runs

Words = tuple[str, ...]


def following(
    before: Words, first: Collection[str] | None, columns: Columns, places: Places, *, longest: int
) -> Counter[Words]:
    """Returns runs of up to `longest` words that follow some words, with their paragraph counts.

    before: literal forms, next to each other. first: words allowed after them; None for any.
    places: of the paragraphs to read, ascending.
    """
    found: Counter[Words] = Counter()
    for folder, numbers, _ in columns.parts(places):
        deadline.check()
        for phrase, count in _in_folder(before, first, folder, numbers, longest):
            found[phrase] += count
    return found


def _in_folder(
    before: Words, first: Collection[str] | None, folder: Folder, numbers: Places, longest: int
) -> Iterator[tuple[Words, int]]:
    asked = [folder.number(TEXT_LITERAL, word) for word in before]
    if -1 in asked:
        return
    words, owner = folder.words(numbers)
    starts = np.concatenate(runs(words, owner, np.array([asked]), len(asked)))
    after = starts + len(asked)
    if first is not None:
        allowed = np.array([folder.number(TEXT_LITERAL, word) for word in first])
        inside = after[after < len(words)]
        after = inside[np.isin(words[inside], allowed)]
    alike = np.zeros(len(after), np.int64)
    for size in range(1, longest + 1):
        here = after + size <= len(words)
        after, alike = after[here], alike[here]
        here = owner[after + size - 1] == owner[after - 1]
        after, alike = after[here], alike[here]
        # Runs are alike that were so far and have the same word next.
        both = alike * len(folder.tables["words"]) + words[after + size - 1]
        _, one, alike = np.unique(both, return_index=True, return_inverse=True)
        counts = _paragraphs(alike, owner[after], len(one))
        known = folder.tables["words"]
        for start, count in zip(after[one].tolist(), counts.tolist(), strict=True):
            yield tuple(known[number] for number in words[start : start + size]), count


def _paragraphs(alike: Array, owner: Array, different: int) -> Array:
    """Returns the number of paragraphs of each distinct run."""
    apart = np.unique(owner * max(different, 1) + alike)
    return np.bincount(apart % max(different, 1), minlength=different)
