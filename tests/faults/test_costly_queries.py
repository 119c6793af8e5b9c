"""Queries of any length and kind: none takes much longer than it may, and none holds up others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic, thread_time

import pytest
from support.indexes.small import masthead, paragraph
from support.web_site import build_site

from search import deadline
from search.binding.bind import bind_query
from search.binding.bound import Near, Phrase, Run, Word
from search.binding.visitor import leaves
from search.binding.vocabulary import Vocabulary
from search.deadline import Lanes, until
from search.errors import SearchTooLong, TooManySearches
from search.query.parser import parse
from search.request import SearchRequest
from search.retrieval.highlighting import Shown, highlights
from search.searcher import Searcher
from web.app import create_app
from web.settings.settings import Settings

REPEATED = "of the " * 1400
COMMON = ("of", "the", "and", "to", "in", "on", "for", "by", "with", "states")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("costly"))


def filled(parts: Iterator[str] | list[str], between: str = " ") -> str:
    return between.join(parts)[:10_000]


def test_a_word_is_asked_for_once() -> None:
    """Repeating words makes no work: neither for what matches nor for its order."""
    bound = bind_query(parse(REPEATED).query, Vocabulary({}))
    asked = list(leaves(bound.match))
    assert set(asked) == {Word("text", "of"), Word("text", "the")}
    assert len(asked) == 2
    phrases = [boost.match for boost in bound.boosts if isinstance(boost.match, Phrase)]
    assert max(len(phrase.terms) for phrase in phrases) <= 64


def test_near_values_are_looked_for_a_few_times_only() -> None:
    """A query with hundreds of values that no paragraph has takes no longer for it."""
    known = {"cites": [f"A/RES/{n}/{m}" for n in range(60, 80) for m in range(250)]}
    query = parse(filled([f"cites:74/{n}" for n in range(300, 1200)], " OR ")).query
    began = thread_time()
    bound = bind_query(query, Vocabulary(known))
    assert thread_time() - began < 1.5
    assert len(bound.notices) > 500
    assert "Did you mean" in bound.notices[0].message


def test_marks_of_a_long_paragraph() -> None:
    """What stands near what is found in a paragraph of 4,000 words as quickly as in others."""
    shown = Shown(masthead(), paragraph("of the " * 2_000))
    run = [Run("text_literal", frozenset({(word,)})) for word in ("of", "the")]
    began = thread_time()
    found = highlights(Near(run[0], run[1], 1_000, False), shown)
    assert len(found) == 4_000
    assert thread_time() - began < 1.0


@pytest.mark.parametrize(
    "query",
    [
        REPEATED,
        f'"{REPEATED[:9_990]}"',
        "of-the-" * 1400,
        filled([f"{a} NEAR/500 {b}" for a in COMMON for b in COMMON] * 9, " OR "),
        filled([f"({a}* NEAR/50 *{b}*)" for a in "abcdefgh" for b in "abcdefgh"], " OR "),
        filled(["(" * 25, *COMMON * 100, ")" * 25], " OR "),
        filled([f"{word}xq{n}" for n in range(100) for word in COMMON]),
        filled([f"year:{a}..{b}" for a in range(1946, 2000) for b in range(2000, 2026)], " OR "),
    ],
)
def test_any_query_ends_in_time(index: Path, query: str) -> None:
    """Whatever is asked is answered, or given up, within twice the limit."""
    searcher = Searcher(index)
    for strict in (True, False):
        request = SearchRequest(query=query[:10_000], strict=strict, size=100, facets=("verb",))
        began = thread_time()
        try:
            with until(1.0):
                searcher.search(request)
        except SearchTooLong:
            pass
        assert thread_time() - began < 2.0
    searcher.close()


def test_a_step_that_does_not_fit_is_not_begun() -> None:
    """What cannot be interrupted says before how long it will take."""
    with until(5.0):
        deadline.check(4.0)
        with pytest.raises(SearchTooLong):
            deadline.check(6.0)


def test_long_searches_wait_for_each_other() -> None:
    """A few run, a few wait, and the next is told to come back; ordinary ones need no lane."""
    lanes = Lanes(running=1, waiting=1)
    waited: list[float] = []

    def second() -> None:
        began = monotonic()
        with until(30.0, lanes):
            deadline.check(1.0)
        waited.append(monotonic() - began)

    with until(30.0, lanes):
        deadline.check(1.0)
        other = Thread(target=second)
        other.start()
        while lanes._waiting._value:  # until the other one waits
            assert other.is_alive()
        with until(30.0, lanes):
            deadline.check()  # a short search
            with pytest.raises(TooManySearches):
                deadline.check(1.0)
    other.join(30)
    assert waited
    lanes.enter(1.0)
    with until(0.2, lanes), pytest.raises(SearchTooLong):
        deadline.check(0.15)


def test_who_comes_too_late_is_told_when_to_return(index: Path) -> None:
    """The server answers 503 with Retry-After where too many long searches run already."""
    app = create_app(Settings(index=index, threads=2))

    @app.before_request
    def busy() -> None:
        raise TooManySearches("Too many long searches are running.")

    answer = app.test_client().get("/api/v1/search?q=of")
    assert answer.status_code == 503
    assert answer.json["code"] == "too-many-searches"
    assert int(answer.headers["Retry-After"]) > 0
