"""A document as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date

import pytest
from flask import Flask

from indexer.model import (
    Deadline,
    Document,
    DocumentType,
    Footnote,
    FootnoteMark,
    Issue,
    Masthead,
    Paragraph,
    ParagraphType,
    Reference,
    ReportingRequest,
    Source,
)
from indexer.parsing.knowledge.adoption import read_vote
from indexer.store.reader import StoredDocument
from web.pages.resolution.document import DocumentView, Hits, document_view

SYMBOL = "A/RES/1/1"


def paragraph(
    fragment: str, kind: ParagraphType, text: str, *, marks: str = "", level: int = 0
) -> Paragraph:
    placed = tuple(FootnoteMark(marker=marker, offset=None) for marker in marks)
    return Paragraph(
        id=f"{SYMBOL}#{fragment}", type=kind, ordinal=0, text=text, marks=placed, level=level
    )


def view(
    *paragraphs: Paragraph,
    footnotes: tuple[Footnote, ...] = (),
    issues: tuple[Issue, ...] = (),
    hits: Hits | None = None,
    masthead: Masthead | None = None,
    references: tuple[Reference, ...] = (),
    held: dict[str, str] | None = None,
) -> DocumentView:
    document = Document(
        masthead=masthead or Masthead(symbol=SYMBOL, title="On trade"),
        source=Source(path="a.txt", format="text", checksum="0", size=1),
        paragraphs=paragraphs,
        footnotes=footnotes,
        issues=issues,
        references=references,
    )
    return document_view(StoredDocument(document=document, held=held or {}), hits or {})


@pytest.fixture
def addresses() -> Iterator[None]:
    """Let addresses be made as in a request."""
    app = Flask("test")
    app.add_url_rule("/resolutions/<path:symbol>", "resolution.resolution")
    app.add_url_rule("/sessions/<organ>/<name>", "sessions.session")
    app.add_url_rule("/addressees/<path:name>", "addressees.addressee")
    with app.test_request_context():
        yield


def test_the_title_is_not_said_twice() -> None:
    """The page's heading stands for the title paragraph and takes its address."""
    shown = view(paragraph("title", ParagraphType.TITLE, "On trade"))
    assert (shown.heading, shown.title_anchor, shown.blocks) == ("On trade", "title", ())


def test_another_title_is_kept() -> None:
    """A title that says something else, or has a footnote, is shown as it is."""
    numbered = paragraph("title", ParagraphType.TITLE, "74/1 A. On trade")
    assert view(numbered).title_anchor == "title"
    for text in ("On trade and growth", "Report on trade. On trade"):
        other = paragraph("title", ParagraphType.TITLE, text)
        assert view(other).title_anchor is None
    assert view(other).blocks[0].lines[0].anchor == "title"
    noted = paragraph("title", ParagraphType.TITLE, "On trade", marks="*")
    assert view(noted).title_anchor is None


def test_without_a_title_the_symbol_is_the_heading() -> None:
    """Resolutions of the Security Council have no titles; drafts may have no symbol either."""
    assert view(masthead=Masthead(symbol="S/RES/1 (1946)")).heading == "S/RES/1 (1946)"
    inferred = Masthead(symbol="~x", symbol_inferred=True)
    assert view(masthead=inferred).heading == "Document without a symbol"


def test_rows_of_a_table_stand_together() -> None:
    """Consecutive rows make one table; text between them makes two."""
    row = paragraph("t1", ParagraphType.TABLE, "a | b")
    text = paragraph("x", ParagraphType.TEXT, "c")
    blocks = view(row, row, text, row).blocks
    assert [(block.table, len(block.lines)) for block in blocks] == [
        (True, 2),
        (False, 1),
        (True, 1),
    ]
    assert blocks[0].lines[0].cells == ("a", "b")


def test_hits_are_marked_in_cells() -> None:
    """A hit in a table is marked in its cell, one across cells in both."""
    row = paragraph("t1", ParagraphType.TABLE, "ab | cd")
    shown = view(row, hits={row.id: [(1, 6)]})
    assert shown.blocks[0].lines[0].cells == ("a<mark>b</mark>", "<mark>c</mark>d")


