"""Loose paragraphs: a draft that does not look like a resolution, block by block.

Delegates check a few paragraphs as often as a whole draft, without masthead or opening words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.errors import UnreadableFile
from indexer.model import Document, Masthead, ParagraphType, Part, Source
from indexer.parsing.assemble import assemble
from indexer.parsing.outline.segments import Outline, Segment
from indexer.parsing.text.lines import Line
from indexer.readers.text import decode
from indexer.reading.documents import read_documents, read_lines

_LABEL = re.compile(r"(?:OP|PP)?\s?(\d{1,3}(?: ?(?:bis|ter|alt))?)[.)]?\s+(?=\S)")
_OPERATIVE = re.compile(r"(?:\w+ly )?(?:[A-Z]\w*s|Also|Further)\b")
_MOST_PARAGRAPHS = 1_000
_MAY_BE_LOOSE = frozenset({"no-resolution", "no-document"})
"""Problems of text that may be paragraphs all the same."""


def read_drafts(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
    """Reads a file as `read_documents` does; one that is no resolution, as loose paragraphs.

    Raises UnreadableFile, with what to do, when no text can be had.
    """
    try:
        found = read_documents(path, data, symbol=symbol)
    except UnreadableFile as error:
        loose = _loose(path, data) if error.code in _MAY_BE_LOOSE else None
        if loose is None:
            raise
        return (loose,)
    loose = None if found else _loose(path, data)
    return (loose,) if loose else found


def _loose(name: str, data: bytes) -> Document | None:
    """Returns a file as a document of paragraphs; None where it has no words, or too many."""
    segments = tuple(_segments(_blocks(name, data)))
    if not segments or len(segments) > _MOST_PARAGRAPHS:
        return None
    source = Source(path=name, format="text", checksum="", size=len(data))
    try:
        return assemble(Outline(masthead=Masthead(symbol=""), segments=segments), source)
    except UnreadableFile:
        return None


def _blocks(name: str, data: bytes) -> Iterable[str]:
    """Returns the paragraphs of a file."""
    read = read_lines(name, data)
    if read.format not in ("text", "markdown"):
        return _joined(read.lines, by_gaps=read.format == "pdf")
    text = decode(data)
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    return blocks if len(blocks) > 1 else text.splitlines()


def _joined(lines: Iterable[Line], *, by_gaps: bool) -> Iterator[str]:
    """Yields the paragraphs that lines make up; by_gaps: where only blank space parts them."""
    block: list[str] = []
    for line in lines:
        begins = line.gap or line.whole if by_gaps else not line.continues
        if begins and block:
            yield " ".join(block)
            block = []
        block.append(line.plain)
    if block:
        yield " ".join(block)


def _segments(blocks: Iterable[str]) -> Iterator[Segment]:
    for block in blocks:
        whole = " ".join(block.split())
        label = _LABEL.match(whole)
        words = whole[label.end() :] if label else whole
        if not any(sign.isalpha() for sign in words):
            continue
        operative = label is not None or _OPERATIVE.match(words)
        yield Segment(
            type=ParagraphType.OPERATIVE if operative else ParagraphType.PREAMBULAR,
            text=words,
            part=Part.OPERATIVE if operative else Part.PREAMBULAR,
            label=label[1] if label else None,
        )
