"""Word files: what Word prints, as lines, footnotes and paragraphs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from support.files.word import HEAD, packed, paragraph, part, relations, run, table, word_file

from indexer.errors import UnreadableFile
from indexer.model import Document, FootnoteMark, Paragraph
from indexer.reading.documents import read_documents

RECALLING = paragraph(run("Recalling", "i"), " its resolution 70/1,")
URGES = paragraph("1.", "<w:r><w:tab/></w:r>", run("Urges", "i"), " Member States to act;")


def read(*blocks: str, **others: object) -> Document:
    """Read a Word file of these blocks."""
    (document,) = read_documents("small.docx", word_file(*blocks, **others))  # type: ignore[arg-type]
    return document


def units(document: Document) -> list[tuple[str, str | None, str]]:
    """Give type, label and text of all paragraphs below the enacting formula."""
    return [(str(p.type), p.label, p.text) for p in document.paragraphs[2:]]


def only(document: Document, label: str) -> Paragraph:
    """Give the paragraph with a label."""
    (found,) = (p for p in document.paragraphs if p.label == label)
    return found


def test_a_resolution_with_its_masthead() -> None:
    """Symbol, title, date, agenda item and report are read; the header's symbol counts."""
    header = paragraph("A/RES/74/999") + paragraph("Distr.: General") + paragraph("23 January 2020")
    document = read(RECALLING, URGES, header=header)
    head = document.masthead
    assert (head.symbol, head.session, head.title, str(head.adopted_on), head.agenda_item) == (
        "A/RES/74/999", "74", "Small things", "2019-12-18", "106",
    )  # fmt: skip
    assert (head.committee_report, str(head.distributed_on)) == ("A/74/400", "2020-01-23")
    assert document.source.format == "docx"
    assert units(document) == [
        ("preambular", None, "Recalling its resolution 70/1,"),
        ("operative", "1", "Urges Member States to act;"),
    ]


@pytest.mark.parametrize("name", ["a.docx", "a.DOC", "a.txt", "a.zip", "a"])
def test_the_name_does_not_matter(name: str) -> None:
    """A Word file is known by its content: many a .DOC of the UN is a .docx inside."""
    (document,) = read_documents(name, word_file(RECALLING, URGES))
    assert document.source.format == "docx"


@pytest.mark.parametrize("name", ["a.docx", "a.doc"])
def test_text_named_as_word_is_read_as_text(name: str) -> None:
    """A file that only its name says to be Word is read as what it is."""
    text = "74/999. Small things\n\nThe General Assembly,\n\nRecalling its resolution 70/1,\n"
    (document,) = read_documents(name, text.encode())
    assert document.source.format == "text"


def test_the_main_part_may_have_any_name() -> None:
    """The document is found through the relationships, as Word finds it."""
    assert units(read(RECALLING, main="office/document2.xml"))[0][0] == "preambular"


def test_italics_give_the_opening() -> None:
    """The words in italics are the opening, also when several runs hold them."""
    block = paragraph("2. ", run("Takes ", "i"), run("note", "i", "iCs"), " of the report;")
    assert only(read(URGES, block), "2").opening == "Takes note"


def test_italics_of_styles_and_their_undoing() -> None:
    """Italics may come from a style; a run may undo them."""
    styles = (
        '<w:style w:type="character" w:styleId="Verb"><w:rPr><w:i/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="Verb2"><w:basedOn w:val="Verb"/></w:style>'
    )
    block = paragraph(
        "2. ",
        run("Notes", '<w:rStyle w:val="Verb2"/>'),
        run(" the report", '<w:rStyle w:val="Verb2"/>', '<w:i w:val="0"/>'),
        " of it;",
    )
    assert only(read(URGES, block, parts={"styles": styles}), "2").opening == "Notes"


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="8"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="9"/></w:lvlOverride></w:num>'
)


def numbered(level: int, *runs: str, list_id: int = 7) -> str:
    """Give a paragraph that Word numbers."""
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(*runs, properties=properties)


def test_automatic_numbers_are_printed() -> None:
    """Labels that Word makes are those of the paragraphs; deeper lists begin anew."""
    document = read(
        RECALLING,
        numbered(0, run("Urges", "i"), " States:"),
        numbered(1, "To begin;"),
        numbered(1, "To end;"),
        numbered(0, run("Invites", "i"), " States:"),
        numbered(1, "To rest;"),
        numbered(0, run("Decides", "i"), " to stop.", list_id=8),
        parts={"numbering": NUMBERING},
    )
    labels = [(str(p.type), p.label) for p in document.paragraphs[3:]]
    assert labels == [
        ("operative", "1"), ("subparagraph", "(a)"), ("subparagraph", "(b)"),
        ("operative", "2"), ("subparagraph", "(a)"), ("operative", "9"),
    ]  # fmt: skip


