"""Small documents of the kinds that people meet: each text with what it is read as."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.model import Document, ParagraphType
from indexer.reading.documents import read_documents

CASES = Path(__file__).parent / "inputs"


def read(name: str) -> Document:
    """Reads a case."""
    (document,) = read_documents(name, (CASES / name).read_bytes())
    return document


def places(document: Document) -> list[str]:
    """Returns the ids behind the symbol."""
    return [one.id.partition("#")[2] for one in document.paragraphs]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("t11-quoted-amend.txt", "title enacting pp1 pp2 op1 op1.quoted.1 op1.quoted.1.1 "
         "op1.quoted.1.2 op2 closing"),
        ("t17-quoted2.txt", "title enacting pp1 pp2 op1 op1.quoted.1 op1.quoted.2 op1.quoted.3 "
         "op2 op3 closing"),
        ("preamble_finite.txt", "enacting pp1 pp2 pp3 pp4 op1 op2"),
        ("annex_draft.txt",
         "enacting pp1 op1 op2 annex.1 annex.2 annex.3 annex.4 annex.5 annex.6"),
        ("unea.txt", "title enacting pp1 pp2 op1 op2 op3"),
    ],
)  # fmt: skip
def test_paragraphs(name: str, expected: str) -> None:
    """Every paragraph has the id by which it is cited."""
    document = read(name)
    assert places(document) == expected.split()
    assert not document.issues


@pytest.mark.parametrize(
    ("name", "place", "words"),
    [
        ("t11-quoted-amend.txt", "op2", "Requests the Secretary-General"),
        ("t17-quoted2.txt", "op2", "Invites donors"),
        ("t17-quoted2.txt", "op1.quoted.2", "The Board shall meet"),
        ("preamble_finite.txt", "pp2", "Takes note of Presidential Election Law"),
    ],
)
def test_what_stands_where(name: str, place: str, words: str) -> None:
    """An id leads to the paragraph that bears its number."""
    found = {one.id.partition("#")[2]: one for one in read(name).paragraphs}
    assert found[place].text.startswith(words)


def test_another_body() -> None:
    """Organ and symbol of a body beyond the four are read."""
    masthead = read("unea.txt").masthead
    assert (masthead.symbol, masthead.organ, masthead.session) == ("UNEP/EA.5/Res.14", "UNEA", "5")


def test_an_annexed_draft() -> None:
    """All below the heading of an annex is of the annex."""
    annexed = [p for p in read("annex_draft.txt").paragraphs if p.type is ParagraphType.ANNEX]
    assert [one.place for one in annexed][-1] == "annex, para. 2"
