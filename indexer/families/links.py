"""Links: for each phrasing the earlier one of which it is an edit.

Candidates are the phrasings that were first used shortly before and share a run of the sketch.
Only so many of them count for each run, so that the work grows with the number of phrasings and
not, as for formulas that thousands of documents have, with its square.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from indexer.columns.runs import Codes, Numbers, Runs, different, where_in
from indexer.families.collection import Collection
from indexer.families.edits import LINKED, is_edit, shares

WINDOW = 16
"""Earlier phrasings that count for each run of a sketch."""
_AT_ONCE = 1 << 14  # phrasings
_HALF = np.uint64(32)
_LOW = np.uint64(0xFFFFFFFF)


def links(collection: Collection, numbers: Numbers) -> Numbers:
    """Returns for each of some phrasings the one of which it is an edit, -1 for those of none.

    Of several the one with most words in common, of equal ones the latest.
    """
    everything = len(numbers) == len(collection)
    wanted = None if everything else collection.sketches(numbers)[0]
    runs, owners = collection.sharing(wanted)
    found = np.full(len(numbers), -1, np.int64)
    by_owner = np.argsort(owners, kind="stable")
    ordered = owners[by_owner]
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        here = by_owner[where_in(ordered, some)]
        pairs = _before(runs, owners, here)
        found[start : start + len(some)] = _best(collection, some, pairs)
    return found


def followers(runs: Runs, owners: Numbers, wanted: Numbers) -> Numbers:
    """Returns the phrasings for which some wanted ones are candidates."""
    here = np.flatnonzero(np.isin(owners, wanted))
    later = [np.empty(0, np.int64)]
    for step in range(1, WINDOW + 1):
        after = here[here + step < len(runs)]
        after = after[runs[after + step] == runs[after]]
        later.append(owners[after + step])
    return np.unique(np.concatenate(later))


def _before(runs: Runs, owners: Numbers, here: Numbers) -> Codes:
    """Returns the candidates of phrasings, each pair one number: the later one, the earlier one.

    here: where the later ones stand among `runs`.
    """
    found = [np.empty(0, np.uint64)]
    for step in range(1, WINDOW + 1):
        later = here[here >= step]
        later = later[runs[later - step] == runs[later]]
        one, other = owners[later].astype(np.uint64), owners[later - step].astype(np.uint64)
        found.append(one << _HALF | other)
    pairs = np.concatenate(found)
    pairs.sort()
    return different(pairs)


def _best(collection: Collection, numbers: Numbers, pairs: Codes) -> Numbers:
    """Returns for each phrasing the best of its candidates."""
    later, earlier = (pairs >> _HALF).astype(np.int64), (pairs & _LOW).astype(np.int64)
    likeness = shares(collection.words(later), collection.words(earlier))
    like = np.flatnonzero(likeness >= LINKED)
    order = like[np.lexsort((-earlier[like], -likeness[like], later[like]))]
    found = dict(_first_edits(collection, later[order], earlier[order]))
    return np.array([found.get(number, -1) for number in numbers.tolist()], np.int64)


def _first_edits(
    collection: Collection, later: Numbers, earlier: Numbers
) -> Iterator[tuple[int, int]]:
    """Yields each phrasing with the first of its candidates that it is an edit of."""
    done = -1
    texts = zip(
        later.tolist(), earlier.tolist(),
        collection.phrasings(later), collection.phrasings(earlier), strict=True,
    )  # fmt: skip
    for one, other, after, before in texts:
        if one != done and is_edit(before, after):
            done = one
            yield one, other
