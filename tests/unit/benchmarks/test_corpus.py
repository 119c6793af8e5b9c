"""The corpora of the benchmarks: of the size asked for, always the same, and like resolutions."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import (
    about_corpus,
    build,
    default_sources,
    make_corpus,
    read_corpus,
    read_sources,
)
from indexer.generations.generation import current
from indexer.model import SEARCHED, Document

_PARAGRAPHS = 6000


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Document]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("OPERATIVE_CORPORA", raising=False)
        return read_sources([default_sources()], tmp_path_factory.mktemp("kept"))


@pytest.fixture(scope="module")
def corpus(sources: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    make_corpus(sources, folder, _PARAGRAPHS)
    return folder


def test_has_as_many_paragraphs_as_asked_for(corpus: Path) -> None:
    """A size named is the number of searchable paragraphs, exactly."""
    searched = [p for d in read_corpus(corpus) for p in d.paragraphs if p.type in SEARCHED]
    assert len(searched) == _PARAGRAPHS


def test_is_the_same_for_the_same_seed(
    sources: list[Document], corpus: Path, tmp_path: Path
) -> None:
    """Figures of two runs are about the same documents; another seed gives others."""
    make_corpus(sources, tmp_path / "same", _PARAGRAPHS)
    make_corpus(sources, tmp_path / "other", _PARAGRAPHS, seed=2)
    assert list(read_corpus(tmp_path / "same")) == list(read_corpus(corpus))
    assert list(read_corpus(tmp_path / "other")) != list(read_corpus(corpus))


def test_documents_are_each_their_own(corpus: Path) -> None:
    """No two documents share a symbol, and identifiers within one point to its paragraphs."""
    documents = list(read_corpus(corpus))
    symbols = [document.masthead.symbol for document in documents]
    assert len(set(symbols)) == len(symbols)
    for document in documents:
        ids = {one.id for one in document.paragraphs}
        assert len(ids) == len(document.paragraphs)
        assert all(one.id.startswith(f"{document.masthead.symbol}#") for one in document.paragraphs)
        assert {one.parent for one in document.paragraphs} - {None} <= ids
        assert all(one.text.startswith(one.opening or "") for one in document.paragraphs)


def test_spreads_over_organs_and_decades(corpus: Path) -> None:
    """Facets have many values, also where the sources are four texts of one organ."""
    heads = [document.masthead for document in read_corpus(corpus)]
    assert len({head.organ for head in heads}) > 1
    assert len({head.adopted_on.year // 10 for head in heads if head.adopted_on}) > 2


def test_is_indexed_by_the_ordinary_pipeline(corpus: Path, tmp_path: Path) -> None:
    """What is measured is the pipeline that users have, without reading."""
    build(corpus, tmp_path / "index")
    manifest = current(tmp_path / "index").manifest
    assert manifest.searchable == _PARAGRAPHS
    assert manifest.documents == about_corpus(corpus).documents
