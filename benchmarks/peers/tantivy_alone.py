"""tantivy on its own: two positional fields, fast columns for facets, its own aggregations.

Counts are exact: each segment is asked for all values. If these are more than the library's
aggregations allow, the field's dictionary is walked instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import tantivy
from tantivy import Occur, Order
from tantivy import Query as TantivyQuery

from benchmarks.corpus import read_corpus
from benchmarks.peers import MOST_VALUES, PAGE, Answer, chosen, exact, most_frequent, rows, stem
from benchmarks.queries import FACETS, Query
from search.request import Sort

_HEAP = 256_000_000
_THREADS = 2
_MOST_BUCKETS = 60_000  # the library stops at 65,000


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    for name in ("stems", "literals", "title"):
        builder.add_text_field(name, stored=name != "title", tokenizer_name="whitespace")
    builder.add_text_field("text", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", fast=True)
    for name in FACETS:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def build(name: str, corpus: Path, folder: Path) -> None:
    """Makes the index."""
    del name
    folder.mkdir(parents=True)
    schema = _schema()
    index = tantivy.Index(schema, path=str(folder))
    writer = index.writer(heap_size=_HEAP, num_threads=_THREADS)
    for row in rows(read_corpus(corpus)):
        values: dict[str, object] = {
            "stems": row.stems,
            "literals": row.literals,
            "title": row.title,
            "text": row.text[:60_000],
            "day": row.day,
            **{name: list(given) for name, given in row.values.items()},
        }
        writer.add_document(tantivy.Document.from_dict(values, schema))
    writer.commit()
    writer.wait_merging_threads()


class TantivyAlone:
    """An open index."""

    def __init__(self, folder: Path) -> None:
        index = tantivy.Index.open(str(folder))
        index.config_reader(reload_policy="manual")
        index.reload()
        self._schema = index.schema
        self._searcher = index.searcher()
        every = TantivyQuery.all_query()
        self._sessions = [
            value
            for value, _ in self._searcher.terms_with_prefix("session", "", filter_query=every)
        ]
        self._wide = {name for name in FACETS if self._is_wide(name)}

    def _is_wide(self, name: str) -> bool:
        return self._searcher.cardinality(TantivyQuery.all_query(), name) > _MOST_BUCKETS * 0.9

    def answer(self, query: Query, *, snippets: bool) -> Answer | None:
        """Returns the answer: searches, aggregates and highlights the hits."""
        if query.wanted.near or query.sort_is_ours:
            return None
        asked = self._asked(query)
        found = self._found(query, asked)
        made = self._snippets(asked, found, query) if snippets else None
        return Answer(
            total=int(found.count),  # type: ignore[attr-defined]  # missing from the stubs
            hits=len(found.hits),
            facets=self._facets(query, asked),
            snippets=made,
        )

    def forget(self) -> None:
        """Does nothing: answers are not cached."""

    def close(self) -> None:
        """Closes the files."""
        del self._searcher

    def _found(self, query: Query, asked: TantivyQuery) -> tantivy.SearchResult:
        offset = (query.page - 1) * PAGE
        if query.sort is Sort.RELEVANCE and _has_words(query):
            return self._searcher.search(asked, limit=PAGE, offset=offset)
        order = Order.Asc if query.sort is Sort.OLDEST else Order.Desc
        return self._searcher.search(
            asked, limit=PAGE, offset=offset, order_by_field="day", order=order
        )

    def _facets(self, query: Query, asked: TantivyQuery) -> dict[str, tuple[int, ...]]:
        free = [name for name in FACETS if name not in query.filters]
        counts = self._counts(asked, free)
        for name in query.filters:
            counts |= self._counts(self._asked(query, without=name), [name])
        return counts

    def _counts(self, asked: TantivyQuery, names: list[str]) -> dict[str, tuple[int, ...]]:
        several = {
            name: {"terms": {"field": name, "size": MOST_VALUES, "segment_size": _MOST_BUCKETS}}
            for name in names
            if name not in self._wide
        }
        answered = self._searcher.aggregate(asked, several) if several else {}
        counts = {
            name: most_frequent(bucket["doc_count"] for bucket in found["buckets"])
            for name, found in answered.items()
        }
        for name in self._wide.intersection(names):
            walked = self._searcher.terms_with_prefix(name, "", filter_query=asked)
            counts[name] = most_frequent(count for _, count in walked)
        return counts

    def _snippets(self, asked: TantivyQuery, found: tantivy.SearchResult, query: Query) -> int:
        field = "literals" if query.wanted.phrase or query.wanted.prefix else "stems"
        generator = tantivy.SnippetGenerator.create(self._searcher, asked, self._schema, field)
        marked = [
            generator.snippet_from_doc(self._searcher.doc(address)).to_html()
            for _, address in found.hits
        ]
        return len(marked)

    def _asked(self, query: Query, *, without: str | None = None) -> TantivyQuery:
        wanted, known = query.wanted, {"session": self._sessions}
        must = [self._term("stems", stem(word)) for word in wanted.every]
        must += [self._term("title", stem(word)) for word in wanted.title]
        if wanted.some:
            some = [(Occur.Should, self._term("stems", stem(word))) for word in wanted.some]
            must.append(TantivyQuery.boolean_query(some))
        if wanted.phrase:
            must.append(self._phrase(exact(wanted.phrase)))
        if wanted.prefix:
            pattern = f"{wanted.prefix}.*"
            must.append(TantivyQuery.regex_query(self._schema, "literals", pattern))
        filters = {name: given for name, given in query.filters.items() if name != without}
        must += self._among(chosen(query, known)) + self._among(filters)
        if not must and not wanted.none:
            return TantivyQuery.all_query()
        parts = [(Occur.Must, part) for part in must]
        parts += [(Occur.MustNot, self._term("stems", stem(word))) for word in wanted.none]
        return TantivyQuery.boolean_query(parts)

    def _among(self, fields: Mapping[str, tuple[str, ...]]) -> list[TantivyQuery]:
        return [
            TantivyQuery.const_score_query(
                TantivyQuery.term_set_query(self._schema, name, list(values)), 0.0
            )
            for name, values in fields.items()
        ]

    def _term(self, field: str, term: str) -> TantivyQuery:
        return TantivyQuery.term_query(self._schema, field, term)

    def _phrase(self, words: list[str]) -> TantivyQuery:
        if len(words) == 1:  # a phrase of one word would panic
            return self._term("literals", words[0])
        return TantivyQuery.phrase_query(self._schema, "literals", list(words))


def _has_words(query: Query) -> bool:
    wanted = query.wanted
    return bool(wanted.every or wanted.some or wanted.phrase or wanted.prefix or wanted.title)


def open_peer(folder: Path) -> TantivyAlone:
    """Opens an index."""
    return TantivyAlone(folder)
