"""Where tantivy cannot be used, Whoosh steps in by itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from search.request import SearchRequest
from search.searcher import Searcher
from web.cli import main

CORPUS = Path(__file__).parents[2] / "corpus"


def test_whoosh_steps_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index is made all the same, the report says what happened, and searches are answered."""
    monkeypatch.setitem(sys.modules, "tantivy", None)  # an import of it fails
    sample, index = CORPUS / "a_res_74_176.md", tmp_path / "ix"
    done = CliRunner().invoke(main, ["index", str(sample), "--index", str(index)])
    assert done.exit_code == 0, done.output
    assert "tantivy cannot be used here, so whoosh is" in done.output
    searcher = Searcher(index)
    found = searcher.search(SearchRequest(query='"trafficking in persons"', facets=("verb",)))
    assert (found.engine, found.total > 10, len(found.facets)) == ("whoosh", True, 1)
    searcher.close()
