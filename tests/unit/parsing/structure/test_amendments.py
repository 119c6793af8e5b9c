"""Amendments to drafts: what is proposed, by whom, to which draft."""

from __future__ import annotations

import pytest

from indexer.errors import UnreadableFile
from indexer.model import Document, DocumentType, ParagraphType
from indexer.reading.documents import read_documents

HEAD = """United Nations
A/80/L.31

General Assembly
Distr.: Limited
8 December 2025

Eightieth session
Agenda item 72 (a)

Austria, Chile and Fiji: {what} to draft resolution A/80/L.25

Strengthening of the coordination
of emergency humanitarian assistance

"""
ONE = HEAD.format(what="amendment") + (
    "In operative paragraph 68, after “health”, insert the words “in accordance\n"
    "with the Programme of Action and with its resolution 64/293”.\n"
)
SEVERAL = HEAD.format(what="amendments") + (
    "1. Replace the third preambular paragraph with the following:\n\n"
    "“Recalling the Charter of the United Nations,”\n\n"
    "2. Delete operative paragraph 4.\n"
)


def read(text: str) -> Document:
    (document,) = read_documents("amendment.txt", text.encode())
    return document


def texts(document: Document, kind: ParagraphType) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.type is kind]


def test_an_amendment_is_a_draft() -> None:
    """An amendment is found under its own symbol, its sponsors and the title of the draft."""
    document = read(ONE)
    head = document.masthead
    assert (head.symbol, head.document_type, head.session) == (
        "A/80/L.31", DocumentType.DRAFT, "80",
    )  # fmt: skip
    assert head.title == "Strengthening of the coordination of emergency humanitarian assistance"
    assert head.sponsors == ("Austria", "Chile", "Fiji")
    assert texts(document, ParagraphType.HEADING) == ["Amendment to draft resolution A/80/L.25"]


def test_what_is_changed_can_be_searched() -> None:
    """The changes are texts, joined over lines, and cite what they and the proposal name."""
    document = read(ONE)
    (text,) = texts(document, ParagraphType.TEXT)
    assert text.startswith("In operative paragraph 68, after “health”, insert")
    assert text.endswith(
        "in accordance with the Programme of Action and with its resolution 64/293”."
    )
    assert [one.target for one in document.references] == ["A/80/L.25", "A/RES/64/293"]


def test_several_amendments_keep_their_numbers() -> None:
    """Each change is a text of its own; what is quoted is part of no preamble."""
    document = read(SEVERAL)
    labels = [p.label for p in document.paragraphs if p.type is ParagraphType.TEXT]
    assert labels == ["1", None, "2"]
    assert texts(document, ParagraphType.PREAMBULAR) == []


@pytest.mark.parametrize(
    "line", ["Amendments to draft rules of procedure", "Amendment to the Charter"]
)
def test_other_amendments_are_none(line: str) -> None:
    """A text that amends something else is refused as before."""
    text = ONE.replace("amendment to draft resolution A/80/L.25", line)
    with pytest.raises(UnreadableFile, match="not look like a resolution"):
        read(text)


def test_a_resolution_that_speaks_of_amendments_is_one() -> None:
    """A line about an amendment makes no amendment of a text with an enacting formula."""
    text = ONE.replace(
        "In operative", "The General Assembly,\n\nRecalling its resolutions,\n\n1. Urges"
    )
    assert texts(read(text), ParagraphType.OPERATIVE)
