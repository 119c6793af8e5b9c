"""Series: texts that lead to one another, and their paragraphs as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.indexes.texts import index_resolutions, numbered

from search.cli.series import series as command
from search.errors import DocumentMissing
from search.searcher import Searcher
from search.series.chain import Found, Link, Texts, window
from search.series.table import Row, Series, State

WELLS = [
    "Urges Member States to protect the wells of villages and to keep their water clean",
    "Calls upon donors to support the digging of new wells in dry lands",
    "Encourages regional organizations to share what they know of ground water",
    "Invites the United Nations Environment Programme to study how wells run dry",
    "Requests the Secretary-General to report on the state of wells every year",
    "Stresses that access to water is needed for the health of children",
]
RIVERS = "Welcomes the conference on rivers and lakes that was held in the spring"
KEPT = WELLS[1:]
TEXTS = {
    "71/9": ("Wells", [*WELLS, RIVERS]),
    "72/9": ("Wells", [WELLS[0].replace("clean", "safe"), *KEPT]),
    # Another title, but it recalls the text before and repeats it; the rivers are back.
    "73/9": ("Follow-up to the year of village water", [*WELLS, RIVERS]),
    # It recalls the same text, and says other things.
    "73/8": ("Forests", ["Decides to plant ten thousand trees along the coasts of all seas"]),
}
RECALLS = {"72/9": "71/9", "73/9": "72/9", "73/8": "72/9"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an index of a series that was renamed, and a text that only cites it."""
    resolutions = {}
    for number, (title, texts) in TEXTS.items():
        recalled = RECALLS.get(number)
        last = [f"Recalls its resolution {recalled} on the same"] if recalled else []
        resolutions[number] = title, numbered([*texts, *last])
    return index_resolutions(tmp_path_factory.mktemp("series"), resolutions)


@pytest.fixture
def searcher(index: Path) -> Iterator[Searcher]:
    opened = Searcher(index)
    yield opened
    opened.close()


def _states(series: Series) -> dict[str, list[State | None]]:
    def name(row: Row) -> str:
        return row.newest.text.split()[0]

    return {name(row): [cell.state if cell else None for cell in row.cells] for row in series.rows}


@pytest.mark.parametrize("symbol", ["71/9", "72/9", "73/9"])
def test_a_series_is_the_same_from_each_of_its_texts(searcher: Searcher, symbol: str) -> None:
    """By titles as far as they lead, and then by what a text recalls and repeats."""
    found = searcher.series(symbol, Texts.ALL)
    assert [one.masthead.symbol for one in found.columns] == [
        "A/RES/71/9",
        "A/RES/72/9",
        "A/RES/73/9",
    ]


def test_it_is_told_how_a_text_was_found(searcher: Searcher) -> None:
    found = searcher.series("71/9", Texts.ALL)
    assert [one.found for one in found.columns] == [Found.ASKED, Found.TITLE, Found.WORDS]
    alone = searcher.series("73/8", Texts.ALL)
    assert [one.masthead.symbol for one in alone.columns] == ["A/RES/73/8"]


def test_versions_of_a_renamed_text_are_found_everywhere(searcher: Searcher) -> None:
    """The pages of resolutions and of histories, and the check of drafts, ask for them too."""
    masthead = searcher.document("73/9").document.masthead
    versions = searcher.versions(masthead)
    assert [one.symbol for one in versions.earlier] == ["A/RES/72/9", "A/RES/71/9"]
    earlier = searcher.history("A/RES/73/9#op2").earlier
    assert earlier is not None
    assert earlier.document.symbol == "A/RES/72/9"


def test_rows_say_what_was_kept_changed_new_and_gone(searcher: Searcher) -> None:
    found = searcher.series("72/9", Texts.ADOPTED)
    states = _states(found)
    assert states["Urges"] == [State.FIRST, State.CHANGED, State.CHANGED]
    assert states["Calls"] == [State.FIRST, State.KEPT, State.KEPT]
    assert states["Welcomes"] == [State.FIRST, State.GONE, State.NEW]
    assert states["Recalls"] == [None, State.NEW, State.CHANGED]
    (back,) = [row for row in found.rows if row.newest.text.startswith("Welcomes")]
    assert back.cells[2] is not None
    assert back.cells[2].back
    (recalls,) = [row for row in found.rows if row.newest.text.startswith("Recalls")]
    assert recalls.cells[2] is not None
    assert recalls.cells[2].figures_only
    assert list(found.columns[1].counts.values()) == [0, 5, 1, 1, 1]


def test_the_window_holds_what_is_asked_for() -> None:
    """The newest texts, unless the one asked for is older; a start is kept where there is one."""

    class Named:
        def __init__(self, symbol: str) -> None:
            self.symbol = symbol

    links = [Link(Named(str(number)), Found.TITLE) for number in range(20)]  # type: ignore[arg-type]
    assert window(links, "19", None, 8) == range(12, 20)
    assert window(links, "13", None, 8) == range(12, 20)
    assert 3 in window(links, "3", None, 8)
    assert window(links, "19", "2", 8) == range(2, 10)
    assert window(links, "19", "nothing", 8) == range(12, 20)
    assert window(links[:3], "1", None, 8) == range(3)


def test_an_unknown_document_is_refused(searcher: Searcher) -> None:
    with pytest.raises(DocumentMissing):
        searcher.series("99/99", Texts.ALL)


def test_the_command_prints_and_writes_it(index: Path, tmp_path: Path) -> None:
    asked = ["72/9", "--index", str(index)]
    shown = CliRunner().invoke(command, asked).output
    assert "5 unchanged, 1 changed, 1 new, 1 gone" in shown
    assert "1: para. 7 · 2: gone · 3: para. 7, back" in shown
    table = tmp_path / "series.csv"
    CliRunner().invoke(command, [*asked, "--format", "csv", "--output", str(table)])
    rows = list(csv.reader(io.StringIO(table.read_text("utf-8-sig"))))
    assert rows[0][:3] == [
        "General Assembly resolution 71/9: place",
        "General Assembly resolution 71/9: change",
        "General Assembly resolution 71/9: text",
    ]
    assert len(rows) == 9
    book = tmp_path / "series.xlsx"
    CliRunner().invoke(command, [*asked, "--format", "xlsx", "--output", str(book)])
    assert book.read_bytes().startswith(b"PK")
