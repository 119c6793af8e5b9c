"""Files and an engine so small that a test can say all about them.

A file of this make begins with a line "A/RES/74/1 akn 0" (symbol, format, number of issues); its
other lines are operative paragraphs, one that begins with "- " hangs on the one before. Several
documents in one file stand apart by "====".
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Mapping
from pathlib import Path

from indexer.analysis.entry import Entry
from indexer.build.build import Tools
from indexer.engines import OpenWriter
from indexer.errors import UnreadableFile
from indexer.model import (
    Document,
    DocumentType,
    Issue,
    Masthead,
    Paragraph,
    ParagraphType,
    Part,
    Source,
)

PARSER = "small-parser/1"


def read(path: str, data: bytes, *, symbol: str | None = None) -> tuple[Document, ...]:
    """Read a small file.

    "BUG" in it raises, "DIE" takes the process down, "LOOP" and "WAIT" never end, "HOG" takes all
    the memory there is, "ODD" gives what cannot be sent to another process.
    """
    if not data:
        raise UnreadableFile("empty", "The file is empty. Get a fresh copy of it.")
    text = data.decode("utf-8")
    if "BUG" in text:
        raise KeyError("BUG")
    if "DIE" in text:
        os._exit(9)
    if "ODD" in text:
        return (lambda: None,)  # type: ignore[return-value]  # what a broken reader might give
    while "LOOP" in text:
        pass
    if "WAIT" in text:
        time.sleep(3600)
    if "HOG" in text:
        hog = [bytearray(1 << 24) for _ in range(1 << 16)]
        assert hog, "a terabyte"
    return tuple(_document(path, data, part, symbol) for part in text.split("====\n"))


def _document(path: str, data: bytes, text: str, symbol: str | None) -> Document:
    head, *lines = text.splitlines()
    printed, form, issues = head.rsplit(" ", 2)
    printed = symbol or printed
    masthead = Masthead(
        symbol=printed,
        organ="GA",
        session="74",
        title=f"Title of {printed}",
        document_type=DocumentType.RESOLUTION,
    )
    return Document(
        masthead=masthead,
        source=Source(
            path=path, format=form, checksum=hashlib.sha256(data).hexdigest(), size=len(data)
        ),
        paragraphs=tuple(_paragraphs(printed, lines)),
        issues=tuple(Issue(code="numbering-gap", message=f"Gap {n}.") for n in range(int(issues))),
    )


def _paragraphs(symbol: str, lines: list[str]) -> list[Paragraph]:
    made = [Paragraph(id=f"{symbol}#title", type=ParagraphType.TITLE, ordinal=0, text="The title")]
    parent = None
    for ordinal, line in enumerate(lines, start=1):
        sub = line.startswith("- ")
        paragraph = Paragraph(
            id=f"{symbol}#op{ordinal}",
            type=ParagraphType.SUBPARAGRAPH if sub else ParagraphType.OPERATIVE,
            part=Part.OPERATIVE,
            ordinal=ordinal,
            level=int(sub),
            text=line.removeprefix("- "),
            parent=parent if sub else None,
        )
        parent = parent if sub else paragraph.id
        made.append(paragraph)
    return made


def small(symbol: str, *lines: str, form: str = "akn", issues: int = 0) -> str:
    """Give the content of a small file."""
    return "\n".join((f"{symbol} {form} {issues}", *(lines or ("Requests a report",)))) + "\n"


def fill(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


class LineWriter:
    """An engine whose whole index is one file of JSON lines; it replaces it, as engines must."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "entries.jsonl"
        lines = self._path.read_text("utf-8").splitlines() if self._path.exists() else []
        self._entries = [json.loads(line) for line in lines]

    def add(self, entry: Entry) -> None:
        """Add a paragraph."""
        self._entries.append({"paragraph": entry.paragraph, "document": entry.document})

    def remove_document(self, document: int) -> None:
        """Remove all entries of a document."""
        self._entries = [entry for entry in self._entries if entry["document"] != document]

    def commit(self) -> None:
        """Write the file."""
        aside = self._path.with_suffix(".new")
        aside.write_text("".join(json.dumps(entry) + "\n" for entry in self._entries), "utf-8")
        os.replace(aside, self._path)

    def abort(self) -> None:
        """Let go."""


def line_writer_for(name: str) -> OpenWriter:
    """Give the line engine, whatever the name."""
    return LineWriter


def lines_in(path: Path) -> list[dict[str, int]]:
    """Give the entries of a line engine's folder."""
    return [json.loads(line) for line in (path / "entries.jsonl").read_text("utf-8").splitlines()]


def count_lines(name: str, path: Path) -> int:
    """Count the entries of a line engine's folder."""
    return len(lines_in(path))


SMALL = Tools(
    read=read,
    parser=PARSER,
    writer_for=line_writer_for,
    entry_count=count_lines,
    worth_keeping=0.0,
    workers=0,
)
"""The reading and the engine of this module, in the places of the real ones."""
