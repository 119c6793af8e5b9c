"""The benchmarks measure what they say: the same answers from all, rightly counted figures."""

from __future__ import annotations

from collections import Counter, defaultdict
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from benchmarks import corpus as corpora
from benchmarks import serve, update
from benchmarks.measuring import percentile
from benchmarks.page.plot import plot
from benchmarks.page.tables import overall
from benchmarks.peers import PEERS, Answer, Peer, build, in_range, open_peer
from benchmarks.queries import Query, dump, load


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("benchmarks")
    documents = corpora.read_sources([corpora.ROOT / "corpus"], place)
    corpora.make_corpus(documents, place / "corpus", 500)
    build("operative", place / "corpus", place / "operative")
    return place


@pytest.fixture(scope="module")
def ours(folder: Path) -> list[Answer]:
    peer = open_peer("operative", folder / "operative")
    answers = [_answer(peer, query) for query in _some()]
    peer.close()
    return [answer for answer in answers if answer is not None]


def _some() -> list[Query]:
    """Give a few queries of each kind: the slowest engine takes long over all."""
    found = defaultdict[str, list[Query]](list)
    for query in load():
        found[query.kind].append(query)
    return [query for queries in found.values() for query in queries[:5]]


def _answer(peer: Peer, query: Query) -> Answer | None:
    peer.forget()
    return peer.answer(query, snippets=True)


@pytest.mark.parametrize("name", sorted(PEERS.keys() - {"operative"}))
def test_engines_alone_find_what_operative_finds(
    name: str, folder: Path, ours: list[Answer]
) -> None:
    """Times are of the same work: totals and the counts of all facets are the same."""
    build(name, folder / "corpus", folder / name)
    peer = open_peer(name, folder / name)
    compared = 0
    for query, expected in zip(_some(), ours, strict=True):
        answer = _answer(peer, query)
        if answer is None:
            continue
        assert (query.text, answer.total) == (query.text, expected.total)
        assert answer.hits == expected.hits
        for facet, counts in expected.facets.items():
            assert (query.text, facet, answer.facets[facet]) == (query.text, facet, counts[:100])
        compared += answer.total > 0
    peer.close()
    assert compared > 25


def test_queries_are_enough_and_of_every_kind() -> None:
    """A table by kind has at least fifteen queries in every row, of two hundred and more."""
    kinds = Counter(query.kind for query in load())
    assert kinds.total() >= 200
    assert all(count >= 15 for kind, count in kinds.items() if kind != "everything")


def test_queries_are_read_as_they_were_written(tmp_path: Path) -> None:
    """The committed file loses nothing of a query."""
    queries = load()
    dump(queries, tmp_path / "queries.jsonl")
    assert load(tmp_path / "queries.jsonl") == queries


def test_searches_over_http_are_distinct_and_ask_what_the_query_asks() -> None:
    """No address comes twice, and filters, order and page are part of it."""
    queries = load()
    asked = serve.addresses([*queries, *queries], "/api/v1/search")
    assert len(asked) == len(set(asked)) > 200
    query = next(query for query in queries if query.filters)
    (name, (value, *_)) = next(iter(query.filters.items()))
    assert (name, value) in parse_qsl(urlsplit(serve.addresses([query], "/")[0]).query)


@pytest.mark.slow
def test_server_is_asked_and_stopped(folder: Path) -> None:
    """Every client's answers are counted, wrong ones as errors."""
    with serve.served(folder / "operative") as (port, _), get_context("spawn").Pool(1) as pool:
        asked = iter(["/api/v1/search?q=women", "/api/v1/search?sort=wrong"])
        answers = serve.load(pool, port, 1, asked, 5.0)
    assert len(answers.seconds) == 2
    assert answers.errors == 1


@pytest.mark.slow
def test_update_is_seen_and_leaves_everything_as_it_was(folder: Path) -> None:
    """A change counts when a searcher that is open sees it; the corpus is the same after."""
    before = list(corpora.read_corpus(folder / "corpus"))
    figures = update.measure(folder, rounds=1)
    assert set(figures) == {"added", "changed", "removed"}
    assert all(one["visible"] > 0 for one in figures.values())
    assert list(corpora.read_corpus(folder / "corpus")) == before


def test_percentiles_lie_between_the_values() -> None:
    """Medians and 95th percentiles are the usual, interpolated ones."""
    assert percentile([3, 1, 2], 0.5) == 2
    assert percentile([1, 2, 3, 4], 0.5) == 2.5
    assert percentile(range(101), 0.95) == 95
    assert percentile([7], 0.95) == 7


def test_ranges_take_the_session_of_every_organ() -> None:
    """A session in a query is that number of any organ, as in the query language."""
    assert in_range(["GA 74", "HRC 74", "GA 75", "(none)", "74"], 74, 74) == (
        "GA 74",
        "HRC 74",
        "74",
    )


def test_ratios_are_over_the_queries_that_both_answered() -> None:
    """An engine that cannot be asked some queries is compared by the others."""
    measured = {
        "operative": {"cpu": {"0": 1.0, "1": 9.0}, "wall": {"0": 1.0, "1": 9.0}, "memory": 0},
        "fts5": {"cpu": {"0": 2.0}, "wall": {"0": 2.0}, "memory": 0},
    }
    *_, row = overall(measured)
    assert "| 2.00 | 2.00 |" in row


def test_plot_has_a_bar_for_each_engine() -> None:
    """Names are shown as text, whatever letters they have."""
    drawing = plot({"A & B": [0.001, 0.002], "C": [0.1]}, "Times")
    assert "A &amp; B" in drawing
    assert drawing.count("stroke-width") == 2
