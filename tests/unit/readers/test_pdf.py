"""PDFs: what their layout says, and what is said of those that cannot be read."""

from __future__ import annotations

from datetime import date

import pytest
from support.files.pdf import Sheet, pdf_of

from indexer.errors import UnreadableFile
from indexer.model import Document, ParagraphType
from indexer.readers.pdf import looks_like_pdf, read_pdf
from indexer.reading.documents import read_documents

MARGIN, FIRST, SPACE, ROW = 123, 147, 18, 12  # points, as the UN sets its resolutions


class Setter:
    """Sets paragraphs below each other as the UN does."""

    def __init__(self, base: float = 700) -> None:
        self.sheet, self.base = Sheet(), base

    def paragraph(self, *rows: object, left: float = FIRST, size: float = 10) -> None:
        """Set a paragraph; a row is a text or a tuple of pieces."""
        for index, row in enumerate(rows):
            pieces = row if isinstance(row, tuple) else (row,)
            self.sheet.write(MARGIN if index else left, self.base, *pieces, size=size)
            self.base -= ROW
        self.base -= SPACE - ROW


def masthead(setter: Setter) -> None:
    """Set the masthead of A/RES/74/900 in two columns, its title and the enacting formula."""
    sheet = setter.sheet
    sheet.write(123, 734, "United Nations", size=14)
    sheet.write(482, 735, "A", size=20)
    sheet.write(497, 735, "/RES/74/900")
    sheet.draw(60, 552, 727)
    sheet.write(123, 706, ("bold", "General Assembly"), size=20)
    sheet.write(397, 705, "Distr.: General")
    sheet.write(397, 693, "23 January 2020")
    sheet.write(60, 570, ("bold", "Seventy-fourth session"))
    sheet.write(60, 558, "Agenda item 106")
    sheet.write(60, 546, ("bold", "Crime prevention"))
    sheet.write(123, 513, ("bold", "Resolution adopted by the General Assembly"), size=14)
    sheet.write(123, 498, ("bold", "on 18 December 2019"), size=14)
    sheet.write(123, 474, ("italic", "[on the report of the Third Committee (A/74/400)]"))
    sheet.write(72, 448, ("bold", "74/900."), size=12)
    sheet.write(123, 448, ("bold", "Improving the coordination of efforts"), size=12)
    sheet.write(123, 435, ("bold", "against trafficking"), size=12)
    setter.base = 410
    setter.paragraph((("italic", "The General Assembly"), ","))


def resolution() -> list[Sheet]:
    """Set a resolution of two pages with all that is usual."""
    one = Setter()
    masthead(one)
    one.paragraph(
        (("italic", "Recalling"), " its resolutions on evidence-based policies at the Summit,",
         ("raised", "1"), " and the"),
        "Convention, which was adopted a long time ago and has been in force since,",
    )  # fmt: skip
    one.sheet.write(FIRST, one.base, "1.")
    one.paragraph(
        (("italic", "Urges"), " all States to take part in the fight against trafficking, and in"),
        "particular against its high-", left=171,
    )  # fmt: skip
    one.sheet.write(100, 100, ("bold", "__________________"), size=8)
    one.sheet.write(117, 86, ("raised", "1"), size=8.5)
    one.sheet.write(123, 86, "Resolution 70/1.", size=8.5)
    one.sheet.write(65, 44, "20-01234 (E) 230120")
    one.sheet.write(65, 30, "*2001234*")
    two = Setter(710)
    two.sheet.draw(60, 552, 727)
    two.sheet.write(60, 733, ("bold", "A/RES/74/900"), size=8.5)
    two.sheet.write(380, 733, ("bold", "Improving the coordination of efforts"), size=8.5)
    two.paragraph(("level causes", ("raised", "2"), " wherever they may be found:"), left=MARGIN)
    two.paragraph("(a) By words;")
    two.paragraph("(b) By deeds;")
    two.paragraph("and to go on doing so;", left=MARGIN)
    two.sheet.write(FIRST, two.base, "2.")
    two.paragraph((("italic", "Decides"), " to remain seized."), left=171)
    two.sheet.write(397, two.base - 6, ("italic", "50th plenary meeting"))
    two.sheet.write(397, two.base - 18, ("italic", "18 December 2019"))
    two.sheet.draw(100, 172, 96)
    two.sheet.write(117, 86, ("raised", "2"), size=8.5)
    two.sheet.write(123, 86, "A/74/127.", size=8.5)
    two.sheet.write(60, 37, ("bold", "2/2"), size=8.5)
    two.sheet.write(524, 38, "20-01234", size=7)
    return [one.sheet, two.sheet]


def _read(*sheets: Sheet) -> Document:
    (document,) = read_documents("any.bin", pdf_of(*sheets))
    return document


