"""Precedents: how well and how fast earlier wordings and earlier texts are found.

    python -m benchmarks.precedents wordings INDEX [--seed 1]   # closest wordings and predecessors
    python -m benchmarks.precedents links INDEX [--seed 1]      # links of series, to be read
    python -m benchmarks.precedents speed INDEX --drafts FOLDER # drafts of 60 paragraphs

`wordings` draws operative paragraphs of a session of the General Assembly and looks for them in the
two sessions before. The truth is exact: the share of words in the same order with every wording of
those sessions. It prints each miss for a reader, who tells whether it is the same text from
elsewhere. `links` prints what each document of a sample was linked to, and what it cites, so that a
reader can tell whether the link is right and whether one is lacking.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

import numpy as np
from rapidfuzz.distance import LCSseq
from rapidfuzz.process import cdist

from benchmarks.measuring import timed
from indexer.families.edits import share
from indexer.model import Document, DocumentType, Masthead, Paragraph, ParagraphType, Part
from indexer.store.reader import StoredParagraph
from search.comparison.compare import compare
from search.comparison.word_diff import words
from search.generation import OpenGeneration
from search.precedents.drafts import DraftReader
from search.precedents.report import check_draft
from search.retrieval.bitmap import Flags
from search.searcher import Searcher

CLOSE = 0.6
"""Share of common words from which a text has a precedent that should be found."""
EQUAL = 0.02
"""Difference in that share up to which two wordings are as close as each other."""
VERSION = 0.5
"""Share of common words from which a paragraph of the predecessor is a version."""
ORGAN, SESSION, BEFORE, SAMPLE = "GA", "77", ("75", "76"), 200
LINKS, DRAFT = 100, 60


@dataclass(frozen=True, slots=True)
class Earlier:
    """The wordings of earlier sessions, each by one paragraph, as letters that stand for words."""

    stored: Sequence[StoredParagraph]
    spelt: Sequence[str]
    alphabet: dict[str, str]

    def shares(self, text: str) -> np.ndarray:
        """Returns the share of common words with each."""
        own = spelt(text, self.alphabet)
        scorer = LCSseq.normalized_similarity
        found: np.ndarray = cdist([own], self.spelt, scorer=scorer, dtype=np.float64)[0]
        return found


def spelt(text: str, alphabet: dict[str, str]) -> str:
    """Returns a text as one letter for each word; figures are all the same."""
    folded = ("0" if any(map(str.isdigit, word)) else word.lower() for word in words(text))
    return "".join(alphabet.setdefault(word, chr(0x10000 + len(alphabet))) for word in folded)


def allowed(generation: OpenGeneration) -> Flags:
    """Returns the places of the sessions before."""
    columns = generation.retrieval.columns
    sessions = frozenset(f"{ORGAN} {one}" for one in BEFORE)
    bits = columns.having("session", sessions)
    found: Flags = np.unpackbits(bits, count=columns.size).view(bool) & columns.live
    return found


def earlier(generation: OpenGeneration, places: Flags) -> Earlier:
    """Returns the different wordings at some places."""
    columns = generation.retrieval.columns
    here = np.flatnonzero(places)
    _, first = np.unique(columns.wording_numbers[here], return_index=True)
    stored = list(generation.precedents.stored(here[first].tolist()).values())
    alphabet: dict[str, str] = {}
    return Earlier(stored, [spelt(one.paragraph.text, alphabet) for one in stored], alphabet)


def documents(generation: OpenGeneration, organ: str, session: str) -> list[Document]:
    """Returns the resolutions of a session in the order of their symbols."""
    found = [
        one.symbol
        for one in generation.store.mastheads()
        if (one.organ, one.session) == (organ, session)
        and one.document_type is DocumentType.RESOLUTION
    ]
    stored = (generation.store.document(symbol) for symbol in sorted(found))
    return [one.document for one in stored if one]


def operative(document: Document) -> Iterator[Paragraph]:
    """Yields the operative paragraphs of a document."""
    kinds = (ParagraphType.OPERATIVE, ParagraphType.SUBPARAGRAPH)
    for one in document.paragraphs:
        if one.type in kinds and one.part is Part.OPERATIVE and one.wording:
            yield one


def measure_wordings(generation: OpenGeneration, seed: int) -> None:
    """Prints how often the closest wording and the version in the predecessor are found."""
    places = allowed(generation)
    known = earlier(generation, places)
    pool = [
        (text, one) for text in documents(generation, ORGAN, SESSION) for one in operative(text)
    ]
    sample = Random(seed).sample(pool, SAMPLE)
    ranks = [_rank(one, known, places, generation) for _, one in sample]
    close = [rank for rank in ranks if rank is not None]
    first, three = (sum(rank <= most for rank in close) for most in (1, 3))
    print(f"{len(sample)} paragraphs, {len(close)} of them close to an earlier one")
    print(f"rank 1: {first} ({first / len(close):.3f}), top 3: {three} ({three / len(close):.3f})")
    told = [_version(text, one, generation) for text, one in sample]
    there = [one for one in told if one is not None]
    print(f"version in the predecessor: {sum(there)} of {len(there)}")


def _rank(one: Paragraph, known: Earlier, places: Flags, generation: OpenGeneration) -> int | None:
    """Returns the rank of the closest wording or one as close; None where nothing is close."""
    shares = known.shares(one.text)
    best = float(shares.max())
    if best < CLOSE:
        return None
    found = generation.precedents.closest(one.text, places, 10)
    own = spelt(one.text, known.alphabet)
    truth = known.stored[int(shares.argmax())].paragraph
    near = [share(own, spelt(hit.stored.paragraph.text, known.alphabet)) for hit in found]
    right = (
        at
        for at, (like, hit) in enumerate(zip(near, found, strict=True), 1)
        if like >= best - EQUAL or hit.stored.paragraph.wording == truth.wording
    )
    rank = next(right, 99)
    if rank > 1:
        print(f"\nMISS rank {rank}: {one.id}\n  {one.text}")
        print(f"  closest {best:.2f} {truth.id}\n  {truth.text}")
        if found:
            print(f"  found {near[0]:.2f} {found[0].stored.paragraph.id}")
            print(f"  {found[0].stored.paragraph.text}")
    return rank


def _version(text: Document, one: Paragraph, generation: OpenGeneration) -> bool | None:
    """Returns whether the version in the predecessor is found; None where there is none."""
    before = generation.versions.before(text.masthead)
    stored = generation.store.document(before.symbol) if before else None
    if stored is None:
        return None
    alphabet: dict[str, str] = {}
    own = spelt(one.text, alphabet)
    body = [other for other in stored.document.paragraphs if other.wording]
    shares = [share(own, spelt(other.text, alphabet)) for other in body]
    best = max(shares, default=0.0)
    pairs = compare(stored.document, text).pairs
    found = next((pair.before for pair in pairs if pair.after and pair.after.id == one.id), None)
    if best < VERSION and found is None:
        return None
    right = found is not None and share(own, spelt(found.text, alphabet)) >= best - EQUAL
    if not right:
        truth = body[shares.index(best)]
        print(f"\nVERSION {one.id}\n  {one.text}\n  {best:.2f} {truth.id}: {truth.text}")
        print(f"  found {found.id if found else 'none'}: {found.text if found else ''}")
    return right


def list_links(generation: OpenGeneration, seed: int) -> None:
    """Prints the links of a sample of documents, with what they cite of the sessions before."""
    pool = [
        one
        for one in generation.store.mastheads()
        if one.document_type is DocumentType.RESOLUTION and _may_follow(one)
    ]
    for one in sorted(Random(seed).sample(pool, LINKS), key=lambda one: one.symbol):
        before = generation.versions.before(one)
        how = "words" if generation.versions.by_words(one) else "title"
        print(f"{one.symbol}: {one.title or one.subject}")
        if before:
            print(f"  <- {how} {before.symbol}: {before.title or before.subject}")
        else:
            print(f"  <- none; cites {', '.join(_cites(one, generation))}")


def _may_follow(masthead: Masthead) -> bool:
    """Returns whether the collection has sessions before a document's own."""
    firsts = {"GA": "75", "HRC": "54", "ECOSOC": "2021"}
    return masthead.organ == "SC" or masthead.session not in (
        None,
        firsts.get(masthead.organ or ""),
    )


