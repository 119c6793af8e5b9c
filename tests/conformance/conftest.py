"""One published index an engine, shared by all cases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.cluster import EVERYWHERE
from support.indexes.library import LIBRARY, publish

from search.searcher import Searcher


@pytest.fixture(scope="session", params=EVERYWHERE)
def searcher(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Searcher]:
    """Open a searcher over the small library, once for each engine."""
    index = tmp_path_factory.mktemp(request.param) / "index"
    publish(LIBRARY, index, request.param)
    opened = Searcher(index)
    yield opened
    opened.close()