def test_the_masthead_is_read_across_its_columns() -> None:
    """Symbol, session, dates, agenda item and title are found wherever they stand."""
    head = _read(*resolution()).masthead
    assert (head.symbol, head.symbol_inferred, head.session) == ("A/RES/74/900", False, "74")
    assert head.title == "Improving the coordination of efforts against trafficking"
    assert (head.adopted_on, head.distributed_on) == (date(2019, 12, 18), date(2020, 1, 23))
    assert (head.agenda_item, head.agenda_title) == ("106", "Crime prevention")
    assert head.committee_report == "A/74/400"


def test_paragraphs_are_those_of_the_layout() -> None:
    """Paragraphs go on across pages; page furniture and footnotes are no part of them."""
    document = _read(*resolution())
    units = [(p.type, p.label, p.text) for p in document.paragraphs[1:]]
    assert units == [
        (ParagraphType.ENACTING, None, "The General Assembly,"),
        (ParagraphType.PREAMBULAR, None, "Recalling its resolutions on evidence-based policies at "
         "the Summit, and the Convention, which was adopted a long time ago and has been in force "
         "since,"),
        (ParagraphType.OPERATIVE, "1", "Urges all States to take part in the fight against "
         "trafficking, and in particular against its high-level causes wherever they may be "
         "found:"),
        (ParagraphType.SUBPARAGRAPH, "(a)", "By words;"),
        (ParagraphType.SUBPARAGRAPH, "(b)", "By deeds;"),
        (ParagraphType.SUBPARAGRAPH, None, "and to go on doing so;"),
        (ParagraphType.OPERATIVE, "2", "Decides to remain seized."),
        (ParagraphType.CLOSING, None, "50th plenary meeting 18 December 2019"),
    ]  # fmt: skip
    assert document.source.format == "pdf"


def test_footnotes_and_their_markers_are_found() -> None:
    """Notes stand below a rule, written or drawn; raised figures point at them."""
    document = _read(*resolution())
    assert [(n.marker, n.text) for n in document.footnotes] == [
        ("1", "Resolution 70/1."), ("2", "A/74/127."),
    ]  # fmt: skip
    marked = {mark.marker: p.text[: mark.offset] for p in document.paragraphs for mark in p.marks}
    assert marked["1"].endswith("at the Summit,")
    assert marked["2"].endswith("high-level causes")


def test_openings_are_those_in_italics() -> None:
    """Italics tell the opening also where no verb of the table begins the paragraph."""
    setter = Setter()
    masthead(setter)
    setter.paragraph((("italic", "Unflaggingly recalling"), " its resolution 70/1,"))
    paragraph = _read(setter.sheet).paragraphs[-1]
    assert paragraph.opening == "Unflaggingly recalling"


def _texts(*rows: object) -> list[str]:
    setter = Setter()
    masthead(setter)
    setter.paragraph(*rows)
    return [paragraph.text for paragraph in _read(setter.sheet).paragraphs[2:]]


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        # A run may begin inside of a word; only real room is a space.
        ((("Recalling the Un", "ited", " Nations,"),), "Recalling the United Nations,"),
        # Hyphens at the end of a row are the word's own ...
        (("Recalling the high-", "level meeting,"), "Recalling the high-level meeting,"),
        (("Recalling the years 2021\u2013", "2025,"), "Recalling the years 2021\u20132025,"),
        # ... unless the document writes the word without.
        (("Recalling trafficking and traf-", "ficking,"), "Recalling trafficking and trafficking,"),
        # A raised figure that marks no footnote belongs to the text.
        ((("Recalling 5 km", ("raised", "2"), " of land,"),), "Recalling 5 km2 of land,"),
    ],
)
def test_words_are_put_together(rows: tuple[object, ...], text: str) -> None:
    """Words that the layout takes apart are whole, and only those."""
    assert _texts(*rows) == [text]


def test_spaces_are_told_from_kerning() -> None:
    """Runs that nearly touch are one word, runs apart are two, whatever the file calls a space."""
    setter = Setter()
    masthead(setter)
    setter.sheet.write(FIRST, setter.base, "Recalling")
    setter.sheet.write(188.5, setter.base, "the fif")
    setter.sheet.write(214, setter.base, "tieth session,")
    assert _read(setter.sheet).paragraphs[-1].text == "Recalling the fiftieth session,"


