"""Bytes of one file to the documents it holds: recognise the format, read, parse.

Recognition goes by content; a file's name is a hint only: many a .DOC is a .docx inside.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import PurePosixPath

from indexer.errors import UnreadableFile
from indexer.model import Document, Source
from indexer.parsing.assemble import assemble
from indexer.parsing.knowledge.symbols import parse_symbol
from indexer.parsing.outline.segments import Outline
from indexer.parsing.structure.volume import outlines
from indexer.parsing.text.languages import INDEXED, refuse_other_language
from indexer.readers.akn import read_akn
from indexer.readers.doc import OLE, RTF, read_doc
from indexer.readers.docx import read_docx
from indexer.readers.html import looks_like_html, read_html
from indexer.readers.markdown import looks_like_markdown, read_markdown
from indexer.readers.pdf import looks_like_pdf, read_pdf
from indexer.readers.text import decode, read_text

PARSER = "operative-parser/7"
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
    """Reads the documents of a file.

    path: how the file is named in results. symbol: what a manifest says where the text may not.
    Raises UnreadableFile, with what to do, when no text can be had.
    """
    name, found = _outlines(path, data, symbol)
    if symbol and parse_symbol(symbol) is None and len(found) == 1:
        masthead = replace(found[0].masthead, symbol=symbol, symbol_inferred=False)
        found = (replace(found[0], masthead=masthead),)
    source = Source(
        path=path, format=name, checksum=hashlib.sha256(data).hexdigest(), size=len(data)
    )
    return tuple(assemble(outline, source) for outline in found)


def _outlines(path: str, data: bytes, symbol: str | None) -> tuple[str, tuple[Outline, ...]]:
    """Returns the format's name and the outlines of the documents in the file."""
    _refuse_unreadable(data)
    name = PurePosixPath(path).name
    if looks_like_pdf(data):
        pdf = read_pdf(data)
        found = outlines(pdf.lines, symbol=symbol, notes=pdf.notes, name=name)
        return "pdf", tuple(replace(o, issues=(*pdf.issues, *o.issues)) for o in found)
    if data.startswith(b"PK\x03\x04"):
        lines, notes = read_docx(data)
        return "docx", outlines(lines, symbol=symbol, notes=notes, name=name)
    if data.startswith((OLE, RTF)):
        lines, notes = read_doc(data)
        return "doc", outlines(lines, symbol=symbol, notes=notes, name=name)
    if looks_like_html(data):
        return "html", outlines(read_html(data), symbol=symbol, name=name)
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<?xml", b"<akomaNtoso")):
        return "akn", (_in_english(read_akn(data)),)
    text = decode(data)
    if PurePosixPath(path).suffix.lower() in (".md", ".markdown") or looks_like_markdown(text):
        return "markdown", outlines(read_markdown(data), symbol=symbol, name=name)
    return "text", outlines(read_text(data), symbol=symbol, name=name)


def _in_english(outline: Outline) -> Outline:
    """Returns an outline in English; refuses other languages, which its text shows."""
    text = " ".join(segment.text for segment in outline.segments)
    refuse_other_language(text, outline.masthead.language)
    return replace(outline, masthead=replace(outline.masthead, language=INDEXED))


def _refuse_unreadable(data: bytes) -> None:
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableFile("empty", "The file is empty; get it again.")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(
            "too-large",
            f"The file is {len(data) >> 20} MB, over the limit of {MAX_BYTES >> 20} MB; split it.",
        )
    for signature, (code, name) in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableFile(
                f"unsupported-{code}",
                f"The file is {name}; give its text as PDF, Word, HTML, plain text or AKN4UN XML.",
            )
