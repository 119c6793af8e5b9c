"""What a searcher does beside finding: refusing requests, documents, moving on to a new index."""

from __future__ import annotations

import gc
import threading
import weakref
from pathlib import Path

import pytest
from support.cluster import EVERYWHERE, LOCAL_ENGINES
from support.indexes.library import COUNCIL, LIBRARY, RIGHTS, TRAFFICKING, WOMEN, publish

from indexer.errors import IndexMissing
from indexer.generations.generation import CURRENT
from search.errors import BadParameter, DocumentMissing, UnknownField
from search.request import MAX_DEPTH, SearchRequest
from search.searcher import Searcher


@pytest.mark.parametrize(
    ("request_", "error", "parameter"),
    [
        (SearchRequest(page=0), BadParameter, "page"),
        (SearchRequest(page=MAX_DEPTH), BadParameter, "page"),
        (SearchRequest(size=0), BadParameter, "size"),
        (SearchRequest(size=101), BadParameter, "size"),
        (SearchRequest(facets=("colour",)), UnknownField, "facets"),
        (SearchRequest(filters={"colour": ("red",)}), UnknownField, "colour"),
        (SearchRequest(filters={"year": ("abc..",)}), BadParameter, "year"),
        (SearchRequest(filters={"session": ("S-1..74",)}), BadParameter, "session"),
    ],
)
def test_unusable_requests_are_refused(
    searcher: Searcher, request_: SearchRequest, error: type[Exception], parameter: str
) -> None:
    """A parameter that cannot be used is refused by name, with a message."""
    with pytest.raises(error) as caught:
        searcher.search(request_)
    assert caught.value.parameter == parameter  # type: ignore[attr-defined]
    assert str(caught.value).endswith(".")


def test_a_page_beyond_the_last_is_empty(searcher: Searcher) -> None:
    """Asking further than there are hits gives none, and still the total."""
    result = searcher.search(SearchRequest(query="seized", page=7))
    assert (result.total, result.pages, result.hits) == (2, 1, ())


def test_documents_by_any_spelling(searcher: Searcher) -> None:
    """A document is found by any spelling of its symbol, and told when it is not there."""
    assert searcher.document("s/res/1325(2000)").document.masthead == COUNCIL.masthead
    with pytest.raises(DocumentMissing, match="A/RES/1/1"):
        searcher.document("A/RES/1/1")


def test_overview(searcher: Searcher) -> None:
    """The start page's numbers are those of the index."""
    overview = searcher.overview()
    assert (overview.documents, overview.paragraphs) == (5, 15)
    assert [(one.value, one.count) for one in overview.organs.values] == [
        ("GA", 11), ("SC", 3), ("HRC", 1),
    ]  # fmt: skip
    assert searcher.mastheads()[0].symbol == "A/RES/73/148"


def test_no_index(tmp_path: Path) -> None:
    """Without an index the message says how to make one."""
    with pytest.raises(IndexMissing, match="operative index"):
        Searcher(tmp_path)


@pytest.mark.parametrize("engine", EVERYWHERE)
def test_moves_on_to_a_new_generation(engine: str, tmp_path: Path) -> None:
    """A searcher that stays open answers from what was published last, also by another engine."""
    other = next(name for name in LOCAL_ENGINES if name != engine)
    publish((TRAFFICKING, WOMEN), tmp_path, engine)
    searcher = Searcher(tmp_path)
    seized = SearchRequest(query="seized")
    assert searcher.search(seized).total == 0
    publish((RIGHTS,), tmp_path, engine)
    assert searcher.search(seized).total == 1
    assert searcher.search(SearchRequest()).total == 1
    publish(LIBRARY, tmp_path, other)
    found = searcher.search(seized)
    assert (found.total, found.engine) == (2, other)
    searcher.close()


@pytest.mark.parametrize("engine", EVERYWHERE)
def test_the_old_generation_leaves_memory_at_once(engine: str, tmp_path: Path) -> None:
    """A server whose index is replaced often does not hold the old ones until Python tidies up."""
    publish((TRAFFICKING, WOMEN), tmp_path, engine)
    searcher = Searcher(tmp_path)
    searcher.search(SearchRequest(query="traffick*", facets=("verb",)))
    searcher.complete("traff")
    old = weakref.ref(searcher._current._open)
    publish((RIGHTS,), tmp_path, engine)
    gc.disable()
    try:
        searcher.search(SearchRequest(query="seized"))
        assert old() is None
    finally:
        gc.enable()
    searcher.close()


def test_a_bad_pointer_leaves_the_old_generation_answering(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A newer index that is wrong does not take away the one that is open; the log says so once."""
    publish((RIGHTS,), tmp_path, "whoosh")
    searcher = Searcher(tmp_path)
    (tmp_path / CURRENT).write_text("g999999 " + "0" * 64)
    assert searcher.search(SearchRequest(query="seized")).total == 1
    assert searcher.search(SearchRequest(query="seized")).total == 1
    (record,) = caplog.records
    assert "generation 999999" in record.getMessage()
    assert "operative index" in record.getMessage()
    assert record.exc_info is None
    searcher.close()


@pytest.mark.parametrize("engine", EVERYWHERE)
def test_many_threads(engine: str, tmp_path: Path) -> None:
    """Requests in several threads, while the index is replaced, all get whole answers."""
    publish((TRAFFICKING, RIGHTS), tmp_path, engine)
    searcher = Searcher(tmp_path)
    totals: list[int] = []
    failures: list[BaseException] = []

    def ask() -> None:
        try:
            for number in range(20):
                query = f"trafficking OR seized OR w{number}"
                totals.append(searcher.search(SearchRequest(query=query, facets=("verb",))).total)
        except BaseException as error:  # noqa: BLE001 - told to the test below
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    publish((RIGHTS,), tmp_path, engine)
    for thread in threads:
        thread.join()
    assert failures == []
    assert set(totals) <= {3, 1}
    assert searcher.search(SearchRequest(query="trafficking OR seized")).total == 1
    searcher.close()
