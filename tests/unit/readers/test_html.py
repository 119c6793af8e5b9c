"""HTML pages, as the UN has published them since the 1990s."""

from __future__ import annotations

import pytest

from indexer.errors import UnreadableFile
from indexer.model import Document, FootnoteMark
from indexer.reading.documents import read_documents

HEAD = (
    "<p>Forty-eighth session<br>Agenda item 111</p>"
    "<p align=center>Resolution adopted by the General Assembly on 20 December 1993</p>"
    "<p><b>48/999.&nbsp;&nbsp;Small things</b></p><p><i>The General Assembly</i>,</p>"
)


def page(body: str, *, head: str = "<title>A page</title>") -> str:
    """Give a page with the usual head of a resolution."""
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>{HEAD}{body}</body></html>"


def read(body: str) -> Document:
    """Read a page."""
    (document,) = read_documents("page.htm", page(body).encode())
    return document


def units(document: Document) -> list[tuple[str, str | None, str]]:
    """Give type, label and text of all paragraphs below the enacting formula."""
    return [(str(p.type), p.label, p.text) for p in document.paragraphs[2:]]


def test_a_page_with_its_masthead() -> None:
    """A page's masthead, paragraphs and openings are read; line ends in its source are spaces."""
    document = read(
        "<p><em>Recalling\n also</em> its\n resolution&nbsp;1/1,</p><p>1. <i>Urges</i> all;"
    )
    head = document.masthead
    assert (head.symbol, head.title, head.agenda_item, str(head.adopted_on)) == (
        "A/RES/48/999", "Small things", "111", "1993-12-20",
    )  # fmt: skip
    assert document.source.format == "html"
    assert [(p.opening, p.text) for p in document.paragraphs[2:]] == [
        ("Recalling also", "Recalling also its resolution 1/1,"), ("Urges", "Urges all;"),
    ]  # fmt: skip


def test_nothing_of_the_page_is_run_or_shown_that_is_hidden() -> None:
    """Scripts, styles, comments, menus and hidden elements are no text."""
    document = read(
        "<script>document.write('1. Urges')</script><style>p {}</style><!-- 1. Urges -->"
        "<nav>Home</nav><p style='display: none'>1. Urges</p><p hidden>1. Urges</p>"
        "<p>1. Requests <span style='font-style:italic'>all</span><img src=x onerror=y>;</p>"
    )
    assert units(document) == [("operative", "1", "Requests all;")]


def test_lists_have_the_labels_that_browsers_show() -> None:
    """Numbers and letters of lists are labels, in the form of resolutions."""
    document = read(
        "<ol start=4><li>Urges States:<ol type=a><li>To begin;<li>To end;</ol>"
        "<li value=7>Invites all.</li><li>8. Requests a report.</li></ol>"
    )
    assert units(document) == [
        ("operative", "4", "Urges States:"), ("subparagraph", "(a)", "To begin;"),
        ("subparagraph", "(b)", "To end;"), ("operative", "7", "Invites all."),
        ("operative", "8", "Requests a report."),
    ]  # fmt: skip


def test_tables_of_figures_and_tables_of_layout() -> None:
    """Ruled tables are rows; tables that only place the text give its paragraphs."""
    document = read(
        "<table><tr><td>1.</td><td>Decides on these amounts:</td></tr></table>"
        "<table border=1><tr><th>Section</th><th>Amount</th></tr>"
        "<tr><td>Police</td><td>12&nbsp;000</td></tr></table>"
        "<table><tr><td><p>2. Requests a report.</p></td><td></td></tr></table>"
    )
    assert units(document) == [
        ("operative", "1", "Decides on these amounts:"), ("table", None, "Section | Amount"),
        ("table", None, "Police | 12 000"), ("operative", "2", "Requests a report."),
    ]  # fmt: skip


