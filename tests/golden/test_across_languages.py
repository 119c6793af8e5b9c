"""Searches across languages, and in Chinese, on sixty resolutions in six languages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.corpora import corpora

from indexer.build.build import Tools
from indexer.pipeline import build_index
from search.request import SearchRequest
from search.searcher import Searcher

QUERIES = tomllib.loads((Path(__file__).parent / "across_languages.toml").read_text("utf-8"))
CONCEPTS = tomllib.loads((Path(__file__).parent / "chinese_concepts.toml").read_text("utf-8"))
LEAST, RECALL, PRECISION = 0.9, 0.80, 0.96

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def six(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Opens an index of the sixty resolutions."""
    index = tmp_path_factory.mktemp("six") / "index"
    build_index([corpora("six_languages/xml")], index, tools=Tools(workers=2))
    with Searcher(index) as searcher:
        yield searcher


def test_a_right_english_paragraph_is_among_the_first_ten(six: Searcher) -> None:
    """For nine in ten queries of five languages, through the twins of what their words find."""
    missed = []
    asked = [(code, *pair) for code, queries in QUERIES.items() for pair in queries.items()]
    assert len(asked) == 40
    for code, query, right in asked:
        wanted = SearchRequest(query=query, filters={"language": ("en",)}, strict=False, size=10)
        result = six.search(wanted)
        assert result.languages is not None
        assert result.languages.read == (code,), query
        if not any(re.search(right, hit.paragraph.text, re.IGNORECASE) for hit in result.hits):
            missed.append(query)
    assert len(missed) <= (1 - LEAST) * len(asked), missed


def test_chinese_words_find_what_they_mean(six: Searcher) -> None:
    """Characters in a row find nearly all paragraphs whose English text has the concept."""
    both = _all(six, "zh") & _all(six, "en")
    found = right = relevant = 0
    for word, english in CONCEPTS["concepts"].items():
        hits, wanted = _places(six, word, "zh") & both, _places(six, english, "en") & both
        found += len(hits)
        right += len(hits & wanted)
        relevant += len(wanted)
    assert right / relevant >= RECALL
    assert right / found >= PRECISION


def _places(six: Searcher, query: str, language: str) -> set[str]:
    asked = SearchRequest(query=query, filters={"language": (language,)}, strict=True)
    return {found.paragraph.id for found in six.stream(asked, most=10_000)}


def _all(six: Searcher, language: str) -> set[str]:
    return _places(six, "", language)
