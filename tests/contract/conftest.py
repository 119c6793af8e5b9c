"""The sample corpus, indexed once and asked by all tests of what the documents promise."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from support.requirements import require
from support.web_site import site

from indexer.pipeline import build_index
from search.searcher import Searcher
from web.index import EXTENSION
from web.pages.precedents import drafts

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="session")
def sample_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require(CORPUS.is_dir(), "the corpus folder is not there")
    index = tmp_path_factory.mktemp("corpus") / "index"
    build_index([CORPUS], index)
    return index


@pytest.fixture(scope="module")
def searcher(sample_index: Path) -> Iterator[Searcher]:
    with closing(Searcher(sample_index)) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(sample_index: Path) -> Iterator[FlaskClient]:
    app = site(sample_index)
    yield app.test_client()
    drafts.close(app)
    app.extensions[EXTENSION].close()
