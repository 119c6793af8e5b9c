"""Bytes of one file to the documents it holds: recognise the format, read, parse.

Recognition goes by content; a file's name is a hint only.
"""

from __future__ import annotations

import hashlib

from indexer.model import Document, Source
from indexer.parsing.assembly import assemble
from indexer.readers.akn import read_akn

PARSER = "operative-parser/1"
"""Raised whenever the same bytes would give other paragraphs: files are then read again."""


def read_documents(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
    """Read the documents of a file.

    path: how the file is named in results. symbol: what a manifest says where the text may not.
    Raises UnreadableFile, with what to do, when no text can be had.
    """
    outline = read_akn(data)
    source = Source(
        path=path, format="akn", checksum=hashlib.sha256(data).hexdigest(), size=len(data)
    )
    return (assemble(outline, source),)
