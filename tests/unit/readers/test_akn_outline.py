"""What the UN's XML leaves open or gets wrong: headings, continuations, items, quotations."""

from __future__ import annotations

from xml.sax.saxutils import escape

import pytest

from indexer.model import Document, Paragraph, ParagraphType
from indexer.reading.documents import read_documents

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"


def numbered(label: str | None, text: str, inside: str = "") -> str:
    """Writes a paragraph with or without a number."""
    number = f"<num>{label}</num>" if label else ""
    return f"<paragraph>{number}<content><p>{escape(text)}</p></content>{inside}</paragraph>"


def listing(intro: str, points: str, *, label: str = "1.") -> str:
    """Writes a paragraph with a list."""
    return (
        f"<paragraph><num>{label}</num><list><intro><p>{intro}</p></intro>{points}</list>"
        "</paragraph>"
    )


def read(body: str, *, preamble: str = "") -> Document:
    """Reads a resolution with this main body."""
    xml = (
        f'<akomaNtoso xmlns="{NAMESPACE}"><statement><coverPage>'
        '<docNumber refersTo="#symbol">A/RES/77/901</docNumber></coverPage>'
        '<preamble><formula name="enactingFormula"><p>The General Assembly,</p></formula>'
        f"{preamble}</preamble><mainBody>{body}</mainBody></statement></akomaNtoso>"
    )
    (document,) = read_documents("a.xml", xml.encode())
    return document


def named(document: Document) -> dict[str, Paragraph]:
    """Returns the paragraphs by their ids without the symbol."""
    return {one.id.partition("#")[2]: one for one in document.paragraphs}


def codes(document: Document, place: str) -> set[str]:
    """Returns the codes of a paragraph's issues."""
    return {i.code for i in document.issues if (i.paragraph or "").endswith(f"#{place}")}


ONE, TWO, THREE = (
    numbered("1.", "Urges all States to act;"),
    numbered("2.", "Invites donors to contribute;"),
    numbered("3.", "Requests the Secretary-General to report."),
)


def test_a_heading_takes_no_number() -> None:
    """Short lines without verb and stop are headings, and the number stays with its paragraph."""
    document = read(ONE + numbered(None, "Bridging the digital divide") + TWO + THREE)
    places = named(document)
    assert list(places) == ["enacting", "op1", "h1", "op2", "op3"]
    assert places["h1"].type is ParagraphType.HEADING
    assert codes(document, "h1") == {"heading-inferred"}
    assert places["op2"].label == "2"
    assert not any(one.number_in_doubt for one in document.paragraphs)


@pytest.mark.parametrize("line", ["* * *", "-----", "* Reissued for technical reasons."])
def test_lines_of_the_page_are_left_out(line: str) -> None:
    """Rules and notes of the printer are no text."""
    assert list(named(read(ONE + numbered(None, line) + TWO))) == ["enacting", "op1", "op2"]


def test_a_number_inside_the_text_is_the_label() -> None:
    """The text "2 Invites" is paragraph 2 where 2 must come."""
    places = named(read(ONE + numbered(None, "2 Invites donors to contribute;") + THREE))
    assert (places["op2"].label, places["op2"].text[:7]) == ("2", "Invites")
    assert list(places) == ["enacting", "op1", "op2", "op3"]


def test_a_paragraph_without_its_number_is_in_doubt() -> None:
    """The number that is free is inferred, and said to be."""
    document = read(numbered(None, "Urges all States to act;") + TWO + THREE)
    places = named(document)
    assert list(places) == ["enacting", "op1", "op2", "op3"]
    assert places["op1"].number_in_doubt
    assert codes(document, "op1") == {"number-inferred"}


def test_a_paragraph_without_number_where_none_is_free() -> None:
    """A lead such as "Resolves that:" is counted apart from those with numbers."""
    places = named(read(numbered(None, "Resolves that, for 2021:") + ONE + TWO))
    assert list(places) == ["enacting", "op.1", "op1", "op2"]


def test_a_sentence_goes_on_below_its_items() -> None:
    """What follows a list, "and requests ...", hangs on the paragraph that holds the list."""
    points = "".join(
        f"<point><num>({letter})</num><content><p>To act;</p></content></point>" for letter in "ab"
    )
    listed = listing("Urges all States:", points)
    places = named(read(listed + numbered(None, "and requests them to report;") + TWO))
    assert list(places) == ["enacting", "op1", "op1(a)", "op1(b)", "op1.end", "op2"]
    assert places["op1.end"].parent == "A/RES/77/901#op1"
    assert "request" in places["op1.end"].verbs_any


def test_items_hang_on_their_paragraph_across_headings() -> None:
    """Mandates have headings between their items."""
    places = named(
        read(
            numbered("1.", "Decides that the mission shall have the following mandate:")
            + "<subheading>Protection of civilians</subheading>"
            + numbered("(a)", "To protect civilians;")
            + "<subheading>Elections</subheading>"
            + numbered("(b)", "To support elections;")
            + TWO
        )
    )
    assert list(places) == ["enacting", "op1", "h1", "op1(a)", "h2", "op1(b)", "op2"]
    assert places["op1(b)"].verb == "decide"


