"""The history of a wording: its family, its uses and its versions; names are never exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from click.testing import CliRunner
from support.indexes.texts import index_resolutions, numbered

from search.cli.history import history as command
from search.errors import BadParameter, DocumentMissing
from search.precedents.families import Member
from search.searcher import Searcher

WELLS = "Urges Member States to protect the wells of villages and to keep their water clean for all"
SAFE = WELLS.replace("clean", "safe")
CLEAR = SAFE.replace("wells of villages", "wells and springs of villages")
MALI = "Welcomes the efforts of the Government of Mali to protect the wells of all its villages"
CHAD = MALI.replace("Mali", "Chad")
TEXTS = {
    "71/1": (WELLS, MALI),
    "72/1": (WELLS, CHAD),
    "73/1": (SAFE, MALI),
    "74/1": (CLEAR, MALI.replace("efforts", "continued efforts")),
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Open an index of four texts of different years."""
    texts = {number: ("Wells", numbered(texts)) for number, texts in TEXTS.items()}
    opened = Searcher(index_resolutions(tmp_path_factory.mktemp("history"), texts))
    yield opened
    opened.close()


def _texts(family: Sequence[Member]) -> list[str]:
    return [one.first.paragraph.text.rstrip(".") for one in family]


@pytest.mark.parametrize("fragment", ["A/RES/71/1#op1", "A/RES/73/1#op1", "74/1, para. 1"])
def test_a_family_is_the_same_from_each_of_its_members(searcher: Searcher, fragment: str) -> None:
    """Each wording by its first use, in the order of time, with what changed."""
    found = searcher.history(fragment)
    assert _texts(found.family) == [WELLS, SAFE, CLEAR]
    assert [one.usage.paragraphs for one in found.family] == [2, 1, 1]
    changed = [
        [(piece.before.strip(), piece.after.strip()) for piece in one.pieces if not piece.same]
        for one in found.family
    ]
    assert changed == [[], [("clean", "safe")], [("", "and springs")]]
    assert found.changes == 2


def test_a_name_in_the_place_of_another_is_another_wording(searcher: Searcher) -> None:
    """What is said of Mali is not the history of what is said of Chad, but similar."""
    found = searcher.history("A/RES/71/1#op2")
    assert _texts(found.family) == [MALI, TEXTS["74/1"][1]]
    assert found.usage.documents == 2
    assert f"{CHAD}." in [one.stored.paragraph.text for one in found.nearest]


def test_versions_before_and_after(searcher: Searcher) -> None:
    """The nearest text of the series on either side, and how its paragraph differs."""
    found = searcher.history("A/RES/72/1#op1")
    assert found.earlier is not None
    assert found.later is not None
    assert (found.earlier.document.symbol, found.later.document.symbol) == (
        "A/RES/71/1",
        "A/RES/73/1",
    )
    assert found.earlier.pair is not None
    assert found.later.pair is not None
    assert not found.earlier.pair.reworded
    assert found.later.pair.reworded
    assert searcher.history("A/RES/71/1#op1").earlier is None


@pytest.mark.parametrize("place", ["A/RES/71/1", "A/RES/71/1#op9", "71/1, title"])
def test_a_paragraph_has_to_be_named(searcher: Searcher, place: str) -> None:
    """A document alone has no history of its wording."""
    with pytest.raises((BadParameter, DocumentMissing)):
        searcher.history(place)


def test_the_command(searcher: Searcher) -> None:
    """First use, changes and what is similar, or JSON."""
    index = ["--index", str(searcher.index)]
    found = CliRunner().invoke(command, ["A/RES/74/1#op1", *index])
    assert found.exit_code == 0, found.output
    assert "[-clean-]{+safe+}" in found.stdout
    assert "changed 2 times" in found.stdout
    as_json = CliRunner().invoke(command, ["A/RES/74/1#op1", "--json", *index])
    assert '"family"' in as_json.stdout
