"""The write half of the Whoosh engine: how its index is laid out and filled.

Whoosh writes segments under new random names and replaces its table of contents, so a folder of
hard links to an older generation is safe to write in. It never calls fsync: durability is the
generation's.
"""

from __future__ import annotations

from pathlib import Path

from whoosh import index as whoosh_index
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import VarBytesColumn
from whoosh.fields import COLUMN, ID, TEXT, Schema
from whoosh.index import LockError

from indexer.analysis.entry import Entry
from indexer.engines import DOCUMENT, PARAGRAPH, raising_damage
from indexer.errors import IndexBusy
from indexer.schema import KEYWORDS, TEXT_FIELDS

_MEMORY = 128
"""Megabytes for the postings of one run before they are spilled to a file."""


def schema() -> Schema:
    """Declares the fields."""
    texts = {name: TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True) for name in TEXT_FIELDS}
    keywords = {field.name: ID() for field in KEYWORDS}
    numbers = {PARAGRAPH: COLUMN(VarBytesColumn()), DOCUMENT: ID()}
    return Schema(**numbers, **texts, **keywords)


class WhooshWriter:
    """Fills a Whoosh index."""

    def __init__(self, index: whoosh_index.FileIndex) -> None:
        self._index = index
        self._writer = self._open()
        self._added: set[int] = set()
        self._outdated: set[int] = set()

    def _open(self) -> whoosh_index.SegmentWriter:
        return self._index.writer(limitmb=_MEMORY, procs=1)

    def add(self, entry: Entry) -> None:
        """Adds a paragraph."""
        # A list of strings is taken as it is, one value each.
        keywords = {name: list(values) for name, values in entry.keywords.items()}
        self._writer.add_document(
            **{PARAGRAPH: str(entry.paragraph).encode(), DOCUMENT: [str(entry.document)]},
            **entry.texts,
            **keywords,
        )
        self._added.add(entry.document)

    def remove_document(self, document: int) -> None:
        """Removes all entries of a document; unknown ones are no error."""
        if document in self._added:
            self._outdated.add(document)
        else:
            self._writer.delete_by_term(DOCUMENT, str(document))

    def commit(self) -> None:
        """Finishes: writes all files and lets go of them."""
        if self._outdated:
            # Whoosh deletes from finished segments only.
            self._writer.commit(merge=False)
            self._writer = self._open()
            for document in self._outdated:
                self._writer.delete_by_term(DOCUMENT, str(document))
        self._writer.commit()
        self._index.close()

    def abort(self) -> None:
        """Lets go without finishing."""
        self._writer.cancel()
        self._index.close()


def open_writer(path: Path) -> WhooshWriter:
    """Opens the index in a folder, making one where there is none.

    Raises IndexDamaged when the files there cannot be read, IndexBusy when another process is
    writing there.
    """
    path.mkdir(parents=True, exist_ok=True)
    with raising_damage(path):
        exists = whoosh_index.exists_in(str(path))
        index = (
            whoosh_index.open_dir(str(path))
            if exists
            else whoosh_index.create_in(str(path), schema())
        )
    try:
        return WhooshWriter(index)
    except LockError as error:
        raise IndexBusy(f"Another process is writing to {path}. Wait until it is done.") from error
