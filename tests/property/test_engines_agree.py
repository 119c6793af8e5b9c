"""Both engines against the naive definition, on random corpora and random queries."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.cluster import LOCAL_ENGINES
from support.indexes.small import SmallIndex, build, entries, masthead, paragraph

from indexer.analysis.entry import Entry
from indexer.engines import writer_for
from indexer.model import Masthead, Paragraph, ParagraphType
from indexer.schema import KEYWORDS, TEXT_FIELDS
from search.binding.bound import (
    Among,
    And,
    AnyWord,
    Bound,
    Everything,
    Near,
    Not,
    Nothing,
    Or,
    Phrase,
    Ranked,
    Run,
    Word,
    Worded,
)
from search.engines import open_engine
from search.request import Sort
from search.retrieval.matching import matches

WORDS = ("act", "state", "girl", "a")  # their own stems, so that stems and literals are found
VERBS = ("urge", "request", None)
DAYS = (None, date(2019, 12, 18), date(2020, 1, 2))
WORDINGS = ("1f", "a0b1")
FIELDS = tuple(field.name for field in KEYWORDS)

texts = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
mastheads = st.builds(
    masthead,
    st.sampled_from(["A/RES/74/1", "A/RES/74/2", "S/RES/1325 (2000)", "~unknown"]),
    organ=st.sampled_from(["GA", "SC", None]),
    session=st.sampled_from(["74", "S-32", None]),
    title=texts,
    adopted_on=st.sampled_from(DAYS),
)
paragraphs = st.builds(
    paragraph,
    texts,
    type=st.sampled_from([ParagraphType.OPERATIVE, ParagraphType.PREAMBULAR]),
    verb=st.sampled_from(VERBS),
    verbs_any=st.lists(st.sampled_from(["urge", "note", "request"]), unique=True).map(tuple),
    wording=st.sampled_from([*WORDINGS, None]),
)


def by_document(given: list[tuple[Masthead, Paragraph]]) -> list[Entry]:
    """Make entries of paragraphs, those of a document together."""
    heads = [head for head, _ in given]
    return entries(sorted(given, key=lambda one: heads.index(one[0])))


corpora = st.lists(st.tuples(mastheads, paragraphs), max_size=12).map(by_document)

runs = st.builds(
    Run,
    st.sampled_from(["text", "text_literal"]),
    st.frozensets(
        st.lists(st.sampled_from([*WORDS, "unknown"]), min_size=1, max_size=2).map(tuple),
        min_size=1,
        max_size=3,
    ),
)
leaves = st.one_of(
    st.builds(Everything),
    st.builds(Nothing),
    st.builds(Worded, st.sampled_from([*WORDINGS, "ffff"])),
    st.builds(Word, st.sampled_from(TEXT_FIELDS), st.sampled_from([*WORDS, "unknown"])),
    st.builds(
        Phrase,
        st.sampled_from(TEXT_FIELDS),
        st.lists(st.sampled_from([*WORDS, "unknown"]), min_size=2, max_size=3).map(tuple),
    ),
    st.builds(
        AnyWord,
        st.sampled_from(TEXT_FIELDS),
        st.frozensets(st.sampled_from([*WORDS, "unknown"]), min_size=1),
    ),
    st.builds(Near, runs, runs, st.integers(1, 4), st.booleans()),
    st.builds(
        Among,
        st.sampled_from(["verb", "anyverb", "type", "session", "symbol", "year"]),
        st.frozensets(
            st.sampled_from(
                ["urge", "note", "operative", "GA 74", "(none)", "2019", "A/RES/74/1", "other"]
            )
        ),
    ),
)
trees = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda p: And(tuple(p))),
        st.lists(parts, min_size=1, max_size=3).map(lambda p: Or(tuple(p))),
        parts.map(Not),
        st.tuples(parts, parts).map(lambda p: Ranked(p[0], ((p[1], 2.0),))),
    ),
    max_leaves=8,
)


@contextmanager
def engines(corpus: list[Entry]) -> Iterator[list[SmallIndex]]:
    """Write a corpus with every engine, in two commits, so that there are two segments."""
    middle = len(corpus) // 2
    with ExitStack() as stack:
        opened = []
        # With bitmaps of all terms and with none, which is how rare and frequent ones are found.
        for name, rare_below in product(LOCAL_ENGINES, (None, 1)):
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            batches = [corpus[:middle], corpus[middle:]]
            engine = build(name, Path(folder) / "engine", batches, rare_below=rare_below)
            stack.callback(engine.close)
            opened.append(engine)
        yield opened


def expected_order(found: list[Entry], sort: Sort) -> list[int]:
    """Give the rows in the order of a sort, equal keys by row."""
    ordered = sorted(
        found, key=lambda entry: (entry.sort_keys[sort], entry.document, entry.paragraph)
    )
    return [entry.paragraph for entry in ordered]


def expected_counts(found: list[Entry]) -> dict[str, dict[str, int]]:
    """Count the values of all fields."""
    return {
        name: dict(Counter(value for entry in found for value in entry.keywords[name]))
        for name in FIELDS
    }


def check(engine: SmallIndex, query: Bound, corpus: list[Entry]) -> None:
    """Compare all that an engine answers about a query with the definition."""
    found = [entry for entry in corpus if matches(query, entry)]
    for sort in (Sort.NEWEST, Sort.OLDEST, Sort.SYMBOL):
        answer = engine.search(query, sort=sort, offset=0, limit=100)
        assert answer.total == len(found)
        assert [match.paragraph for match in answer.page] == expected_order(found, sort)
    assert engine.count(query, FIELDS) == expected_counts(found)
    best = engine.search(query, sort=Sort.RELEVANCE, offset=0, limit=100).page
    assert {match.paragraph for match in best} == {entry.paragraph for entry in found}
    newest = {row: place for place, row in enumerate(expected_order(found, Sort.NEWEST))}
    ranked = [(-(match.score or 0.0), newest[match.paragraph]) for match in best]
    assert ranked == sorted(ranked)
    paged = [
        match
        for offset in range(0, len(found) + 2, 2)
        for match in engine.search(query, sort=Sort.RELEVANCE, offset=offset, limit=2).page
    ]
    assert tuple(paged) == best


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(corpora, st.lists(trees, min_size=5, max_size=15))
def test_engines_answer_as_defined(corpus: list[Entry], queries: list[Bound]) -> None:
    """Whatever is asked, both engines find, count and order as the definition says."""
    with engines(corpus) as opened:
        for engine in opened:
            for query in queries:
                check(engine, query, corpus)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Phrase("text", ("state", "act")), True),  # at the very beginning
        (Phrase("text_literal", ("act", "state")), True),  # at the very end
        (Phrase("text", ("state", "state")), False),
        (Phrase("text", ("act", "act")), False),
        (Word("text", "state"), True),
        (Word("title", "state"), False),
        (Among("verb", frozenset({"urge", "note"})), True),
        (Among("verb", frozenset()), False),
        (And((Everything(), Not(Nothing()))), True),
        (Or((Nothing(), Not(Everything()))), False),
        (Ranked(Nothing(), ((Everything(), 1.0),)), False),
    ],
)
def test_the_definition_itself(query: Bound, expected: bool) -> None:
    """The naive definition says what the node's description says."""
    (entry,) = entries([(masthead(title="girl"), paragraph("state act state", verb="urge"))])
    assert matches(query, entry) is expected


