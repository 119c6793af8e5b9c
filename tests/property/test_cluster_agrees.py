"""A real cluster against the naive definition: random queries on random paragraphs in its parts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support.cluster import ALONE
from support.indexes.small import build_anywhere, entries, masthead, paragraph

from indexer.analysis.entry import Entry
from indexer.engines import CLUSTER
from indexer.model import ParagraphType
from indexer.schema import KEYWORDS, TEXT_FIELDS
from search.binding.bound import (
    Among,
    And,
    AnyWord,
    Bound,
    Everything,
    Most,
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
from search.request import Grouping, Sort
from search.retrieval.base import Retrieval
from search.retrieval.matching import matches

pytestmark = [pytest.mark.cluster, pytest.mark.slow]

WORDS = ("act", "state", "girl", "a", "the", "rights")
WORDINGS = ("1f", "a0b1", None)
FIELDS = tuple(field.name for field in KEYWORDS)
_LIMIT = 1_000


def _corpus() -> list[Entry]:
    """Make four hundred paragraphs of forty documents; the same in every run."""
    drawn = random.Random(18)  # noqa: S311 - for samples
    found = []
    for number in range(40):
        organ, session = drawn.choice([("GA", "74"), ("SC", None), (None, "S-32")])
        head = masthead(
            f"A/RES/74/{number}", organ=organ, session=session,
            title=" ".join(drawn.choices(WORDS, k=2)),
            adopted_on=drawn.choice([None, date(2019, 12, 18), date(2020, 1, 2)]),
        )  # fmt: skip
        for _ in range(10):
            text = " ".join(drawn.choices(WORDS, k=drawn.randint(0, 9)))
            verbs = tuple(drawn.sample(["urge", "note", "request"], drawn.randint(0, 3)))
            kind = drawn.choice([ParagraphType.OPERATIVE, ParagraphType.PREAMBULAR])
            given = paragraph(
                text, type=kind, verb=drawn.choice(["urge", "request", None]), verbs_any=verbs,
                wording=drawn.choice(WORDINGS),
            )  # fmt: skip
            found.append((head, given))
    return entries(found)


class Index:
    """An index in the cluster, and what is in it."""

    def __init__(self, retrieval: Retrieval, corpus: list[Entry]) -> None:
        self.retrieval = retrieval
        self.corpus = corpus


@pytest.fixture(scope="module", params=[CLUSTER, ALONE])
def index(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Index]:
    corpus = _corpus()
    opened = build_anywhere(request.param, tmp_path_factory.mktemp("cluster"), corpus)
    yield Index(opened, corpus)
    opened.close()


words = st.sampled_from([*WORDS, "unknown", "right"])
fields = st.sampled_from(TEXT_FIELDS)
runs = st.builds(
    Run,
    st.sampled_from(["text", "text_literal"]),
    st.frozensets(st.lists(words, min_size=1, max_size=3).map(tuple), min_size=1, max_size=3),
)
values = st.sampled_from(
    ["urge", "note", "operative", "GA 74", "(none)", "2019", "A/RES/74/1", "other"]
)
leaves = st.one_of(
    st.builds(Everything),
    st.builds(Nothing),
    st.builds(Worded, st.sampled_from(["1f", "a0b1", "ffff"])),
    st.builds(Word, fields, words),
    st.builds(Phrase, fields, st.lists(words, min_size=2, max_size=4).map(tuple)),
    st.builds(AnyWord, fields, st.frozensets(words, min_size=1)),
    st.builds(Near, runs, runs, st.integers(1, 4), st.booleans()),
    st.builds(
        Among,
        st.sampled_from(["verb", "anyverb", "type", "session", "symbol", "year"]),
        st.frozensets(values),
    ),
)
trees = st.recursive(
    leaves,
    lambda parts: st.one_of(
        st.lists(parts, min_size=1, max_size=3).map(lambda p: And(tuple(p))),
        st.lists(parts, min_size=1, max_size=3).map(lambda p: Or(tuple(p))),
        parts.map(Not),
        st.builds(
            Most,
            st.lists(st.tuples(parts, st.integers(1, 900)), min_size=1, max_size=3).map(tuple),
            st.integers(1, 1500),
        ),
        st.tuples(parts, parts).map(lambda p: Ranked(p[0], ((p[1], 2.0),))),
    ),
    max_leaves=8,
)


def _found(index: Index, query: Bound) -> list[Entry]:
    """Give what matches, the newest first."""
    found = [one for one in index.corpus if matches(query, one)]
    return sorted(found, key=lambda one: (one.sort_keys["newest"], one.paragraph))


_TWICE = Run("text", frozenset({("girl", "girl")}))


@settings(max_examples=100, suppress_health_check=list(HealthCheck))
@given(query=trees)
@example(query=Near(_TWICE, _TWICE, 2, ordered=False))
def test_a_cluster_answers_as_defined(index: Index, query: Bound) -> None:
    """Whatever is asked, it finds, counts and orders as the definition says."""
    found = _found(index, query)
    answer = index.retrieval.search(query, sort=Sort.NEWEST, offset=0, limit=_LIMIT)
    assert [match.paragraph for match in answer.page] == [one.paragraph for one in found]
    assert answer.total == len(found)
    best = index.retrieval.search(query, sort=Sort.RELEVANCE, offset=0, limit=_LIMIT).page
    assert {match.paragraph for match in best} == {one.paragraph for one in found}
    newest = {one.paragraph: place for place, one in enumerate(found)}
    ranked = [(-(match.score or 0.0), newest[match.paragraph]) for match in best]
    assert ranked == sorted(ranked)
    assert index.retrieval.count(query, FIELDS) == {
        name: dict(Counter(value for one in found for value in one.keywords[name]))
        for name in FIELDS
    }
    assert index.retrieval.places(query).tolist() == sorted(one.paragraph for one in found)


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(query=trees, by=st.sampled_from([Grouping.RESOLUTION, Grouping.WORDING]))
def test_groups_are_as_defined(index: Index, query: Bound, by: Grouping) -> None:
    """Groups come in the order of their best, each with all that it has."""
    keys: dict[object, list[Entry]] = {}
    for one in _found(index, query):
        key = one.document if by is Grouping.RESOLUTION else one.wording or one.paragraph
        keys.setdefault(key, []).append(one)
    answer = index.retrieval.group(query, by, sort=Sort.NEWEST, offset=0, limit=_LIMIT)
    assert (answer.total, answer.paragraphs) == (len(keys), sum(map(len, keys.values())))
    for group, held in zip(answer.page, keys.values(), strict=True):
        years = [int(one.keywords["year"][0]) for one in held if "(none)" not in one.values("year")]
        assert group.best.paragraph == held[0].paragraph
        assert group.paragraphs == len(held)
        assert group.resolutions == len({one.document for one in held})
        assert (group.first_year, group.last_year) == (
            min(years, default=None), max(years, default=None),
        )  # fmt: skip
        if by is Grouping.RESOLUTION:
            rest = [one.paragraph for one in held[1:3]]
            assert [match.paragraph for match in group.further] == rest


def test_facets_ignore_their_own_filter(index: Index) -> None:
    """Counts of a field are of what all other filters let through."""
    filters: dict[str, Bound] = {
        "verb": Among("verb", frozenset({"urge"})), "year": Among("year", frozenset({"2019"})),
    }  # fmt: skip
    found = index.retrieval.facets(Word("text_literal", "girl"), filters, ("verb", "year", "type"))
    for name, counts in found.items():
        others = tuple(one for field, one in filters.items() if field != name)
        held = _found(index, And((Word("text_literal", "girl"), *others)))
        expected = Counter(value for one in held for value in one.keywords[name])
        assert counts.all() == dict(sorted(expected.items(), key=lambda one: (-one[1], one[0])))


def test_counts_are_exact_however_many_values(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where one request cannot have all values, they are read one by one."""
    everything = index.retrieval.count(Everything(), ("symbol", "verb"))
    monkeypatch.setattr("search.cluster.counts._MOST", 3)
    assert index.retrieval.count(Everything(), ("symbol", "verb")) == everything
    assert len(everything["symbol"]) == 40


def test_deep_pages_neither_repeat_nor_lose(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read on behind the last hit is the same order as that of pages."""
    word = Word("text_literal", "state")
    for sort in Sort:
        whole = index.retrieval.search(word, sort=sort, offset=0, limit=_LIMIT).page
        with monkeypatch.context() as patch:
            patch.setattr("search.cluster.requests.DEEPEST", 7)
            patch.setattr("search.cluster.retrieval.DEEPEST", 7)
            assert index.retrieval.search(word, sort=sort, offset=0, limit=_LIMIT).page == whole
            some = index.retrieval.search(word, sort=sort, offset=20, limit=9)
            assert (some.page, some.total) == (whole[20:29], len(whole))