def test_footnotes_are_linked_both_ways() -> None:
    """A mark leads to its footnote, the footnote back to each of its marks."""
    shown = view(
        paragraph("op1", ParagraphType.OPERATIVE, "One", marks="1"),
        paragraph("op2", ParagraphType.OPERATIVE, "Two", marks="1"),
        footnotes=(Footnote(marker="1", text="Note"),),
    )
    first, second = (block.lines[0].html for block in shown.blocks)
    (note,) = shown.notes
    assert note.anchor == "fn1"
    assert len(note.backs) == len(set(note.backs)) == 2
    for html, back in zip((first, second), note.backs, strict=True):
        assert f'id="{back}"' in html
        assert 'href="#fn1"' in html


def test_a_marker_that_comes_again_has_its_own_footnote() -> None:
    """Where two resolutions share a document, each has its footnote 1."""
    shown = view(
        paragraph("A.op1", ParagraphType.OPERATIVE, "One", marks="1"),
        paragraph("B.op1", ParagraphType.OPERATIVE, "Two", marks="1"),
        footnotes=(Footnote(marker="1", text="First"), Footnote(marker="1", text="Second")),
    )
    assert [note.anchor for note in shown.notes] == ["fn1", "fn1~2"]
    assert [len(note.backs) for note in shown.notes] == [1, 1]


def test_a_mark_without_a_footnote_leads_nowhere() -> None:
    """A lost footnote leaves its mark, not a dead link."""
    html = view(paragraph("op1", ParagraphType.OPERATIVE, "One", marks="7")).blocks[0].lines[0].html
    assert html == "One<sup>7</sup>"


def test_remarks_lead_to_their_paragraphs() -> None:
    """What is doubtful about a reading is told beside the paragraph it concerns."""
    shown = view(
        paragraph("op1", ParagraphType.OPERATIVE, "One"),
        issues=(
            Issue(code="numbering-gap", message="2 is missing.", paragraph=f"{SYMBOL}#op1"),
            Issue(code="symbol-inferred", message="The text has no symbol."),
            Issue(code="x", message="Gone.", paragraph=f"{SYMBOL}#op9"),
        ),
    )
    assert [(r.anchor, r.name) for r in shown.remarks] == [
        ("op1", "Operative paragraph 1"),
        (None, None),
        (None, None),
    ]


@pytest.mark.usefixtures("addresses")
def test_facts_leave_out_what_is_not_known() -> None:
    """The table of facts has no empty rows."""
    masthead = Masthead(
        symbol=SYMBOL,
        organ="GA",
        session="1",
        document_type=DocumentType.RESOLUTION,
        adopted_on=date(1946, 1, 24),
        agenda_item="7",
        agenda_title="Trade",
    )
    shown = view(masthead=masthead)
    assert [(fact.name, fact.value) for fact in shown.facts] == [
        ("Organ", "General Assembly"),
        ("Document type", "Resolution"),
        ("Session", "1"),
        ("Adopted", "24 January 1946"),
        ("Agenda item", "7 – Trade"),
    ]
    assert shown.standfirst == "General Assembly · 1st session · adopted on 24 January 1946"


@pytest.mark.parametrize(
    ("vote", "shown"),
    [
        ("without a vote", "Adopted without a vote"),
        ("by consensus", "Adopted by consensus"),
        ("recorded vote", "Adopted by recorded vote"),
        ("unanimously", "Adopted unanimously"),
        ("13 votes to none", "Adopted by vote: 13 in favour, none against"),
        ("9 votes to 1 (A), with 2 abstentions (B, C)",
         "Adopted by vote: 9 in favour, 1 against, 2 abstaining"),
    ],
)  # fmt: skip
def test_the_vote_reads_as_in_minutes(vote: str, shown: str) -> None:
    """However a text words its vote, the page says it in a phrase."""
    stated = read_vote(vote)
    assert stated is not None
    about = view(masthead=Masthead(symbol=SYMBOL, vote=vote, **asdict(stated)))
    assert [fact.value for fact in about.facts if fact.name == "Vote"] == [shown]


