"""Families of wordings: how many of the true links are found, and at what cost.

    python -m benchmarks.families INDEX [--wordings 300] [--links 0] [--seed 1]

Works out the families of an index anew and compares the links of some wordings with an exact
search through all earlier ones. With --links so many links are printed, an equal number from each
band of likeness, to be read against their texts. Nothing is written.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage
from time import process_time

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import LCSseq

from indexer.columns import writer as layout
from indexer.families.collection import Collection
from indexer.families.edits import LINKED, OF_FIRST, is_edit, share
from indexer.families.growth import Grown, grown
from indexer.generations.generation import Generation, current
from indexer.store.catalogue import document_rows
from indexer.store.reader import StoreReader
from indexer.store.rows import connect
from search.comparison.word_diff import word_diff

BANDS = (0.80, 0.85, 0.90, 0.95, 1.01)
_AT_ONCE = 250  # wordings compared with all others


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Figures of an index's families.

    seconds: CPU time of working them out from nothing. megabytes: the most memory meanwhile.
    exact: wordings tried that are an edit of an earlier one. found: those of them that were linked.
    least: the least likeness of a member to the first wording of its family.
    """

    wordings: int
    families: int
    linked: int
    seconds: float
    megabytes: int
    exact: int
    found: int
    least: float


def measure(collection: Collection, wordings: int, random: Random) -> tuple[Measured, Grown]:
    """Returns the figures, and the families."""
    started = process_time()
    families = grown(collection)
    seconds = process_time() - started
    megabytes = getrusage(RUSAGE_SELF).ru_maxrss // 1024
    exact, found = recall(collection, families, wordings, random)
    everyone = np.arange(len(collection))
    pairs = zip(collection.phrasings(everyone), collection.phrasings(families.firsts), strict=True)
    return Measured(
        wordings=len(collection),
        families=len(np.unique(families.firsts)),
        linked=int(np.count_nonzero(families.firsts != everyone)),
        seconds=seconds,
        megabytes=megabytes,
        exact=exact,
        found=found,
        least=min((share(one.words, first.words) for one, first in pairs), default=1.0),
    ), families


def recall(
    collection: Collection, families: Grown, wordings: int, random: Random
) -> tuple[int, int]:
    """Counts wordings that an exact search links to an earlier one, and those linked here."""
    texts = [one.words for one in collection.phrasings(np.arange(len(collection)))]
    tried = random.sample(range(len(collection)), len(collection))
    exact = found = 0
    for start in range(0, len(tried), _AT_ONCE):
        some = tried[start : start + _AT_ONCE]
        table = process.cdist(
            [texts[number] for number in some], texts,
            scorer=LCSseq.normalized_similarity, score_cutoff=LINKED, dtype=np.float32,
        )  # fmt: skip
        for number, row in zip(some, table, strict=True):
            if exact < wordings and _has_earlier(collection, number, row):
                exact += 1
                found += bool(families.parents[number] >= 0)
        if exact >= wordings:
            break
    return exact, found


def _has_earlier(collection: Collection, number: int, row: npt.NDArray[np.float32]) -> bool:
    earlier = np.flatnonzero(row[:number] >= LINKED)
    (own,) = collection.phrasings(np.array([number]))
    return any(is_edit(other, own) for other in collection.phrasings(earlier))


def links(
    generation: Generation, collection: Collection, families: Grown, most: int, random: Random
) -> Iterator[str]:
    """Yields links to read, an equal number from each band, with what was changed."""
    members = np.flatnonzero(families.firsts != np.arange(len(collection)))
    before = collection.phrasings(families.parents[members])
    after = collection.phrasings(members)
    likeness = np.array(
        [share(one.words, other.words) for one, other in zip(before, after, strict=True)]
    )
    with closing(StoreReader(generation.store_path)) as store:
        for low, high in pairwise(BANDS):
            band = np.flatnonzero((likeness >= low) & (likeness < high)).tolist()
            for at in random.sample(band, min(most // (len(BANDS) - 1), len(band))):
                pair = [_text(collection, store, int(n)) for n in
                        (families.parents[members[at]], members[at])]  # fmt: skip
                yield f"{likeness[at]:.2f} {pair[0][0]} > {pair[1][0]}: {_changed(pair)}"


def _text(collection: Collection, store: StoreReader, number: int) -> tuple[str, str]:
    folder, place = collection.place(number)
    row = int(folder.array(layout.ROWS)[place])
    found = store.paragraphs([row])[row].paragraph
    return found.id, found.text


def _changed(pair: Sequence[tuple[str, str]]) -> str:
    return "".join(
        piece.before if piece.same else f"[-{piece.before.strip()}-]{{+{piece.after.strip()}+}} "
        for piece in word_diff(pair[0][1], pair[1][1])
    )


def main() -> None:
    """Measures what the command line names."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("index", type=Path)
    parser.add_argument("--wordings", type=int, default=300)
    parser.add_argument("--links", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    generation, random = current(asked.index), Random(asked.seed)
    with closing(connect(generation.store_path)) as connection:
        collection = Collection(generation.column_paths, document_rows(connection))
    measured, families = measure(collection, asked.wordings, random)
    print(f"{measured.wordings:,} wordings, {measured.linked:,} linked")
    print(f"{measured.families:,} families")
    print(f"{measured.seconds:.1f} s CPU, {measured.megabytes:,} MB at most")
    print(f"recall {measured.found} of {measured.exact}")
    print(f"least likeness to the first wording {measured.least:.3f} (no less than {OF_FIRST})")
    for line in links(generation, collection, families, asked.links, random):
        print(line, end="\n\n")


if __name__ == "__main__":
    main()
