"""Growth of families: each phrasing joins that of the earlier one it is an edit of, or begins one.

Links alone would drift away: every member also has much in common with the first phrasing of its
family. What is linked to what depends on the phrasings and their order in time alone, so a few new
documents change a few links, and the outcome is the same as if all had come at once.
"""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Collection as AnyOf
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from indexer.columns.runs import Codes, Numbers
from indexer.families.collection import Collection, numbers_of
from indexer.families.edits import belongs
from indexer.families.links import followers, links

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Grown:
    """The families of an index; phrasings are numbered in the order of time.

    keys: by phrasing. documents: the row of the document that used it first. parents: of which one
    it is an edit, -1 for none. firsts: the first phrasing of its family.
    """

    keys: Codes
    documents: Numbers
    parents: Numbers
    firsts: Numbers


def grown(collection: Collection) -> Grown:
    """Returns the families of all phrasings."""
    everything = np.arange(len(collection))
    parents = links(collection, everything)
    firsts = _firsts(collection, parents, everything.copy(), everything)
    return Grown(collection.keys, collection.documents, parents, firsts)


def regrown(
    collection: Collection,
    before: Callable[[], Collection],
    known: Grown,
    gone: AnyOf[int],
    new: AnyOf[int],
) -> Grown:
    """Returns the families after some documents went and others came.

    before: gives the phrasings as they were. known: the families as they were. gone, new: rows of
    documents.
    """
    order = np.argsort(known.keys)
    came = np.flatnonzero(np.isin(collection.documents, np.array(sorted(new), np.int64)))
    went = np.flatnonzero(np.isin(known.documents, np.array(sorted(gone), np.int64)))
    keys = np.union1d(collection.keys[came], known.keys[went])
    changed = _there(collection.numbers(keys))
    earlier = _there(numbers_of(keys, known.keys, order))
    affected = np.union1d(changed, _followers(collection, changed))
    if len(earlier):
        after = known.keys[_followers(before(), earlier)]
        affected = np.union1d(affected, _there(collection.numbers(after)))
    place = collection.numbers(known.keys)
    parents = _carried(known.parents, place, len(collection))
    parents[affected] = links(collection, affected)
    firsts = _carried(known.firsts, place, len(collection))
    firsts = _firsts(collection, parents, firsts, _descending(parents, affected))
    return Grown(collection.keys, collection.documents, parents, firsts)


def _there(numbers: Numbers) -> Numbers:
    return np.unique(numbers[numbers >= 0])


def _followers(collection: Collection, numbers: Numbers) -> Numbers:
    if not len(numbers):
        return numbers
    runs, owners = collection.sharing(collection.sketches(numbers)[0])
    return followers(runs, owners, numbers)


def _carried(values: Numbers, place: Numbers, size: int) -> Numbers:
    """Returns numbers of phrasings, by phrasing, as they are now; `place` says where each is."""
    carried = np.full(size, -1, np.int64)
    there = place >= 0
    some = values[there]
    carried[place[there]] = np.where(some >= 0, place[some], -1)
    return carried


def _descending(parents: Numbers, numbers: Numbers) -> Numbers:
    """Returns phrasings with all that are linked to them, or to those."""
    held = np.zeros(len(parents), bool)
    held[numbers] = True
    linked = np.flatnonzero(parents >= 0)
    while True:
        more = linked[held[parents[linked]] & ~held[linked]]
        if not len(more):
            return np.flatnonzero(held)
        held[more] = True


def _firsts(collection: Collection, parents: Numbers, firsts: Numbers, numbers: Numbers) -> Numbers:
    """Returns the first phrasing of each one's family, worked out anew for some, ascending."""
    firsts[numbers] = numbers
    some = numbers[parents[numbers] >= 0]
    texts = collection.phrasings(some)
    known = firsts.tolist()
    for number, parent, text in zip(some.tolist(), parents[some].tolist(), texts, strict=True):
        first = known[parent]
        if first == parent or belongs(collection.phrasing(first), text):
            known[number] = first
    return np.array(known, np.int64)
