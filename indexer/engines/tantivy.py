"""The write half of the tantivy engine: how its index is laid out and filled.

Segment files of tantivy are never changed once written, and its meta.json is replaced, so a
folder of hard links to an older generation is safe to write in.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy

from indexer.analysis.entry import Entry
from indexer.analysis.pairs import PAIRS
from indexer.engines import DOCUMENT, PARAGRAPH, raising_damage
from indexer.schema import KEYWORDS, TEXT_FIELDS

_HEAP = 256_000_000
"""Bytes: a million paragraphs make five segments of this size, which are too few to be merged."""
_LOCKS = (".tantivy-writer.lock", ".tantivy-meta.lock")


def schema() -> tantivy.Schema:
    """Declares the fields; numbers are signed, deleting by unsigned ones silently does nothing."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field(PARAGRAPH, indexed=True, fast=True)
    builder.add_integer_field(DOCUMENT, indexed=True)
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
    builder.add_text_field(PAIRS, tokenizer_name="whitespace", index_option="freq")
    for field in KEYWORDS:
        builder.add_text_field(field.name, tokenizer_name="raw", index_option="basic")
    return builder.build()


class TantivyWriter:
    """Fills a tantivy index; one thread, since analysis in Python is the slower part."""

    def __init__(self, index: tantivy.Index, folder: Path) -> None:
        self._schema = index.schema
        self._writer = index.writer(heap_size=_HEAP, num_threads=1)
        self._folder = folder

    def add(self, entry: Entry) -> None:
        """Adds a paragraph."""
        values: dict[str, object] = {
            PARAGRAPH: entry.paragraph,
            DOCUMENT: entry.document,
            PAIRS: entry.pairs,
            **entry.texts,
        }
        values.update({name: list(given) for name, given in entry.keywords.items()})
        self._writer.add_document(tantivy.Document.from_dict(values, self._schema))

    def remove_document(self, document: int) -> None:
        """Removes all entries of a document; unknown ones are no error."""
        self._writer.delete_documents_by_term(DOCUMENT, document)

    def commit(self) -> None:
        """Finishes: writes all files, lets merges end, and lets go."""
        self._writer.commit()
        self._let_go()

    def abort(self) -> None:
        """Lets go without finishing."""
        self._writer.rollback()
        self._let_go()

    def _let_go(self) -> None:
        self._writer.wait_merging_threads()
        del self._writer
        for name in _LOCKS:
            (self._folder / name).unlink(missing_ok=True)


@contextmanager
def open_readable(path: Path) -> Iterator[tantivy.Index]:
    """Opens an index for reading, for as long as the context lasts.

    The library makes a lock file even then. Where the folder may not be written to (a reader
    that is not the builder, a read-only disk), it is given a folder of links instead.
    """
    with ExitStack() as stack:
        try:
            index = tantivy.Index.open(str(path))
        except ValueError as error:
            if "Lockfile" not in str(error):
                raise
            # The library may still be making its lock file while the folder is removed.
            links = TemporaryDirectory(prefix="operative-", ignore_cleanup_errors=True)
            mirror = Path(stack.enter_context(links))
            for file in path.iterdir():
                if file.name not in _LOCKS:
                    (mirror / file.name).symlink_to(file.absolute())
            index = tantivy.Index.open(str(mirror))
        yield index


def open_writer(path: Path) -> TantivyWriter:
    """Opens the index in a folder, making one where there is none.

    Raises IndexDamaged when the files there cannot be written to.
    """
    path.mkdir(parents=True, exist_ok=True)
    with raising_damage(path):
        return TantivyWriter(tantivy.Index(schema(), path=str(path), reuse=True), path)