def _cites(masthead: Masthead, generation: OpenGeneration) -> list[str]:
    """Returns the titles of the documents of the index that a document cites."""
    stored = generation.store.document(masthead.symbol)
    if stored is None:
        return []
    titles = {one.symbol: one.title or one.subject for one in generation.store.mastheads()}
    cited = {target for one in stored.document.paragraphs for target in one.cites}
    return [f"{one} ({titles[one]})" for one in sorted(cited) if one in titles]


def measure_speed(generation: OpenGeneration, folder: Path) -> None:
    """Prints what checking drafts of 60 paragraphs takes: the paragraphs of real ones, in turn."""
    with closing(DraftReader()) as reader:
        read = [reader.read(one.name, one.read_bytes()) for one in sorted(folder.iterdir())]
    pool = [one for text in read for one in text.paragraphs if one.wording]
    _ = generation.precedents
    drafts = [
        replace(read[0], paragraphs=tuple(pool[start : start + DRAFT]))
        for start in range(0, len(pool) - DRAFT + 1, DRAFT)
    ]
    costs = [timed(partial(check_draft, draft, generation))[1] for draft in drafts]
    taken = [cost.cpu for cost in costs]
    paragraphs = generation.retrieval.columns.live_count
    print(f"{paragraphs:,} paragraphs; {len(drafts)} drafts of {DRAFT} paragraphs")
    print(f"processor seconds: median {median(taken):.2f}, most {max(taken):.2f}")
    print(f"seconds: median {median(one.wall for one in costs):.2f}")


def main() -> None:
    """Runs one of the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("wordings", "links", "speed"))
    parser.add_argument("index", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--drafts", type=Path, help="folder of drafts, for `speed`")
    asked = parser.parse_args()
    with Searcher(asked.index)._generation() as generation:  # noqa: SLF001 - for measuring
        if asked.what == "wordings":
            measure_wordings(generation, asked.seed)
        elif asked.what == "links":
            list_links(generation, asked.seed)
        else:
            measure_speed(generation, asked.drafts)


if __name__ == "__main__":
    main()
