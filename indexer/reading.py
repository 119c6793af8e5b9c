"""Bytes of one file to the documents it holds: recognise the format, read, parse.

Recognition goes by content; a file's name is a hint only: many a .DOC is a .docx inside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from indexer.errors import UnreadableFile
from indexer.model import Document, Footnote, Source
from indexer.parsing.assembly import assemble
from indexer.parsing.languages import refuse_other_language
from indexer.parsing.lines import Line
from indexer.parsing.outline import Outline
from indexer.parsing.plain import outline_lines
from indexer.parsing.symbols import parse_symbol
from indexer.readers.akn import read_akn
from indexer.readers.doc import OLE, RTF, read_doc
from indexer.readers.docx import read_docx
from indexer.readers.html import looks_like_html, read_html
from indexer.readers.markdown import looks_like_markdown, read_markdown
from indexer.readers.pdf import looks_like_pdf, read_pdf
from indexer.readers.text import decode, read_text

PARSER = "operative-parser/1"
"""Raised whenever the same bytes would give other paragraphs: files are then read again."""

MAX_BYTES = 64 * 1024 * 1024
"""Size of the largest file that is read; the largest known resolution has 3 MB."""

_SIGNATURES = {
    b"\x89PNG": ("image", "a picture"),
    b"\xff\xd8\xff": ("image", "a picture"),
    b"GIF8": ("image", "a picture"),
    b"\x1f\x8b": ("packed", "packed"),
}


def read_documents(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
    """Read the documents of a file.

    path: how the file is named in results. symbol: what a manifest says where the text may not.
    Raises UnreadableFile, with what to do, when no text can be had.
    """
    name, outline = _outline(path, data, symbol)
    if symbol and parse_symbol(symbol) is None:
        masthead = replace(outline.masthead, symbol=symbol, symbol_inferred=False)
        outline = replace(outline, masthead=masthead)
    source = Source(
        path=path, format=name, checksum=hashlib.sha256(data).hexdigest(), size=len(data)
    )
    return (assemble(outline, source),)


def _outline(path: str, data: bytes, symbol: str | None) -> tuple[str, Outline]:
    """Give the format's name and the outline."""
    _refuse_unreadable(data)
    if looks_like_pdf(data):
        pdf = read_pdf(data)
        outline = outline_lines(pdf.lines, symbol=symbol, notes=pdf.notes)
        return "pdf", replace(outline, issues=(*pdf.issues, *outline.issues))
    if data.startswith(b"PK\x03\x04"):
        return "docx", _from_lines(*read_docx(data), symbol)
    if data.startswith((OLE, RTF)):
        return "doc", _from_lines(*read_doc(data), symbol)
    if looks_like_html(data):
        return "html", _from_lines(read_html(data), (), symbol)
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<?xml", b"<akomaNtoso")):
        return "akn", read_akn(data)
    text = decode(data)
    if PurePosixPath(path).suffix.lower() in (".md", ".markdown") or looks_like_markdown(text):
        return "markdown", outline_lines(read_markdown(data), symbol=symbol)
    return "text", outline_lines(read_text(data), symbol=symbol)


def _from_lines(lines: Sequence[Line], notes: Sequence[Footnote], symbol: str | None) -> Outline:
    refuse_other_language(" ".join(line.plain for line in lines))
    return outline_lines(lines, symbol=symbol, notes=notes)


def _refuse_unreadable(data: bytes) -> None:
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile("empty", "The file is empty; get it again.")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            "too-large",
            f"The file has {len(data) >> 20} MB, more than the {MAX_BYTES >> 20} MB that are read; "
            "split it.",
        )
    for signature, (code, name) in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableFile(
                f"unsupported-{code}",
                f"The file is {name}; give its text as PDF, Word, HTML, plain text or AKN4UN XML.",
            )
