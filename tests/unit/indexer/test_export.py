"""The JSON of a document: the names that scripts rely on, and values that JSON has."""

from __future__ import annotations

import json
from datetime import date

from indexer.export import document_json
from indexer.model import (
    Document,
    DocumentType,
    Footnote,
    FootnoteMark,
    Issue,
    Masthead,
    Paragraph,
    ParagraphType,
    Part,
    Reference,
    Source,
)

DOCUMENT = Document(
    masthead=Masthead(
        symbol="A/RES/74/176",
        organ="GA",
        document_type=DocumentType.RESOLUTION,
        session="74",
        title="Improving the coordination",
        adopted_on=date(2019, 12, 18),
        agenda_item="106",
        sponsors=("Belarus",),
    ),
    source=Source(path="a/b.md", format="markdown", checksum="0f", size=3),
    paragraphs=(
        Paragraph(
            id="A/RES/74/176#op1",
            type=ParagraphType.OPERATIVE,
            part=Part.OPERATIVE,
            ordinal=0,
            label="1",
            text="Takes note of the report — “all”;",
            opening="Takes note",
            verb="take note",
            verbs_any=("take note",),
            marks=(FootnoteMark(marker="1", offset=10),),
        ),
    ),
    footnotes=(Footnote(marker="1", text="A/74/127."),),
    references=(Reference(paragraph="A/RES/74/176#op1#fn1", mention="A/74/127", target=None),),
    issues=(Issue(code="numbering-gap", message="A gap."),),
)


def test_the_names_that_scripts_rely_on() -> None:
    """Every field that is promised is there, under its name and as JSON writes it."""
    value = json.loads(json.dumps(document_json(DOCUMENT)))
    head = {"source": "a/b.md", "symbol": "A/RES/74/176", "organ": "GA", "session": "74"}
    head |= {"document_type": "resolution", "title": "Improving the coordination"}
    head |= {"adopted_on": "2019-12-18", "agenda_item": "106", "sponsors": ["Belarus"]}
    assert head.items() <= value.items()
    (paragraph,) = value["paragraphs"]
    promised = {"id", "type", "label", "parent", "part", "component", "text", "opening", "verb"}
    assert promised <= paragraph.keys()
    assert (paragraph["type"], paragraph["part"]) == ("operative", "operative")
    assert paragraph["marks"] == [{"marker": "1", "offset": 10}]
    assert value["footnotes"] == [{"marker": "1", "text": "A/74/127."}]
    assert value["references"] == [
        {"paragraph": "A/RES/74/176#op1#fn1", "mention": "A/74/127", "target": None}
    ]
    assert value["issues"] == [{"code": "numbering-gap", "message": "A gap.", "paragraph": None}]


def test_what_is_unknown_is_null() -> None:
    """Fields without a value are there as null or empty, so that a script need not ask."""
    bare = Document(masthead=Masthead(symbol="~1"), source=DOCUMENT.source)
    value = document_json(bare)
    assert value.keys() == document_json(DOCUMENT).keys()
    assert (value["adopted_on"], value["session"], value["paragraphs"]) == (None, None, [])


def test_only_plain_values() -> None:
    """Readers in other languages see strings, numbers, lists and objects, nothing of Python's."""

    def plain(value: object) -> bool:
        if isinstance(value, dict):
            return all(type(key) is str and plain(one) for key, one in value.items())
        if isinstance(value, list):
            return all(plain(one) for one in value)
        return value is None or type(value) in (str, int, bool)

    assert plain(document_json(DOCUMENT))