def test_depth_is_limited() -> None:
    """However deep a list goes, its text keeps room on the page."""
    deep = paragraph("op1(a)", ParagraphType.SUBPARAGRAPH, "x", level=9)
    assert view(deep).blocks[0].lines[0].level == 3


@pytest.mark.usefixtures("addresses")
def test_mentions_lead_to_what_the_index_has() -> None:
    """A work that is named is a link where the index has it, in the text and in footnotes."""
    op1 = f"{SYMBOL}#op1"
    shown = view(
        paragraph("op1", ParagraphType.OPERATIVE, "Recalls 64/293, 64/2 and 164/293", marks="1"),
        footnotes=(Footnote(marker="1", text="Resolution 70/1 <annex>."),),
        references=(
            Reference(paragraph=op1, mention="64/293", target="A/RES/64/293"),
            Reference(paragraph=op1, mention="64/2", target="A/RES/64/2"),
            Reference(paragraph=f"{op1}#fn1", mention="70/1", target="A/RES/70/1"),
        ),
        held={"A/RES/64/293": "A/RES/64/293", "A/RES/70/1": "A/RES/70/1"},
    )
    html = str(shown.blocks[0].lines[0].html)
    link = '<a class="cited" href="/resolutions/A/RES/{0}">{0}</a>'
    assert html.startswith(f"Recalls {link.format('64/293')}, 64/2 and 164/293<sup>")
    assert str(shown.notes[0].html) == f"Resolution {link.format('70/1')} &lt;annex&gt;."


def asked(fragment: str, *names: str, parent: str | None = None) -> Paragraph:
    """Make a paragraph with addressees."""
    one = paragraph(fragment, ParagraphType.OPERATIVE, "x")
    return replace(one, addressees=names, parent=f"{SYMBOL}#{parent}" if parent else None)


@pytest.mark.usefixtures("addresses")
def test_addressees_are_listed_with_their_paragraphs() -> None:
    """The most addressed come first; what a subparagraph takes over is told once."""
    shown = view(
        asked("op1", "Governments"),
        asked("op2", "donors", "Governments"),
        asked("op2(a)", "Governments", "donors", "civil society", parent="op2"),
    ).asked
    listed = [(one.name, [place.anchor for place in one.places]) for one in shown.addressees]
    assert listed == [
        ("Governments", ["op1", "op2"]), ("Donors", ["op2"]), ("Civil society", ["op2(a)"]),
    ]  # fmt: skip
    many = view(asked("op1", *map(str, range(20)))).asked
    assert (len(many.addressees), len(many.more_addressees)) == (8, 12)


@pytest.mark.usefixtures("addresses")
def test_requests_say_session_and_years() -> None:
    """A request to report is told with the session it is due at and the session's years."""
    deadline = Deadline(
        words="at its first session", purpose="report", session="GA 76",
        first_year=2021, last_year=2022,
    )  # fmt: skip
    other = replace(deadline, session="HRC 48", first_year=2021, last_year=2021)
    request = ReportingRequest(
        who=("Secretary-General",), to="General Assembly", what="trade",
        due=("GA 76", "HRC 48"), by=("by 2030",), periodicity="annual",
    )  # fmt: skip
    one = replace(
        asked("op1", "Secretary-General"), requests=(request,), deadlines=(deadline, other)
    )
    shown = view(one, masthead=Masthead(symbol=SYMBOL, organ="GA"))
    (report,) = shown.asked.reports
    assert (report.place.short, report.who, report.to, report.what) == (
        "OP 1", "Secretary-General", "the General Assembly", "trade",
    )  # fmt: skip
    sessions = ["76th session, 2021–2022", "48th session of the Human Rights Council, 2021"]
    assert report.when == " · ".join([*sessions, "by 2030", "annual"])
    assert shown.blocks[0].lines[0].due == "; ".join(sessions)
