"""Word files with tracked changes and comments, as Word itself writes them."""

from __future__ import annotations

import io
from collections.abc import Iterable

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

Tracked = tuple[str, str]
"""What became of some words ("kept", "del", "ins", "moveFrom", "moveTo"), and the words."""


def tracked_file(
    *paragraphs: tuple[str, Iterable[Tracked]], comment: str = "", style: str | None = None
) -> bytes:
    """Give a Word file; each paragraph is what became of its end, and of its words.

    comment: its text, on the words of the first paragraph. style: that of all paragraphs.
    """
    document = docx.Document()
    for mark, words in paragraphs:
        paragraph = document.add_paragraph(style=style)
        for kind, text in words:
            _add(paragraph, kind, text)
        if mark != "kept":
            end = OxmlElement("w:rPr")
            end.append(_change(mark))
            paragraph._p.get_or_add_pPr().append(end)
    if comment:
        runs = [run for run in document.paragraphs[0].runs if run.text]
        document.add_comment(runs, text=comment, author="A delegate", initials="AD")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add(paragraph: Paragraph, kind: str, text: str) -> None:
    run: Run = paragraph.add_run(text)
    if kind == "kept":
        return
    if kind == "del":
        for element in run._r.findall(qn("w:t")):
            element.tag = qn("w:delText")
    around = _change(kind)
    run._r.addprevious(around)
    around.append(run._r)


def _change(kind: str):
    element = OxmlElement(f"w:{kind}")
    element.set(qn("w:id"), "1")
    element.set(qn("w:author"), "A delegate")
    element.set(qn("w:date"), "2025-10-14T10:00:00Z")
    return element
