"""Titles: where they stand in a masthead, and what does not belong to them."""

from __future__ import annotations

import pytest

from indexer.model import Masthead
from indexer.reading.documents import read_documents

BODY = (
    "\n\nThe General Assembly,\n\nRecalling its resolution 77/212,\n\n"
    "1. Decides to remain seized of the matter.\n"
)
NOTE = "\n__________________\n1 See A/79/100.\n"


def masthead(head: str, *, name: str = "a.txt", below: str = "") -> Masthead:
    """Read the masthead above a short body."""
    (document,) = read_documents(name, (head + BODY + below).encode())
    return document.masthead


@pytest.mark.parametrize(
    "head",
    [
        "United Nations\nA/C.3/80/L.4\nGeneral Assembly\nEightieth session\nThird Committee\n"
        "Agenda item 107\n\nChile and Cuba: draft resolution\n\nSafety of crossings",
        "United Nations\nA/RES/79/9\nGeneral Assembly\nSeventy-ninth session\n\n"
        "Resolution adopted by the General Assembly on 18 November 2024\n\nSafety of crossings",
        "DRAFT\nGeneral Assembly\nSeventy-ninth session\n\nSafety of crossings",
    ],
)
def test_a_title_without_its_number(head: str) -> None:
    """It is what stands above the formula, never the name of the organization."""
    assert masthead(head).title == "Safety of crossings"


def test_a_note_glued_to_a_title() -> None:
    """The marker of a footnote goes; a figure that is none stays."""
    adopted = "Resolution adopted by the General Assembly on 18 November 2024\n\n"
    assert masthead(f"{adopted}79/9. Safety1", below=NOTE).title == "Safety"
    assert masthead(f"{adopted}79/9. Safety of crossings*").title == "Safety of crossings"
    assert masthead(f"{adopted}79/9. Agenda of type2").title == "Agenda of type2"


@pytest.mark.parametrize(
    ("line", "session"),
    [
        ("rrwenty-sixth session", "26"),
        ("Twenty-slxth session", "26"),
        ("Thirtv-third session", "33"),
        ("Twenty-sixth session", "26"),
        ("Xxxxxx-xxxxx session", None),
    ],
)
def test_sessions_that_a_scan_misread(line: str, session: str | None) -> None:
    """One or two wrong letters are forgiven, where one ordinal alone is near."""
    head = f"General Assembly\n{line}\nA/L.632\n\nChile: draft resolution\n\nSafety of crossings"
    assert masthead(head).session == session


@pytest.mark.parametrize("symbol", ["A/L.632", "A/C.3/L.1234", "A/C.1/L.600/Rev.2"])
def test_symbols_of_old_drafts(symbol: str) -> None:
    """They name no session; the masthead does."""
    head = masthead(f"General Assembly\nTwenty-sixth session\n{symbol}\n\nChile: draft resolution")
    assert (head.symbol, head.document_type, head.session) == (symbol, "draft", "26")