def test_lost_letters_are_inferred() -> None:
    """Where just as many items as letters are missing, they are these."""
    document = read(
        numbered("1.", "Decides that it shall:")
        + numbered("(a)", "To protect;")
        + numbered(None, "To assist;")
        + numbered(None, "To report;")
        + numbered("(d)", "To train;")
        + TWO
    )
    assert list(named(document)) == [
        "enacting", "op1", "op1(a)", "op1(b)", "op1(c)", "op1(d)", "op2",
    ]  # fmt: skip
    assert codes(document, "op1(b)") == {"number-inferred"}


def test_items_that_are_numbered_paragraphs() -> None:
    """Paragraph 2 set as an item of 1 (a) is paragraph 2, as in S/RES/1996."""
    point = "<point><num>(a)</num><content><p>To protect;</p></content></point>"
    inner = "<point><num>2.</num><content><p>Invites donors to contribute;</p></content></point>"
    listed = listing("Decides:", point + inner)
    places = named(read(listed + THREE))
    assert list(places) == ["enacting", "op1", "op1(a)", "op2", "op3"]
    assert places["op2"].parent is None


def test_bullets_are_named_by_their_place() -> None:
    """Items of a list of dashes have ids of their own."""
    points = "".join(
        f"<point><num>–</num><content><p>{text};</p></content></point>" for text in ("Act", "Pay")
    )
    listed = listing("Urges States:", points)
    assert list(named(read(listed + TWO))) == ["enacting", "op1", "op1.1", "op1.2", "op2"]


def test_amendments_hang_on_what_quotes_them() -> None:
    """Numbers of a rule that is quoted are none of the resolution's."""
    places = named(
        read(
            numbered("1.", "Decides to amend rule 12 to read:")
            + numbered(None, "“1. The President shall open the meeting.")
            + numbered("2.", "The President shall close the meeting.”")
            + TWO
            + THREE
        )
    )
    assert list(places) == ["enacting", "op1", "op1.quoted.1", "op1.quoted.2", "op2", "op3"]
    assert places["op2"].text.startswith("Invites")
    assert places["op1.quoted.1"].parent == "A/RES/77/901#op1"


def test_the_last_words_of_a_preamble() -> None:
    """A participle set below the preamble is the preamble's."""
    places = named(read(numbered(None, "Remaining fully committed to peace,") + ONE + TWO))
    assert list(places) == ["enacting", "pp1", "op1", "op2"]


def test_headings_inside_points_and_sections() -> None:
    """The text keeps its label; a section's title is a heading and its paragraphs are read."""
    section = f"<section><title>Cross-cutting issues</title><level>{ONE}{TWO}</level></section>"
    point = (
        "<point><num>(a)</num><subheading>Themes</subheading>"
        "<content><p>A report;</p></content></point>"
    )
    document = read(section + listing("Requests:", point, label="3."))
    places = named(document)
    assert list(places) == ["enacting", "h1", "op1", "op2", "op3", "h2", "op3(a)"]
    assert places["op3(a)"].text == "A report;"
    assert not document.issues


def test_all_below_an_annex_is_annex() -> None:
    """Numbered paragraphs below the heading of an annex are none of the resolution's."""
    document = read(ONE + TWO + "<subheading>Annex</subheading>" + ONE + TWO)
    annexed = [one for one in document.paragraphs if one.type is ParagraphType.ANNEX]
    assert [one.place for one in annexed] == ["annex", "annex, para. 1", "annex, para. 2"]
    assert list(named(document))[:3] == ["enacting", "op1", "op2"]


def test_loose_text_has_an_issue() -> None:
    """What is neither paragraph nor heading is said to be of no known type."""
    document = read(ONE + numbered(None, "With regard to the trade in arms,") + TWO)
    assert codes(document, "text.1") == {"type-unknown"}


def _loose(number: int, *, printed: bool) -> str:
    return f"<p>{f'{number}. ' if printed else ''}Requests the Secretary-General to report;</p>"


@pytest.mark.parametrize("printed", [True, False])
@pytest.mark.parametrize(
    "section",
    [
        "<section><title>Cross-cutting issues</title>{}</section>",
        "<section><title>Cross-cutting issues</title><content>{}</content></section>",
        "<paragraph><content><p>Cross-cutting issues</p>{}</content></paragraph>",
        "<section><p>Cross-cutting issues</p>{}</section>",
    ],
)
def test_a_section_of_plain_text_has_paragraphs(section: str, printed: bool) -> None:
    """Its title is a heading, and what opens like a paragraph is one, with its printed number."""
    texts = "".join(_loose(number, printed=printed) for number in range(1, 9))
    document = read(section.format(texts))
    places = named(document)
    assert list(places) == ["enacting", "h1", *(f"op{number}" for number in range(1, 9))]
    assert places["h1"].text == "Cross-cutting issues"
    assert {one.type for name, one in places.items() if name[:2] == "op"} == {
        ParagraphType.OPERATIVE
    }
    assert places["op3"].label == ("3" if printed else None)
    assert places["op3"].text == "Requests the Secretary-General to report;"


def test_loose_text_beside_paragraphs_stays_text() -> None:
    """Where paragraphs are marked, text without a number of its own is none, and has an issue."""
    document = read(f"{ONE}<p>Requests that stand alone</p>{TWO}<p>1. Requests that repeat;</p>")
    types = [one.type for one in document.paragraphs]
    assert types.count(ParagraphType.OPERATIVE) == 2
    untyped = [one.id for one in document.paragraphs if one.type is ParagraphType.TEXT]
    assert untyped
    assert set(untyped) <= {issue.paragraph for issue in document.issues}
