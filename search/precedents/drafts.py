"""Drafts: a file or pasted text to the document that is checked; nothing of it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.errors import UnreadableFile
from indexer.model import Document, Masthead, ParagraphType, Part, Source
from indexer.parsing.assemble import assemble
from indexer.parsing.outline.segments import Outline, Segment
from indexer.reading.documents import read_documents
from indexer.reading.worker import Limits, ReadingProcess, Task
from search.errors import DraftUnreadable

MOST_BYTES = 8 * 1024 * 1024
"""Size of a draft; those of the General Assembly have less than one."""
LIMITS = Limits(seconds=20.0, megabytes=1024)
PASTED = "pasted text"
"""The name of a draft that has no file."""

_LABEL = re.compile(r"(?:OP|PP)?\s?(\d{1,3}(?: ?(?:bis|ter|alt))?)[.)]?\s+(?=\S)")
_OPERATIVE = re.compile(r"(?:\w+ly )?(?:[A-Z]\w*s|Also|Further)\b")
_MOST_PARAGRAPHS = 1_000
_MAY_BE_LOOSE = frozenset({"no-resolution", "no-document"})
"""Problems of text that may be paragraphs all the same."""


def read_draft(name: str, data: bytes) -> Document:
    """Returns the first document of a file, read in a process of its own within `LIMITS`.

    Text that does not look like a resolution is taken as paragraphs, one a line or block. Raises
    DraftUnreadable, with what to do.
    """
    if len(data) > MOST_BYTES:
        message = f"The file is too large: a draft can have {MOST_BYTES // 2**20} MB."
        raise DraftUnreadable(message, parameter="file")
    process = ReadingProcess(read_documents, LIMITS)
    try:
        outcome = process.outcome(Task(path=name, data=data))
    finally:
        process.close()
    if outcome.documents:
        return outcome.documents[0]
    problem = outcome.problem
    loose = _loose(name, data) if problem is None or problem.kind in _MAY_BE_LOOSE else None
    if loose is None:
        message = problem.message if problem else "It holds no paragraphs."
        raise DraftUnreadable(message, parameter="file")
    return loose


def _loose(name: str, data: bytes) -> Document | None:
    """Returns text as a document of paragraphs; None where it is no text or has no words."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    segments = tuple(_segments(text))
    if not segments or len(segments) > _MOST_PARAGRAPHS:
        return None
    source = Source(path=name, format="text", checksum="", size=len(data))
    try:
        return assemble(Outline(masthead=Masthead(symbol=""), segments=segments), source)
    except UnreadableFile:
        return None


def _segments(text: str) -> Iterator[Segment]:
    """Yields the blocks of a text; where no blank lines part them, its lines."""
    blocks = re.split(r"\n\s*\n", text)
    for block in blocks if len(blocks) > 1 else text.splitlines():
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
