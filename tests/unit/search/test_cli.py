"""The commands search and show."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support.indexes.library import LIBRARY, publish

from indexer.schema import FACETS, KEYWORDS
from search.cli.search import search, show


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the small library once."""
    folder = tmp_path_factory.mktemp("library")
    publish(LIBRARY, folder, "whoosh")
    return folder


def run(command: Any, index: Path, *arguments: str, colour: bool = False) -> Result:
    """Run a command on an index."""
    return CliRunner().invoke(command, [*arguments, "--index", str(index)], color=colour)


def test_search_shows_hits(index: Path) -> None:
    """A hit is shown with its name, date, label, verb, title, lead-in and text."""
    result = run(search, index, "evidence-based")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "1 paragraph containing “evidence-based” (any form)",
        "",
        "A/RES/74/176#op2(a)  18 December 2019  subparagraph (a)  invite",
        "  Improving the coordination of efforts against trafficking in persons",
        "  Invites Governments, and requests the organs concerned, to act:",
        "  To adopt evidence-based policies;",
    ]


def test_search_counts_what_it_searched_for(index: Path) -> None:
    """Paragraphs found in place of the words as typed are not said to contain these."""
    result = run(search, index, "what", "about", "dollars", "zebras")
    assert "Showing results for dollars." in result.stderr
    assert result.stdout.splitlines()[0] == "1 paragraph"
    strict = run(search, index, "what", "about", "dollars", "zebras", "--strict")
    assert strict.stdout.startswith("0 paragraphs containing all of these words")


def test_words_are_marked_on_a_terminal_only(index: Path) -> None:
    """Marks are colours where there is a terminal, and nothing elsewhere."""
    assert "\x1b[" not in run(search, index, "dollars").stdout
    assert "\x1b[33m\x1b[1mdollars\x1b[0m" in run(search, index, "dollars", colour=True).stdout


def test_search_as_json(index: Path) -> None:
    """Scripts get the whole answer, notices among it, and nothing else on standard output."""
    result = run(search, index, "urges", "OR", "--json", "--facets", "--organ", "SC", "--size", "1")
    answer = json.loads(result.stdout)
    assert (answer["total"], answer["query"], answer["filters"]) == (
        1, "urges OR", {"organ": ["SC"]},
    )  # fmt: skip
    assert [notice["code"] for notice in answer["notices"]] == ["lone-operator"]
    (hit,) = answer["hits"]
    assert hit["paragraph"]["id"] == "S/RES/1325 (2000)#op1"
    assert hit["document"]["adopted_on"] == "2000-10-31"
    ((start, end),) = hit["highlights"]
    assert hit["paragraph"]["text"][start:end] == "Urges"
    assert [facet["field"] for facet in answer["facets"]] == list(FACETS)


def test_every_keyword_field_has_an_option(index: Path) -> None:
    """What the page can filter by, the command can, and its help says so."""
    text = run(search, index, "--help").stdout
    for field in KEYWORDS:
        assert f"--{field.name} VALUE" in text
        assert field.meaning, field.name
        assert field.meaning in " ".join(text.split())


def test_facets_and_pages(index: Path) -> None:
    """Facets list values with counts and mark the chosen ones; pages are counted."""
    text = run(search, index, "--facets", "--verb", "urge", "--size", "2", "--page", "2").stdout
    assert text.startswith("4 paragraphs in this collection, page 2 of 2")
    assert "*        4  urge" in text
    assert "         3  decide" not in text
    assert "         2  decide" in text


def test_notices_go_to_standard_error(index: Path) -> None:
    """What was assumed is told beside the results, and so is the resolution a symbol names."""
    result = run(search, index, "74/176", "verb:urgge")
    assert "Did you mean urge?" in result.stderr
    assert "operative show 'A/RES/74/176'" in run(search, index, "74/176").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--page", "0"), "There is no page 0"),
        (("--size", "1000"), "results per page must be from 1 to 100"),
        (("--session", "abc"), "session: “abc” is not a number"),
        (("--sort", "best"), "'best' is not one of"),
    ],
)
def test_unusable_options(index: Path, arguments: tuple[str, ...], message: str) -> None:
    """An option that cannot be used gives a message and no traceback."""
    result = run(search, index, "x", *arguments)
    assert result.exit_code != 0
    assert message in result.stderr


def test_no_index(tmp_path: Path) -> None:
    """Without an index the message says how to make one."""
    for command in (search, show):
        result = run(command, tmp_path / "none", "x")
        assert result.exit_code == 1
        assert "operative index" in result.stderr


def test_show_a_document(index: Path) -> None:
    """A resolution is shown whole, by any spelling, subparagraphs set in."""
    text = run(show, index, "a/res/74/176").stdout
    assert text.startswith("A/RES/74/176\nImproving the coordination")
    assert (
        "GA, session 74, resolution, adopted 18 December 2019, without a vote, Third Committee"
        in text
    )
    assert "    (a) To adopt evidence-based policies;" in text
    assert "1  Resolution 70/1." in text
    assert run(show, index, "S/RES/1325", "(2000)").exit_code == 0


def test_show_a_paragraph(index: Path) -> None:
    """One paragraph comes with what hangs on it."""
    text = run(show, index, "74/176#OP2").stdout
    assert text.splitlines()[0].startswith("  2 Invites Governments")
    assert len(text.splitlines()) == 3
    one = json.loads(run(show, index, "74/176#op2(a)", "--json").stdout)
    assert one["id"] == "A/RES/74/176#op2(a)"
    assert one["text"] == "To adopt evidence-based policies;"


def test_show_by_any_name(index: Path) -> None:
    """A document and its paragraph are shown by whatever they are called."""
    assert run(show, index, "UNSCR", "1325").stdout.startswith("S/RES/1325 (2000)")
    text = run(show, index, "GA resolution 74/176, para. 2").stdout
    assert text == run(show, index, "74/176#op2").stdout
    one = json.loads(run(show, index, "OP2(a) of 74/176", "--json").stdout)
    assert one["id"] == "A/RES/74/176#op2(a)"


def test_search_tells_what_is_named(index: Path) -> None:
    """The document or paragraph that a search names, or that is missing, is told beside it."""
    named = run(search, index, "UNSCR 1325, para. 1").stderr
    assert "operative show 'S/RES/1325 (2000)#op1'" in named
    assert "We don’t have S/RES/9999 here" in run(search, index, "UNSCR 9999").stderr


def test_show_as_json(index: Path) -> None:
    """Scripts get the document in the shape of `operative parse`."""
    answer = json.loads(run(show, index, "74/176", "--json").stdout)
    assert answer["symbol"] == "A/RES/74/176"
    assert answer["other_sources"] == []
    assert len(answer["paragraphs"]) == 6


def test_show_what_is_not_there(index: Path) -> None:
    """A symbol or paragraph that the index has not is told, with what there is."""
    assert "We don’t have A/RES/1/1 here" in run(show, index, "A/RES/1/1").stderr
    assert (
        "Its paragraphs are: pp1, pp2, op1, op2, op2(a), op2(b)."
        in run(show, index, "74/176#op9").stderr
    )