@settings(max_examples=10, suppress_health_check=[HealthCheck.too_slow])
@given(corpora, trees, trees)
def test_engines_keep_the_laws_of_sets(corpus: list[Entry], left: Bound, right: Bound) -> None:
    """NOT, AND and OR behave as on sets, and the order of filters does not matter."""
    with engines(corpus) as opened:
        for engine in opened:

            def found(query: Bound, engine: SmallIndex = engine) -> set[int]:
                page = engine.search(query, sort=Sort.NEWEST, offset=0, limit=100).page
                return {match.paragraph for match in page}

            assert found(Not(And((left, right)))) == found(Or((Not(left), Not(right))))
            assert found(Not(Or((left, right)))) == found(And((Not(left), Not(right))))
            assert found(And((left, right))) == found(And((right, left)))
            assert found(And((left, right))) <= found(left) <= found(Or((left, right)))
            assert found(Not(Not(left))) == found(left)


@pytest.mark.parametrize("name", LOCAL_ENGINES)
def test_removed_documents_are_gone(name: str, tmp_path: Path) -> None:
    """What was removed, in the same run or a later one, is not found."""
    head, other = masthead("A/RES/74/1"), masthead("A/RES/74/2")
    shared = paragraph("peace")
    both = entries([(head, shared), (head, paragraph("a")), (other, shared)])
    build(name, tmp_path, [both]).close()
    writer = writer_for(name)(tmp_path)
    writer.remove_document(0)
    writer.remove_document(99)
    writer.add(both[0])
    writer.remove_document(0)
    writer.commit()
    engine = open_engine(name, tmp_path)
    assert engine.rows(Everything()).tolist() == [2]
    assert engine.best(Word("text", "peac"), 9).total == 1
    engine.close()