def test_numbers_of_a_style() -> None:
    """A paragraph is numbered by its style too; number 0 takes it out of the list."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="Para"><w:pPr><w:numPr><w:numId w:val="7"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    style = '<w:pStyle w:val="Para"/>'
    document = read(
        paragraph("Urges States to act;", properties=style),
        paragraph("Invites others;", properties=style),
        paragraph("Decides to stop.", properties=f'{style}<w:numPr><w:numId w:val="0"/></w:numPr>'),
        parts={"styles": styles, "numbering": NUMBERING},
    )
    assert [p.label for p in document.paragraphs[2:]] == ["1", "2", None]


def test_labels_in_italics_are_labels() -> None:
    """The "(*a*)" of older documents is the label (a)."""
    block = paragraph("(", run("a", "i"), ")", "<w:r><w:tab/></w:r>", "To begin;")
    assert units(read(URGES, block))[1] == ("subparagraph", "(a)", "To begin;")


NOTES = {4: " A/74/127.", 5: " Resolution 55/25, annex I.", 6: "* Reissued."}
FOOTNOTES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
    + "".join(
        f'<w:footnote w:id="{key}"><w:p><w:r><w:footnoteRef/></w:r>{run(text)}</w:p></w:footnote>'
        for key, text in NOTES.items()
    )
)  # fmt: skip


def reference(key: int, *, typed: str = "") -> str:
    """Give a reference to a footnote."""
    follows = ' w:customMarkFollows="1"' if typed else ""
    text = f"<w:t>{typed}</w:t>" if typed else ""
    return f'<w:r><w:footnoteReference w:id="{key}"{follows}/>{text}</w:r>'


def test_footnotes_stand_at_their_places() -> None:
    """Footnotes are numbered in the order of the text, whatever their ids are."""
    document = read(
        paragraph("Recalling the Convention,", reference(5), " and the report,", reference(4)),
        URGES,
        parts={"footnotes": FOOTNOTES},
    )
    assert [(n.marker, n.text) for n in document.footnotes] == [
        ("1", "Resolution 55/25, annex I."), ("2", "A/74/127."),
    ]  # fmt: skip
    first = document.paragraphs[2]
    assert first.text == "Recalling the Convention, and the report,"
    assert first.marks == (FootnoteMark(marker="1", offset=25), FootnoteMark(marker="2", offset=41))


def test_footnotes_with_a_mark_of_their_own() -> None:
    """An asterisk is a marker, and takes no number from the others."""
    document = read(
        paragraph("Recalling the Convention,", reference(6, typed="*")),
        paragraph("1. Urges action,", reference(4), " soon;"),
        parts={"footnotes": FOOTNOTES},
    )
    assert [(n.marker, n.text) for n in document.footnotes] == [
        ("*", "Reissued."), ("1", "A/74/127."),
    ]  # fmt: skip
    assert document.paragraphs[2].marks[0].marker == "*"
    assert document.paragraphs[2].text == "Recalling the Convention,"


def test_a_repeated_marker_is_no_text() -> None:
    """A raised figure that repeats a marker is a marker; other raised text is text."""
    raised = '<w:vertAlign w:val="superscript"/>'
    document = read(
        paragraph("Recalling the report,", reference(4)),
        paragraph("1. Urges action on the report;", run("1", raised)),
        paragraph("2. Notes the 10 km", run("2", raised), " of land;"),
        parts={"footnotes": FOOTNOTES},
    )
    assert only(document, "1").text == "Urges action on the report;"
    assert only(document, "1").marks[0].marker == "1"
    assert only(document, "2").text == "Notes the 10 km2 of land;"


def test_the_title_without_its_footnote() -> None:
    """A footnote to the title does not become part of it."""
    head = (*HEAD[:4], paragraph("74/999. Small things", reference(4)))
    document = read(URGES, head=head, parts={"footnotes": FOOTNOTES})
    assert document.masthead.title == document.paragraphs[0].text[8:] == "Small things"
    assert document.footnotes[0].text == "A/74/127."


def test_tables_are_rows() -> None:
    """A row is a unit of its own, its cells joined."""
    document = read(
        paragraph("1. Decides on these amounts:"),
        table(("Section", "Amount"), ("Police", "12 000"), ("Courts", "")),
        paragraph("2. Requests a report."),
    )
    assert units(document)[1:] == [
        ("table", None, "Section | Amount"), ("table", None, "Police | 12 000"),
        ("table", None, "Courts |"), ("operative", "2", "Requests a report."),
    ]  # fmt: skip


def test_tracked_changes_are_accepted() -> None:
    """What was inserted is there, what was deleted is not, and paragraphs join as in Word."""
    block = (
        "<w:p><w:pPr/>" + run("1. Urges ")
        + f"<w:del>{run('some').replace('w:t', 'w:delText')}</w:del>"
        + f"<w:ins>{run('all')}</w:ins><w:moveFrom>{run(' old')}</w:moveFrom></w:p>"
        + "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("2. Requests") + "</w:p>"
        + paragraph(" a report;")
    )  # fmt: skip
    assert units(read(block)) == [
        ("operative", "1", "Urges all"), ("operative", "2", "Requests a report;"),
    ]  # fmt: skip


def test_fields_links_and_tags_give_what_is_printed() -> None:
    """The result of a field counts, not its code; links, smart tags and controls are passed."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>70/1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    block = paragraph(
        run("Recalling resolutions "), field, " and ",
        f"<w:hyperlink>{run('71/2')}</w:hyperlink>", f"<w:smartTag>{run(' of ')}</w:smartTag>",
        f"<w:sdt><w:sdtPr/><w:sdtContent>{run('2016')}</w:sdtContent></w:sdt>",
        f"<w:fldSimple>{run(',')}</w:fldSimple>", run("secret", "vanish"),
    )  # fmt: skip
    assert units(read(block, URGES))[0][2] == "Recalling resolutions 70/1 and 71/2 of 2016,"


