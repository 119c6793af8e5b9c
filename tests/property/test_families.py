"""Families after any sequence of changes are those of the same documents indexed at once."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.indexes.columns import write_columns
from support.indexes.small import masthead, paragraph

from indexer.analysis.entry import Entry, entry_of
from indexer.families import links
from indexer.families.collection import Collection
from indexer.families.edits import OF_FIRST, share
from indexer.families.files import Before, write_families
from indexer.families.growth import Grown, grown
from indexer.model import Masthead

WORDS = [f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
STEMS = [WORDS[start:] + WORDS[:start] for start in (0, 9, 17)]  # what all texts are edits of

Texts = tuple[str, ...]


@st.composite
def edits(draw: st.DrawFn) -> str:
    """A text with up to three of its words left out, put in or replaced."""
    words = list(draw(st.sampled_from(STEMS)))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(words) - 1))
        put_in = draw(st.sampled_from([[], WORDS[:1], WORDS[1:3]]))
        words[at : at + draw(st.integers(0, 1))] = put_in
    return " ".join(words)


documents = st.lists(edits(), min_size=1, max_size=4).map(tuple)
changes = st.lists(st.tuples(st.integers(0, 9), documents | st.none()), min_size=1, max_size=4)
"""One run of the indexer: a document by its number, with its texts, or None where it goes."""


def _entries(number: int, document: int, row: int, texts: Texts) -> list[Entry]:
    head = _head(number)
    given = (paragraph(text, ordinal=place) for place, text in enumerate(texts))
    return [
        entry_of(document=document, row=row + place, masthead=head, paragraph=one)
        for place, one in enumerate(given)
    ]


def _head(number: int) -> Masthead:
    day = date(2010, 1, 1) + timedelta(days=number * 7 % 10)  # neither in their order nor rows'
    return masthead(f"A/RES/74/{number}", adopted_on=day)


class Index:
    """An index that is brought in line run by run, as the pipeline does it."""

    def __init__(self, path: Path) -> None:
        path.mkdir(exist_ok=True)
        self.path, self.held, self.columns = path, dict[int, tuple[int, Texts]](), list[Path]()
        self.row = self.document = self.run = 0

    def bring(self, run: Sequence[tuple[int, Texts | None]]) -> Grown:
        """Make the changes of a run and give the families after it."""
        before = Before(self.path / f"f{self.run}", tuple(self.columns), self._alive())
        added: list[Entry] = []
        for number, texts in dict(run).items():
            self.held.pop(number, None)
            if texts is not None:
                self.document, self.row = self.document + 1, self.row + 10
                self.held[number] = self.document, texts
                added += _entries(number, self.document, self.row, texts)
        self.run += 1
        if added:
            self.columns.append(self.path / f"c{self.run}")
            write_columns(self.columns[-1], added)
        path = self.path / f"f{self.run}"
        write_families(path, self.columns, self._alive(), before if self.run > 1 else None)
        return Grown(*(np.load(path / f"{one.name}.npy") for one in fields(Grown)))

    def at_once(self) -> Grown:
        """Give the families of what the index holds, indexed in one run."""
        other = Index(self.path / "once")
        return other.bring([(number, texts) for number, (_, texts) in sorted(self.held.items())])

    def _alive(self) -> set[int]:
        return {document for document, _ in self.held.values()}


@settings(max_examples=60)
@given(runs=st.lists(changes, min_size=2, max_size=4), window=st.sampled_from([1, 2, 16]))
def test_runs_and_a_rebuild_agree(runs: list[list[tuple[int, Texts | None]]], window: int) -> None:
    """Whatever comes and goes, in whatever order, families are those of a rebuilt index."""
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(links, "WINDOW", window)
        index = Index(Path(folder))
        for run in runs:
            found = index.bring(run)
        once = index.at_once()
        assert found.keys.tolist() == once.keys.tolist()
        assert found.parents.tolist() == once.parents.tolist()
        assert found.firsts.tolist() == once.firsts.tolist()


@settings(max_examples=40)
@given(held=st.lists(documents, min_size=2, max_size=8))
def test_members_are_like_the_first(held: list[Texts]) -> None:
    """No member of a family has less than three in five words of the first one."""
    with tempfile.TemporaryDirectory() as folder:
        index = Index(Path(folder))
        index.bring(list(enumerate(held)))
        collection = Collection(index.columns, {document for document, _ in index.held.values()})
        found = grown(collection)
        everyone = np.arange(len(collection))
        members = zip(
            collection.phrasings(everyone), collection.phrasings(found.firsts), strict=True
        )
        assert all(share(one.words, first.words) >= OF_FIRST for one, first in members)
        assert (found.firsts <= everyone).all()
