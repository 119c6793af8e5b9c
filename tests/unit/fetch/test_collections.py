"""What the tables say of collections and documents, and of the paths in them."""

from __future__ import annotations

import pytest

from indexer.fetch import symbols as documents
from indexer.fetch.collections import Choice, collections, knowledge, place, sessions
from indexer.fetch.folder import unsafe
from indexer.fetch.origins import Origin
from indexer.fetch.symbols import Asked, addresses, place_of, read_symbol


@pytest.mark.parametrize("example", knowledge()["example"], ids=lambda row: row["path"])
def test_a_path_says_language_and_session(example: dict[str, str]) -> None:
    found = place(example["path"])
    assert (found.language, found.session) == (example.get("language"), example.get("session"))


@pytest.mark.parametrize("example", documents.knowledge()["example"], ids=lambda row: row["symbol"])
def test_a_document_has_an_address_and_a_file(example: dict[str, str]) -> None:
    asked = Asked(symbol=example["symbol"], language=example["language"], form=example["format"])
    assert addresses(asked, Origin())[0] == example["address"]
    assert place_of(asked, example["file"].rsplit(".", 1)[1]) == example["file"]


def test_every_address_is_of_a_host_that_is_named() -> None:
    """Redirects between the addresses of a table are followed, as they all lead to named hosts."""
    for form in documents.formats().values():
        for address in form["addresses"]:
            assert address.split("/")[2] in documents.knowledge()["hosts"]
    for one in collections().values():
        assert one.archive.split("/")[2] in knowledge()["hosts"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("78",), {"78"}),
        (("75-77", "2023"), {"75", "76", "77", "2023"}),
        (("es-11",), {"ES-11"}),
        ((), set()),
    ],
)
def test_sessions_are_read_as_people_write_them(
    values: tuple[str, ...], expected: set[str]
) -> None:
    assert sessions(values) == expected


@pytest.mark.parametrize("value", ["x", "78-75", "1-9999", "", "7-"])
def test_what_is_no_session_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        sessions([value])


def test_two_choices_together_want_all_of_both() -> None:
    one = Choice(languages=frozenset({"en"}), sessions=frozenset({"75"}))
    other = Choice(languages=frozenset({"fr"}), sessions=frozenset({"76"}))
    both = one.with_all_of(other)
    assert (both.languages, both.sessions) == ({"en", "fr"}, {"75", "76"})
    assert one.with_all_of(Choice(languages=frozenset({"en"}))).sessions == frozenset()


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("74/176", "A/RES/74/176"),
        ("S/RES/1325(2000)", "S/RES/1325 (2000)"),
        ("https://undocs.org/en/A/RES/74/176", "A/RES/74/176"),
        ("A/74/400", "A/74/400"),
        ("hello", None),
        ("../../etc/passwd", None),
        ("A/../../etc", "A/../../etc"),
    ],
)
def test_symbols_are_read_as_people_write_them(text: str, symbol: str | None) -> None:
    assert read_symbol(text) == symbol


@pytest.mark.parametrize(
    "path",
    ["../x.xml", "/x.xml", "C:/x.xml", "a/../../x", ".git/config", "a//b", "nul.xml", "a\nb.xml",
     "a" * 300, "a/b:c.xml", "75session./x", "a\\..\\b", "/".join("a" * 20)],
)  # fmt: skip
def test_names_that_could_lead_elsewhere_are_refused(path: str) -> None:
    assert unsafe(path)


def test_published_names_are_taken() -> None:
    for row in knowledge()["example"]:
        assert not unsafe(row["path"]), row
