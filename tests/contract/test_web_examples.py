"""The searches that the pages offer to try find something in the sample corpus."""

from __future__ import annotations

import pytest

from search.request import SearchRequest
from search.searcher import Searcher
from web import examples

OFFERED = sorted(
    {one.query for table in (examples.SYNTAX, examples.WORDS, examples.FIELDS) for one in table}
)


@pytest.mark.parametrize("query", OFFERED)
def test_offered_searches_find_something(searcher: Searcher, query: str) -> None:
    """Who tries an example sees results, and no complaint about what was typed."""
    result = searcher.search(SearchRequest(query=query))
    assert result.total or result.jump
    assert result.notices == ()


def test_examples_come_from_the_index_that_is_served(searcher: Searcher) -> None:
    """The start page offers questions first, then syntax, and all of them find something here."""
    offered = examples.start_examples(searcher)
    assert len(offered) == 7
    assert offered[0].query.endswith("?")
    assert any(one.query.startswith('verb:urge "') for one in offered), "a phrase of the index"
    for one in offered:
        found = searcher.search(SearchRequest(query=one.query, strict=False))
        assert found.total or found.jump, one.query
