"""Operative as users have it: the ordinary pipeline and searcher."""

from __future__ import annotations

from pathlib import Path

from benchmarks import corpus as corpora
from benchmarks.peers import Answer, most_frequent
from benchmarks.queries import Query
from search.searcher import Searcher


class Operative:
    """The searcher; it always makes highlighted snippets."""

    def __init__(self, folder: Path) -> None:
        self._searcher = Searcher(folder)

    def answer(self, query: Query, *, snippets: bool) -> Answer | None:  # noqa: ARG002 - as said
        """Returns the answer to a query through the public interface."""
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
        """Empties the caches of answers; those of stems and the like stay, as in real use."""
        forget_answers(self._searcher)

    def close(self) -> None:
        """Closes the files."""
        self._searcher.close()


def forget_answers(searcher: Searcher) -> None:
    """Empties every cache of answers in a searcher and its open generation.

    The only place that knows where they are.
    """
    with searcher._generation() as generation:  # noqa: SLF001 - caches are nobody else's business
        generation.forget()


def build(name: str, corpus: Path, folder: Path) -> None:
    """Indexes a corpus by the ordinary pipeline."""
    engine = "whoosh" if name.endswith("whoosh") else "tantivy"
    corpora.build(corpus, folder, engine=engine)


def open_peer(folder: Path) -> Operative:
    """Opens an index."""
    return Operative(folder)
