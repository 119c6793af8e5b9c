"""The searches that the pages offer to try find something in the sample corpus."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from support.requirements import require

from indexer.pipeline import build_index
from search.request import SearchRequest
from search.searcher import Searcher
from web import examples

CORPUS = Path(__file__).parents[2] / "corpus"
OFFERED = sorted(
    {
        one.query
        for table in (examples.START, examples.SYNTAX, examples.WORDS, examples.FIELDS)
        for one in table
    }
)


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    require(CORPUS.is_dir(), "the corpus folder is not there")
    index = tmp_path_factory.mktemp("corpus") / "index"
    build_index([CORPUS], index)
    with closing(Searcher(index)) as opened:
        yield opened


@pytest.mark.parametrize("query", OFFERED)
def test_offered_searches_find_something(searcher: Searcher, query: str) -> None:
    """Who tries an example sees results, and no complaint about what was typed."""
    result = searcher.search(SearchRequest(query=query))
    assert result.total or result.jump
    assert result.notices == ()