def test_lost_references_are_no_text() -> None:
    """What Word prints for a cross-reference that leads nowhere is not indexed."""
    block = paragraph("1. Urges all", run("Error! Bookmark not defined."), " to act;")
    assert units(read(block))[0][2] == "Urges all to act;"


def test_hyphens_tabs_and_breaks() -> None:
    """Hyphens that may not break are hyphens, those that may are nothing; breaks are spaces."""
    block = paragraph(
        run("1. Urges co"), "<w:r><w:noBreakHyphen/></w:r>", run("ope"),
        "<w:r><w:softHyphen/></w:r>", run("ration of States"), "<w:r><w:br/></w:r>",
        run("and Governments;"),
    )  # fmt: skip
    assert units(read(block))[0][2] == "Urges co-operation of States and Governments;"


def test_text_boxes_are_read_once() -> None:
    """A text box has two forms in a file, for old and new versions of Word."""
    box = f"<w:txbxContent>{paragraph('2. Requests a report.')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert units(read(paragraph("1. Urges action;", both))) == [
        ("operative", "1", "Urges action;"), ("operative", "2", "Requests a report."),
    ]  # fmt: skip


def test_comments_are_left_out() -> None:
    """What colleagues remark on a draft is no part of its text."""
    remarked = (
        '<w:commentRangeStart w:id="0"/>' + run("1. Urges all") + '<w:commentRangeEnd w:id="0"/>'
        '<w:r><w:commentReference w:id="0"/></w:r>' + run(" States to act;")
    )
    remark = f'<w:comment w:id="0" w:author="B">{paragraph("2. Delete this.")}</w:comment>'
    document = read(f"<w:p>{remarked}</w:p>", parts={"comments": remark})
    assert units(document) == [("operative", "1", "Urges all States to act;")]


def test_bold_lines_are_headings() -> None:
    """Headings by style or in bold stand apart, also right below the formula."""
    level = '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
    styles = f'<w:style w:type="paragraph" w:styleId="H">{level}</w:style>'
    document = read(
        paragraph("Means of work", properties='<w:pStyle w:val="H"/>'),
        RECALLING,
        paragraph(run("Follow-up", "b")),
        URGES,
        parts={"styles": styles},
    )
    assert [unit[0] for unit in units(document)] == [
        "heading", "preambular", "heading", "operative",
    ]  # fmt: skip


