"""Bytes of one file to the documents it holds: recognise the format, read, parse.

Recognition goes by content; a file's name is a hint only: many a .DOC is a .docx inside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from indexer.errors import UnreadableFile
from indexer.model import Document, Footnote, Issue, Source
from indexer.parsing.assemble import assemble
from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.parsing.knowledge.symbols import parse_symbol
from indexer.parsing.outline.segments import Outline
from indexer.parsing.structure.volume import outlines
from indexer.parsing.text.languages import EN, refuse_language
from indexer.parsing.text.lines import Line
from indexer.readers.akn import read_akn
from indexer.readers.akn.first_sight import language_at_first_sight
from indexer.readers.doc import OLE, RTF, read_doc
from indexer.readers.docx import read_docx
from indexer.readers.html import looks_like_html, read_html
from indexer.readers.markdown import looks_like_markdown, read_markdown
from indexer.readers.pdf import looks_like_pdf, read_pdf
from indexer.readers.text import decode, read_text

PARSER = "operative-parser/11"
"""Raised whenever the same bytes would give other paragraphs: files are then read again."""


def parser_name(languages: Collection[str]) -> str:
    """Returns the name of the parser of these languages: files are read again for others."""
    return PARSER if set(languages) == set(OFFICIAL) else f"{PARSER} {','.join(sorted(languages))}"


MAX_BYTES = 64 * 1024 * 1024
"""Size of the largest file that is read; the largest known resolution has 3 MB."""

_SIGNATURES = {
    b"\x89PNG": ("image", "a picture"),
    b"\xff\xd8\xff": ("image", "a picture"),
    b"GIF8": ("image", "a picture"),
    b"\x1f\x8b": ("packed", "packed"),
}


def read_documents(
    path: str,
    data: bytes,
    *,
    symbol: str | None = None,
    languages: Collection[str] = OFFICIAL,
) -> tuple[Document, ...]:
    """Reads the documents of a file.

    path: how the file is named in results. symbol: what a manifest says where the text may not.
    languages: codes of those that are read; a document in another is refused.
    Raises UnreadableFile, with what to do, when no text can be had.
    """
    name, found = _outlines(path, data, symbol, languages)
    if symbol and parse_symbol(symbol) is None and len(found) == 1:
        masthead = replace(found[0].masthead, symbol=symbol, symbol_inferred=False)
        found = (replace(found[0], masthead=masthead),)
    source = Source(
        path=path, format=name, checksum=hashlib.sha256(data).hexdigest(), size=len(data)
    )
    return tuple(assemble(outline, source) for outline in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLines:
    """The lines of a file with the name of its format.

    notes: its footnotes, where the format tells them from the text. issues: of the reader.
    """

    format: str
    lines: Sequence[Line]
    notes: Sequence[Footnote] = ()
    issues: tuple[Issue, ...] = ()


def read_lines(path: str, data: bytes) -> FileLines:
    """Reads the lines of a file of any format but the UN's XML, which is no text of lines.

    Raises UnreadableFile, with what to do, when no text can be had.
    """
    _refuse_unreadable(data)
    if looks_like_pdf(data):
        pdf = read_pdf(data)
        return FileLines(format="pdf", lines=pdf.lines, notes=pdf.notes, issues=pdf.issues)
    if data.startswith(b"PK\x03\x04"):
        lines, notes = read_docx(data)
        return FileLines(format="docx", lines=lines, notes=notes)
    if data.startswith((OLE, RTF)):
        lines, notes = read_doc(data)
        return FileLines(format="doc", lines=lines, notes=notes)
    if looks_like_html(data):
        return FileLines(format="html", lines=read_html(data))
    markdown = PurePosixPath(path).suffix.lower() in (".md", ".markdown")
    if markdown or looks_like_markdown(decode(data)):
        return FileLines(format="markdown", lines=read_markdown(data))
    return FileLines(format="text", lines=read_text(data))


def _outlines(
    path: str, data: bytes, symbol: str | None, languages: Collection[str]
) -> tuple[str, tuple[Outline, ...]]:
    """Returns the format's name and the outlines of the documents in the file."""
    start = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"<?xml", b"<akomaNtoso")) and not looks_like_html(data):
        _refuse_unreadable(data)
        refuse_language(language_at_first_sight(data) or EN, languages)
        outline = read_akn(data)
        refuse_language(outline.masthead.language, languages)
        return "akn", (outline,)
    read = read_lines(path, data)
    name = PurePosixPath(path).name
    found = outlines(read.lines, symbol=symbol, notes=read.notes, name=name, languages=languages)
    return read.format, tuple(replace(one, issues=(*read.issues, *one.issues)) for one in found)


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
