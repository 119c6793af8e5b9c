"""Series, words in context and what follows them are the same on every engine."""

from __future__ import annotations

import pytest

from indexer.serialization import to_json
from search.concordance.lines import Order
from search.formats.concordance import exported_concordance, exported_continuations
from search.formats.series import exported_series
from search.request import SearchRequest
from search.searcher import Searcher
from search.series.chain import Texts

_SAID: dict[str, object] = {}
"""What the first engine answered."""


@pytest.mark.parametrize("query", ["women", '"member states"', "traffick* OR seized", "verb:urge"])
def test_words_in_context(searcher: Searcher, query: str) -> None:
    found = searcher.concordance(SearchRequest(query=query), Order.RIGHT)
    total = searcher.search(SearchRequest(query=query)).total
    assert found.total == found.read == total
    answer = to_json(exported_concordance(found, 1, 100))
    assert _SAID.setdefault(query, answer) == answer


@pytest.mark.parametrize("phrase", ["the", "member states", "of the"])
def test_continuations(searcher: Searcher, phrase: str) -> None:
    found = searcher.continuations(phrase, SearchRequest(), 2)
    total = searcher.search(SearchRequest(query=f'"{phrase}"')).total
    assert found.total == found.counted == total
    answer = to_json(exported_continuations(found))
    assert _SAID.setdefault(f"after {phrase}", answer) == answer


def test_series(searcher: Searcher) -> None:
    for masthead in searcher.mastheads():
        answer = to_json(exported_series(searcher.series(masthead.symbol, Texts.ALL)))
        assert _SAID.setdefault(masthead.symbol, answer) == answer
