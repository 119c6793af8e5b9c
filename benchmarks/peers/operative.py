"""Operative as everybody uses it: the ordinary pipeline, and the searcher in front of an index."""

from __future__ import annotations

from pathlib import Path

from benchmarks import corpus as corpora
from benchmarks.peers import Answer, most_frequent
from benchmarks.queries import Query
from search.searcher import Searcher


class Operative:
    """The searcher; it marks and cuts snippets whether they are asked for or not."""

    def __init__(self, folder: Path) -> None:
        self._searcher = Searcher(folder)

    def answer(self, query: Query, *, snippets: bool) -> Answer | None:  # noqa: ARG002 - as said
        """Answer a query by the public door."""
        result = self._searcher.search(query.request())
        return Answer(
            total=result.total,
            hits=len(result.hits),
            facets={
                facet.field: most_frequent(value.count for value in facet.values)
                for facet in result.facets
            },
            snippets=len(result.hits),
        )

    def forget(self) -> None:
        """Empty the caches of answers; those of a word's stem and the like stay, as in life."""
        forget_answers(self._searcher)

    def close(self) -> None:
        """Let go of the files."""
        self._searcher.close()


def forget_answers(searcher: Searcher) -> None:
    """Empty every cache of answers that a searcher or its open generation has.

    The one place that knows where they are.
    """
    with searcher._generation() as opened:  # noqa: SLF001 - caches are nobody else's business
        opened.forget()


def build(name: str, corpus: Path, folder: Path) -> None:
    """Index a corpus by the ordinary pipeline."""
    engine = "whoosh" if name.endswith("whoosh") else "tantivy"
    corpora.build(corpus, folder, engine=engine)


def open_peer(folder: Path) -> Operative:
    """Open an index."""
    return Operative(folder)
