"""The series of the sample texts: read side by side, paragraph by paragraph, before it was kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.cli import index
from search.searcher import Searcher
from search.series.chain import Found, Texts
from search.series.table import Cell, Series, State

CORPUS = Path(__file__).parents[2] / "corpus"
SAMPLES = ("a_res_68_192.txt", "a_res_74_176.md", "a_c3_74_l10.md", "draft_rev1_no_masthead.txt")
EXPECTED = Path(__file__).parent / "expected" / "series.txt"
SIGNS = {State.FIRST: "", State.KEPT: "=", State.CHANGED: "~", State.NEW: "+", State.GONE: "-"}
"""The signs of the expected table; a paragraph that moved has an "m" besides."""


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Open an index of the four sample texts alone, with what the manifest says of them."""
    folder = tmp_path_factory.mktemp("series")
    documents = folder / "documents"
    documents.mkdir()
    for name in SAMPLES:
        shutil.copy(CORPUS / name, documents)
    entries = (CORPUS / "manifest.toml").read_text("utf-8").split("\n[[document]]\n")
    kept = [one for one in entries[1:] if any(f'"{name}"' in one for name in SAMPLES)]
    text = "".join(f"[[document]]\n{one}\n" for one in kept)
    (documents / "manifest.toml").write_text(text, "utf-8")
    asked = [str(documents), "--index", str(folder / "index"), "--quiet"]
    result = CliRunner().invoke(index, asked)
    assert result.exit_code == 0, result.output
    searcher = Searcher(folder / "index")
    yield searcher
    searcher.close()


def _sign(cell: Cell | None) -> str:
    if cell is None:
        return "."
    place = cell.paragraph.id.partition("#")[2] if cell.paragraph else ""
    return f"{SIGNS[cell.state]}{'m' * cell.moved}{place}"


def _table(series: Series) -> list[str]:
    return [" ".join(map(_sign, row.cells)) for row in series.rows]


def test_the_four_samples_are_one_series(samples: Searcher) -> None:
    """From the text of 2013 by both drafts to that of 2019, each once and in this order."""
    for symbol in ("68/192", "A/C.3/74/L.10", "A/C.3/74/L.10/Rev.1", "74/176"):
        series = samples.series(symbol, Texts.ALL)
        assert [one.masthead.symbol for one in series.columns] == [
            "A/RES/68/192",
            "A/C.3/74/L.10",
            "A/C.3/74/L.10/Rev.1",
            "A/RES/74/176",
        ]
        assert series.earlier is None
        assert series.later is None
    assert [one.found for one in series.columns] == [
        Found.TITLE,
        Found.DRAFT,
        Found.DRAFT,
        Found.ASKED,
    ]


def test_every_paragraph_is_where_a_reader_finds_it(samples: Searcher) -> None:
    """What was kept, edited, added and removed between each pair, as read side by side."""
    series = samples.series("74/176", Texts.ALL)
    expected = [
        line for line in EXPECTED.read_text("utf-8").splitlines() if not line.startswith("#")
    ]
    assert _table(series) == expected
    assert [list(one.counts.values()) for one in series.columns] == [
        [54, 0, 0, 0, 0],
        [0, 14, 29, 25, 11],
        [0, 40, 28, 4, 0],
        [0, 66, 6, 0, 0],
    ]
    assert [one.figures_only for one in series.columns] == [0, 0, 2, 2]


def test_only_adopted_texts_or_one_session(samples: Searcher) -> None:
    adopted = samples.series("74/176", Texts.ADOPTED)
    assert [one.masthead.symbol for one in adopted.columns] == ["A/RES/68/192", "A/RES/74/176"]
    assert list(adopted.columns[1].counts.values()) == [0, 14, 29, 29, 11]
    drafts = samples.series("74/176", Texts.DRAFTS)
    assert [one.masthead.symbol for one in drafts.columns] == [
        "A/C.3/74/L.10",
        "A/C.3/74/L.10/Rev.1",
        "A/RES/74/176",
    ]