def test_tables_are_rows_of_cells() -> None:
    """In annexes what stands in columns becomes one paragraph a row, cells apart."""
    one, two = resolution()
    two.write(123, 440, ("bold", "Annex"), size=14)
    two.write(123, 410, ("bold", "Contributions"))
    two.write(300, 380, ("italic", "2023"), size=8)
    two.write(400, 380, ("italic", "2024"), size=8)
    for base, texts in ((360, ("Appropriation", "1 200", "1 300")), (344, ("Total", "7", "8"))):
        for left, text in zip((123, 303, 403), texts, strict=True):
            two.write(left, base, text, size=8)
    annex = [(p.type, p.text) for p in _read(one, two).paragraphs if p.part == "annex"]
    assert annex == [
        (ParagraphType.ANNEX, "Annex"),
        (ParagraphType.ANNEX, "Contributions"),
        (ParagraphType.TABLE, "| 2023 | 2024"),
        (ParagraphType.TABLE, "Appropriation | 1 200 | 1 300"),
        (ParagraphType.TABLE, "Total | 7 | 8"),
    ]


def test_section_numbers_and_headings_are_headings() -> None:
    """Bold rows are headings, however long, and a number above one is apart from it."""
    setter = Setter()
    masthead(setter)
    setter.paragraph((("italic", "Recalling"), " its resolution 70/1,"))
    long = "Implementation of the Convention and of related agreements and instruments on trade"
    last = (("bold", "and on much else"), ("raised", "9"))  # a marker is not bold
    setter.paragraph((("bold", "I"),), (("bold", long),), last, left=123)
    setter.paragraph("1.  Decides to remain seized.")
    headings = [p.text for p in _read(setter.sheet).paragraphs if p.type == "heading"]
    assert headings == ["I", f"{long} and on much else9"]


def test_a_missing_formula_does_not_lose_the_text() -> None:
    """Where a print left the enacting formula out, the paragraphs are still read."""
    setter = Setter()
    masthead(setter)
    setter.sheet.parts = [p for p in setter.sheet.parts if b"The General Assembly" not in p]
    setter.paragraph((("italic", "Recalling"), " its resolution 70/1,"))
    setter.paragraph("1.  Decides to remain seized.")
    document = _read(setter.sheet)
    assert document.masthead.symbol == "A/RES/74/900"
    assert [p.type for p in document.paragraphs] == ["title", "preambular", "operative"]


def test_turned_pages_are_read_as_they_are_seen() -> None:
    """A page that is stored on its side is read upright."""
    upright = Sheet()
    upright.write(100, 600, "The General Assembly,")
    turned = Sheet(turned=90)
    turned.parts.append(b"BT /roman 10 Tf 0 1 -1 0 200 100 Tm (1. Urges all States to act.) Tj ET")
    assert [p.text for p in _read(upright, turned).paragraphs][-1] == "Urges all States to act."


def test_what_is_written_up_the_page_is_passed_over() -> None:
    """Stamps and watermarks across the text are no text."""
    sheet = Sheet()
    sheet.write(100, 600, "The General Assembly,")
    sheet.parts.append(b"BT /roman 10 Tf 0 1 -1 0 200 100 Tm (ADVANCE COPY) Tj ET")
    assert "ADVANCE" not in str(_read(sheet))


@pytest.mark.parametrize(
    ("data", "code", "advice"),
    [
        (pdf_of(Sheet(picture=True)), "no-text-layer", "OCR"),
        (pdf_of(Sheet()), "no-text-layer", "OCR"),
        (pdf_of(*resolution(), locked=True), "encrypted", "password"),
        (pdf_of(*resolution())[:400], "damaged-pdf", "again"),
        (b"%PDF-1.7 and nothing else", "damaged-pdf", "again"),
        (pdf_of(), "damaged-pdf", "again"),
    ],
    ids=["scan", "blank", "locked", "cut", "header", "pageless"],
)
def test_unreadable_pdfs_say_what_to_do(data: bytes, code: str, advice: str) -> None:
    """Each reason why there is no text has its code and its remedy."""
    with pytest.raises(UnreadableFile, match=advice) as error:
        read_documents("any.pdf", data)
    assert error.value.code == code


def test_a_page_without_text_is_named() -> None:
    """A scanned page among others is told, the others are read."""
    issues = read_pdf(pdf_of(*resolution(), Sheet(picture=True))).issues
    assert [(issue.code, "Page 3" in issue.message) for issue in issues] == [
        ("page-without-text", True)
    ]


@pytest.mark.parametrize(
    ("data", "is_pdf"),
    [
        (b"%PDF-1.4\n", True),
        (b"\xef\xbb\xbf\r\n%PDF-1.4\n", True),
        (b"HTTP/1.1 200 OK\n\n%PDF-1.4\n...startxref\n9\n%%EOF", True),
        (b"A PDF begins with %PDF- and a number.", False),
    ],
)
def test_pdfs_are_told_by_their_content(data: bytes, is_pdf: bool) -> None:
    """Junk before the header is allowed, talk of PDFs is text."""
    assert looks_like_pdf(data) == is_pdf
