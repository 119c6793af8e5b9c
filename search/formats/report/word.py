"""Word document of a report: counts first, then each paragraph with its changes and citations."""

from __future__ import annotations

from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from search.formats.report.entries import (
    STANDING_MEANINGS,
    STANDING_NAMES,
    Entry,
    Source,
    compared_with,
    coverage,
    entries,
    heading,
    lacking,
    stretches,
)
from search.formats.rows import SOURCE, xml_text
from search.precedents.report import Report
from search.translation.current import gettext
from search.translation.numbers import number

_REMOVED, _ADDED, _QUIET = RGBColor(0x9C, 0x1C, 0x0C), RGBColor(0x14, 0x50, 0x1C), Pt(9)


def word_report(report: Report, official: str) -> bytes:
    """Returns a report as a Word document; it has no links, so `official` is not used."""
    del official
    document = _empty()
    _head(document, report)
    for entry in entries(report):
        _paragraph(document, entry)
    _lacking(document, report)
    _note(document, SOURCE)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _empty() -> WordDocument:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    document.core_properties.title = gettext("Check of a draft")
    document.core_properties.author = ""
    document.core_properties.comments = ""
    return document


def _head(document: WordDocument, report: Report) -> None:
    document.add_heading(xml_text(heading(report)), level=1)
    table = document.add_table(rows=0, cols=3)
    for standing, name in STANDING_NAMES.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = number(report.counts[standing]), gettext(name)
        cells[2].text = gettext(STANDING_MEANINGS[standing])
    for cell in table.columns[0].cells:
        cell.width = Cm(1.5)
    document.add_paragraph(xml_text(compared_with(report)))
    document.add_paragraph(xml_text(coverage(report)))
    key = document.add_paragraph(f"{gettext('Changes:')} ")
    _marked(key, "removed", gettext("removed words"))
    key.add_run(", ")
    _marked(key, "added", gettext("added words"))
    key.add_run(".")


def _paragraph(document: WordDocument, entry: Entry) -> None:
    place = entry.place or str(entry.paragraph.type)
    name = document.add_paragraph()
    name.paragraph_format.keep_with_next = True
    name.paragraph_format.space_before = Pt(12)
    name.add_run(xml_text(f"{place[:1].upper()}{place[1:]}: ")).bold = True
    name.add_run(gettext(STANDING_NAMES[entry.standing])).bold = True
    text = document.add_paragraph()
    text.paragraph_format.left_indent = Cm(0.5)
    if entry.pieces:
        for kind, words in stretches(entry.pieces):
            _marked(text, kind, words)
    else:
        opening = entry.paragraph.opening or ""
        text.add_run(xml_text(opening)).italic = True
        text.add_run(xml_text(entry.paragraph.text[len(opening) :]))
    for source in (*entry.sources, *entry.others):
        note = _note(document, _source(source))
        for kind, words in stretches(source.pieces):
            _marked(note, kind, words).font.size = _QUIET
    for remark in (
        entry.moved,
        entry.verb,
        *(f"{one.words}: {one.place.citation}" for one in entry.requests),
    ):
        if remark:
            _note(document, remark)
    for phrase in entry.phrases:
        _note(document, f"“{phrase.words}”: {phrase.place.citation}")


def _source(source: Source) -> str:
    detail = f" ({source.detail})" if source.detail else ""
    text = f": {source.text}" if source.text or source.pieces else ""
    return f"{source.name}: {source.place.citation}{detail}{text}"


def _lacking(document: WordDocument, report: Report) -> None:
    gone = list(lacking(report))
    if not gone or report.predecessor is None:
        return
    title = gettext("In %(symbol)s, but not in the draft", symbol=report.predecessor.symbol)
    document.add_heading(xml_text(title), level=2)
    for place, paragraph in gone:
        document.add_paragraph(xml_text(paragraph.text)).paragraph_format.left_indent = Cm(0.5)
        _note(document, place.citation)


def _marked(paragraph: WordParagraph, kind: str, words: str) -> Run:
    run = paragraph.add_run(xml_text(words))
    if kind == "removed":
        run.font.strike, run.font.color.rgb = True, _REMOVED
    elif kind == "added":
        run.font.underline, run.font.color.rgb = True, _ADDED
    return run


def _note(document: WordDocument, text: str) -> WordParagraph:
    note = document.add_paragraph()
    note.paragraph_format.left_indent = Cm(0.5)
    note.paragraph_format.space_after = Pt(2)
    note.add_run(xml_text(text)).font.size = _QUIET
    return note
