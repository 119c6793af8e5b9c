"""Word document of results: typeset paragraphs, each with its citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from search.citation import citation
from search.formats.rows import SOURCE, About, xml_text
from search.results import Found
from search.translation.current import gettext, ngettext
from search.translation.numbers import number

_CHUNK = 64 * 1024


def word_document(found: Iterable[Found], about: About) -> Iterator[bytes]:
    """Yields a Word document. It is built in memory, so the number of paragraphs is limited.

    Its first page says what was searched for and when, and where the texts are from.
    """
    document = _empty()
    counted = document.add_paragraph()
    _head(document, about)
    given, symbols = 0, set()
    for one in found:
        _quote(document, one)
        given += 1
        symbols.add(one.masthead.symbol)
    of = gettext("%(number)s in all", number=number(given))
    if given < about.total:
        of = gettext(
            "first %(number)s of %(total)s", number=number(given), total=number(about.total)
        )
    documents = ngettext("%(number)s document", "%(number)s documents", len(symbols))
    counted.add_run(
        xml_text(
            gettext(
                "Paragraphs %(reading)s (%(count)s), from %(documents)s.",
                reading=about.reading,
                count=of,
                documents=documents,
            )
        )
    )
    with TemporaryFile() as file:
        document.save(file)
        file.seek(0)
        while chunk := file.read(_CHUNK):
            yield chunk


def _empty() -> WordDocument:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    document.core_properties.title = gettext("Paragraphs of United Nations resolutions")
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.add_heading(gettext("Search results"), level=1)
    return document


def _head(document: WordDocument, about: About) -> None:
    for name, value in about.lines():
        line = document.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        line.add_run(f"{name}: ").bold = True
        line.add_run(xml_text(value))
    note = document.add_paragraph()
    note.paragraph_format.space_before = Pt(6)
    note.paragraph_format.space_after = Pt(18)
    note.add_run(SOURCE).font.size = Pt(9)


def _quote(document: WordDocument, found: Found) -> None:
    if found.lead_in:
        lead_in = document.add_paragraph()
        lead_in.paragraph_format.keep_with_next = True
        lead_in.add_run(xml_text(found.lead_in))
    paragraph = found.paragraph
    quoted = document.add_paragraph()
    quoted.paragraph_format.left_indent = Cm(1 + paragraph.level)
    quoted.paragraph_format.keep_with_next = True
    if paragraph.label:
        stop = "." if paragraph.label[-1].isalnum() else ""
        quoted.add_run(xml_text(f"{paragraph.label}{stop} "))
    opening = paragraph.opening or ""
    quoted.add_run(xml_text(opening)).italic = True
    quoted.add_run(xml_text(paragraph.text[len(opening) :]))
    cited = document.add_paragraph()
    cited.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    cited.paragraph_format.space_after = Pt(12)
    cited.add_run(xml_text(f"({citation(found.masthead, paragraph)})"))
