"""Which text follows which: pairs of official texts that were read before they were kept."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from support.corpora import corpora

from indexer.cli import index
from search.searcher import Searcher

pytestmark = pytest.mark.slow
JUDGED = Path(__file__).parent / "expected" / "series-links.tsv"
ENOUGH = 0.98
"""Share of the judged links that must be found; none may be wrong."""


class Link(NamedTuple):
    """A text with the one before it, both with their files; empty where there is none."""

    symbol: str
    file: str
    earlier: str
    earlier_file: str


def _judged() -> list[Link]:
    lines = JUDGED.read_text("utf-8").splitlines()
    rows = csv.reader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return [Link(*row) for row in rows]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Open an index of the judged texts alone."""
    names = {name for link in _judged() for name in (link.file, link.earlier_file) if name}
    files = [str(corpora("akn") / name) for name in sorted(names)]
    folder = tmp_path_factory.mktemp("links") / "index"
    result = CliRunner().invoke(index, [*files, "--index", str(folder), "--quiet"])
    assert result.exit_code == 0, result.output
    opened = Searcher(folder)
    yield opened
    opened.close()


def test_judged_links(searcher: Searcher) -> None:
    """Nearly every text leads to the one before it, and none to another."""
    links = [link for link in _judged() if link.symbol]
    found: dict[str, str] = {}
    for link in links:
        masthead = searcher.document(link.symbol).document.masthead
        earlier = searcher.versions(masthead).earlier
        found[link.symbol] = earlier[0].symbol if earlier else ""
    wrong = {
        (link.symbol, found[link.symbol], link.earlier)
        for link in links
        if found[link.symbol] not in ("", link.earlier)
    }
    assert not wrong
    known = [link for link in links if link.earlier]
    lacking = [link.symbol for link in known if not found[link.symbol]]
    assert 1 - len(lacking) / len(known) >= ENOUGH, lacking