def test_long_headings_and_tables_between_paragraphs() -> None:
    """Neither a long heading nor a long table makes Word's paragraphs look like broken lines."""
    long = "Analytical Support and Sanctions Monitoring Team " + "for a very long purpose " * 5
    rows = tuple((f"Section {number} of the budget with a long name", "12") for number in range(20))
    document = read(
        RECALLING, paragraph(run(long, "b")), URGES, table(*rows), "Requests a report, soon."
    )
    assert [unit[0] for unit in units(document)] == [
        "preambular", "heading", "operative", *["table"] * 20, "operative",
    ]  # fmt: skip


def test_words_of_a_broken_text() -> None:
    """A Word file whose every line is a paragraph, as made from plain text, is put together."""
    lines = (
        "Recalling its resolution 70/1 of 25 September 2015 and all",
        "Member States that took part in the work on it, as well as the",
        "General Assembly and others who did so in the course of their work",
        "and its follow-up,",
        "1. Urges all Member States to take part in it and to let the",
        "Secretary-General know.",
    )
    assert [text for _, _, text in units(read(*lines))] == [
        " ".join(lines[:4]), " ".join(lines[4:])[3:],
    ]  # fmt: skip


def test_several_resolutions_in_one_document() -> None:
    """Lettered resolutions issued together have titles, parts and numbers of their own."""
    document = read(
        URGES,
        paragraph("50th plenary meeting"),
        paragraph("18 December 2019"),
        paragraph(run("B", "b")),
        paragraph(run("Other things", "b")),
        "The General Assembly,",
        paragraph("1. Requests a report."),
        head=(*HEAD, "A", "First things"),
    )
    assert document.masthead.title == "Small things"
    assert [(str(p.type), p.component, p.text) for p in document.paragraphs] == [
        ("title", None, "74/999. Small things"), ("title", "A", "A First things"),
        ("enacting", "A", "The General Assembly,"),
        ("operative", "A", "Urges Member States to act;"),
        ("closing", "A", "50th plenary meeting 18 December 2019"), ("title", "B", "B Other things"),
        ("enacting", "B", "The General Assembly,"), ("operative", "B", "Requests a report."),
    ]  # fmt: skip


def without(data: bytes, name: str) -> dict[str, bytes]:
    """Give the parts of a package but one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {n: archive.read(n) for n in archive.namelist() if n != name}


def _big() -> bytes:
    return packed({"word/document.xml": b" " * (65 * 1024 * 1024)})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (word_file(URGES)[:-100], "damaged-docx"),
        (b"PK\x03\x04 and then nothing", "damaged-docx"),
        (packed({"xl/workbook.xml": "<workbook/>"}), "no-word-document"),
        (packed(without(word_file(URGES), "word/document.xml")), "no-word-document"),
        (packed({"word/document.xml": "<w:document"}), "damaged-docx"),
        (packed({"word/document.xml": part("document", "")}), "no-word-document"),
        (_big(), "too-large"),
    ],
)
def test_broken_packages_say_what_to_do(data: bytes, code: str) -> None:
    """Truncated, foreign, incomplete and exploding packages have codes of their own."""
    with pytest.raises(UnreadableFile) as error:
        read_documents("small.docx", data)
    assert error.value.code == code
    assert len(str(error.value)) > 20


def test_missing_parts_do_not_matter() -> None:
    """A document without styles, lists or footnotes that it names is read without them."""
    data = word_file(URGES, parts={"styles": "", "numbering": NUMBERING, "footnotes": FOOTNOTES})
    for name in ("styles", "numbering", "footnotes"):
        kept = packed(without(data, f"word/{name}.xml"))
        assert read_documents("small.docx", kept)[0].paragraphs[-1].label == "1"


def test_entities_are_not_resolved() -> None:
    """A package cannot make the reader open other files or swell."""
    bomb = (
        '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
        '<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    inner = paragraph("The General Assembly,") + "<w:p><w:r><w:t>1. Urges &f;&b;;</w:t></w:r></w:p>"
    files: Mapping[str, str] = {
        "_rels/.rels": relations({"r": ("officeDocument", "word/document.xml")}),
        "word/document.xml": bomb + part("document", f"<w:body>{inner}</w:body>"),
    }
    (document,) = read_documents("small.docx", packed(files))
    assert "root" not in document.paragraphs[-1].text
    assert "aaaa" not in document.paragraphs[-1].text


def test_protected_packages_are_told() -> None:
    """A package whose parts are encrypted says that it needs its password removed."""
    data = bytearray(word_file(URGES))
    at = 0
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    with pytest.raises(UnreadableFile) as error:
        read_documents("small.docx", bytes(data))
    assert error.value.code == "encrypted"