def test_footnotes_of_pages() -> None:
    """Raised figures and links to notes are markers; the notes stand at the end."""
    document = read(
        "<p>Recalling the Convention,<sup>1</sup> and the report,<a href='#_ftn2'>[2]</a></p>"
        "<p>1. Urges action.</p><hr><p><sup>1</sup> Resolution 55/25.</p>"
        "<p><a href='#_ftnref2'>[2]</a> See A/48/1.</p>"
    )
    assert [(n.marker, n.text) for n in document.footnotes] == [
        ("1", "Resolution 55/25."), ("2", "See A/48/1."),
    ]  # fmt: skip
    first = document.paragraphs[2]
    assert first.text == "Recalling the Convention, and the report,"
    assert first.marks == (FootnoteMark(marker="1", offset=25), FootnoteMark(marker="2", offset=41))


def test_links_to_footnotes_of_programs_that_save_pages() -> None:
    """Word and LibreOffice name the links to footnotes in ways of their own."""
    document = read(
        "<p>Recalling it,<a href='#sdfootnote1sym'><sup>1</sup></a><sup>,</sup><sup>2</sup></p>"
        "<p>1. Urges action.</p><p><a href='#sdfootnote1anc'>1</a>Resolution 55/25.</p>"
        "<p><a href='#_ftnref2'>[2]</a> See A/48/1.</p>"
    )
    assert [(n.marker, n.text) for n in document.footnotes] == [
        ("1", "Resolution 55/25."), ("2", "See A/48/1."),
    ]  # fmt: skip
    assert document.paragraphs[2].text == "Recalling it,"
    assert [mark.marker for mark in document.paragraphs[2].marks] == ["1", "2"]


def test_tables_without_rules_show_figures() -> None:
    """Rows of names and amounts are a table also where its rules come from a style sheet."""
    rows = "".join(f"<tr><td>{n}.</td><td>Police</td><td>{n} 000</td></tr>" for n in range(1, 5))
    document = read(f"<p>1. Decides on these amounts:</p><table>{rows}</table>")
    assert units(document)[1] == ("table", None, "1. | Police | 1 000")


def test_breaks_in_a_paragraph() -> None:
    """One break goes on, two begin a paragraph, and a label begins one anyhow."""
    document = read("<p>Recalling<br>all,<br><br>Noting that,<br>1. Urges all;<br>2. Invites some.")
    assert [text for _, _, text in units(document)] == [
        "Recalling all,", "Noting that,", "Urges all;", "Invites some.",
    ]  # fmt: skip


def test_text_that_is_laid_out_already() -> None:
    """The oldest pages hold plain text between their tags."""
    document = read("<pre>\n     Recalling its\nresolution 1/1,\n\n     1.  Urges all;\n</pre>")
    assert [text for _, _, text in units(document)] == [
        "Recalling its resolution 1/1,",
        "Urges all;",
    ]


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("utf-8", "utf-8"),
        ("nonsense", "cp1252"),
    ],
)
def test_encodings(charset: str, encoding: str) -> None:
    """A page is decoded as it says, as browsers do."""
    text = page("<p>Recalling “façades”,</p>", head=f"<meta charset='{charset}'>")
    (document,) = read_documents("page.html", text.encode(encoding))
    assert document.paragraphs[2].text == "Recalling “façades”,"


@pytest.mark.parametrize("name", ["page.doc", "page.docx", "page.txt", "page.md"])
def test_the_name_does_not_matter(name: str) -> None:
    """Many a .doc is a web page."""
    (document,) = read_documents(name, page("<p>1. Urges all;</p>").encode())
    assert document.source.format == "html"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("<html></html>", "no-resolution"),
        ("<html>", "no-resolution"),
        (page("")[:60], "no-resolution"),
        ("<!doctype html><html><body><p>Not found</p></body></html>", "no-resolution"),
        ("<!--" * 2000 + "<html>", "no-resolution"),
    ],
)
def test_pages_without_a_resolution(data: str, code: str) -> None:
    """A page of another kind, such as an error saved by mistake, is told."""
    with pytest.raises(UnreadableFile) as error:
        read_documents("page.html", data.encode())
    assert error.value.code == code
