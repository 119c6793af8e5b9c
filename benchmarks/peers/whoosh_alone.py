"""Whoosh on its own, tuned: one pass without its block optimisation, facets counted with numpy."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from whoosh import fields, index
from whoosh.analysis import RegexTokenizer, SpaceSeparatedTokenizer
from whoosh.query import And, Every, Not, Or, Phrase, Prefix, Term
from whoosh.query import Query as WhooshQuery

from benchmarks.corpus import read_corpus
from benchmarks.peers import PAGE, Answer, chosen, exact, most_frequent, rows, stem
from benchmarks.queries import FACETS, Query
from search.request import Sort

_APART = "\n"


def _schema() -> fields.Schema:
    def text() -> fields.TEXT:
        return fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True, stored=True)

    values = RegexTokenizer(rf"[^{_APART}]+")
    return fields.Schema(
        stems=text(),
        literals=text(),
        title=fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=False),
        day=fields.NUMERIC(sortable=True),
        **{name: fields.TEXT(analyzer=values, phrase=False, stored=True) for name in FACETS},
    )


def build(name: str, corpus: Path, folder: Path) -> None:
    """Makes the index."""
    del name
    folder.mkdir(parents=True)
    writer = index.create_in(folder, _schema()).writer(limitmb=256)
    for row in rows(read_corpus(corpus)):
        writer.add_document(
            stems=row.stems,
            literals=row.literals,
            title=row.title,
            day=row.day,
            **{name: _APART.join(values) for name, values in row.values.items()},
        )
    writer.commit(optimize=True)


class WhooshAlone:
    """An open index with its facets' columns in memory."""

    def __init__(self, folder: Path) -> None:
        self._searcher = index.open_dir(folder).searcher()
        reader = self._searcher.reader()
        stored = [reader.stored_fields(number) for number in range(reader.doc_count_all())]
        self._values: dict[str, dict[str, int]] = {}
        self._columns = {name: self._column(name, stored) for name in FACETS}

    def _column(self, name: str, stored: list[dict[str, str]]) -> tuple[np.ndarray, np.ndarray]:
        """Returns the codes of all paragraphs in one array, and where each one's start."""
        known = self._values.setdefault(name, {})
        codes, starts = list[int](), [0]
        for one in stored:
            codes += {known.setdefault(value, len(known)) for value in one[name].split(_APART)}
            starts.append(len(codes))
        return np.array(codes), np.array(starts)

    def answer(self, query: Query, *, snippets: bool) -> Answer | None:
        """Returns the answer: searches without a limit, counts, and highlights the page."""
        if query.wanted.near or query.sort_is_ours:
            return None
        order: dict[str, object] = {}
        if query.sort is not Sort.RELEVANCE or not _has_words(query):
            order = {"sortedby": "day", "reverse": query.sort is not Sort.OLDEST}
        found = self._searcher.search(self._asked(query), limit=None, optimize=False, **order)
        documents = np.fromiter(found.docs(), dtype=np.int64)
        facets = {
            name: self._counts(name, documents) for name in FACETS if name not in query.filters
        }
        for name in query.filters:
            others = self._asked(query, without=name).docs(self._searcher)
            facets[name] = self._counts(name, np.fromiter(others, dtype=np.int64))
        start = (query.page - 1) * PAGE
        page = range(start, min(start + PAGE, len(documents)))
        field = "literals" if query.wanted.phrase or query.wanted.prefix else "stems"
        made = len([found[n].highlights(field) for n in page]) if snippets else None
        return Answer(total=len(documents), hits=len(page), facets=facets, snippets=made)

    def forget(self) -> None:
        """Does nothing: answers are not cached."""

    def close(self) -> None:
        """Closes the files."""
        self._searcher.close()

    def _counts(self, name: str, documents: np.ndarray) -> tuple[int, ...]:
        codes, starts = self._columns[name]
        lengths = starts[documents + 1] - starts[documents]
        if not len(documents) or not lengths.sum():
            return ()
        offsets = np.repeat(starts[documents] - np.r_[0, lengths.cumsum()[:-1]], lengths)
        return most_frequent(np.bincount(codes[offsets + np.arange(lengths.sum())]).tolist())

    def _asked(self, query: Query, *, without: str | None = None) -> WhooshQuery:
        wanted = query.wanted
        must: list[WhooshQuery] = [Term("stems", stem(word)) for word in wanted.every]
        must += [Term("title", stem(word)) for word in wanted.title]
        if wanted.some:
            must.append(Or([Term("stems", stem(word)) for word in wanted.some]))
        if wanted.phrase:
            must.append(Phrase("literals", exact(wanted.phrase)))
        if wanted.prefix:
            must.append(Prefix("literals", wanted.prefix))
        required = chosen(query, self._values)
        filters = {name: given for name, given in query.filters.items() if name != without}
        for name, given in (*required.items(), *filters.items()):
            must.append(Or([Term(name, value, boost=0.0) for value in given]))
        must += [Not(Term("stems", stem(word))) for word in wanted.none]
        return And(must) if must else Every()


def _has_words(query: Query) -> bool:
    wanted = query.wanted
    return bool(wanted.every or wanted.some or wanted.phrase or wanted.prefix or wanted.title)


def open_peer(folder: Path) -> WhooshAlone:
    """Opens an index."""
    return WhooshAlone(folder)
