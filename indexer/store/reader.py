"""Reader of the store: paragraphs and documents by row, symbol and number.

Pages of hits, whole resolutions, exports and listings come from here; engines only name rows.
Which rows match a query is not known here; `writer.py` writes the store.
"""

# ruff: noqa: S608 - names in statements come from the model, values are always parameters

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from indexer.errors import IndexDamaged
from indexer.model import SEARCHED, Document, Masthead, Paragraph, ParagraphType, Source
from indexer.parsing.knowledge.lettered import number_key, part_named, symbol_keys
from indexer.parsing.text.languages import EN
from indexer.sources.originals import Original
from indexer.store.catalogue import document_rows, problem_of, rank, short_forms
from indexer.store.citations import CitedBy, cited_by, held, of_numbers
from indexer.store.codec import Shape
from indexer.store.former_ids import former_ids
from indexer.store.parts import name_of
from indexer.store.rows import connect, document_paragraphs, lead_ins, read_paragraphs
from indexer.store.subjects import Classified, Subjects, classified
from indexer.store.tables import FOOTNOTE, IN_ORDER, ISSUE, MASTHEAD, REFERENCE, SOURCE

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredParagraph:
    """A paragraph as the index holds it.

    row: the number by which engines name it.
    lead_in: the texts it hangs on, outermost first, joined by a space; None without a parent.
    """

    row: int
    masthead: Masthead
    paragraph: Paragraph
    lead_in: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document as the index holds it.

    other_sources: further files that hold the same document, best first; not read in full.
    cited_by: which paragraphs of other documents cite it.
    held: for the works that the document cites and the index has, the symbols they are shown by.
    unreadable: why the file cannot be read now, so that the text is that of an earlier run; None
        where it can.
    parts: the documents of its number, itself among them, in their order; empty where it is the
        only one.
    former: ids that its paragraphs had, with those they have now; without the symbol.
    languages: those in which the index has its text, this one among them, English first.
    """

    document: Document
    other_sources: tuple[Source, ...] = ()
    cited_by: CitedBy = field(default_factory=lambda: CitedBy())
    held: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Masthead, ...] = ()
    unreadable: str | None = None
    former: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Counts of a store.

    works: documents without translations. searchable: paragraphs of the types that are units of
    retrieval.
    by_type: paragraphs by type, in the order of the model, without zeros.
    """

    documents: int
    works: int
    paragraphs: int
    searchable: int
    by_type: Mapping[str, int]


class StoreReader:
    """The store of one generation, open for reading; safe to use from several threads.

    Every method raises `IndexDamaged` where the file is missing or is no store. A call that comes
    after `close` is answered all the same, so that a page under way survives a new generation.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = Lock()
        self._working = Lock()
        self._closed = False
        self._subjects: Subjects | None = None
        self.document_rows()  # a file that is no store is told at once

    @property
    def subjects(self) -> Subjects:
        """The subjects of all documents; worked out at first use."""
        with self._working:
            if self._subjects is None:
                self._subjects = Subjects(self.classified())
            return self._subjects

    def classified(self) -> tuple[Classified, ...]:
        """Returns what tells the subjects of each document, as its file states it."""
        with self._connection() as connection:
            return tuple(classified(connection))

    def paragraphs(self, rows: Sequence[int]) -> dict[int, StoredParagraph]:
        """Returns the paragraphs of these rows; rows that are not there are left out."""
        with self._connection() as connection:
            found = read_paragraphs(connection, rows)
            above = lead_ins(connection, list(found))
        completed = self.subjects.completed
        return {
            row: StoredParagraph(
                row=row, masthead=completed(masthead), paragraph=paragraph, lead_in=above.get(row)
            )
            for row, (masthead, paragraph) in found.items()
        }

    def document(self, symbol: str, language: str = EN) -> StoredDocument | None:
        """Returns the document that a symbol in any spelling leads to, if any.

        A number whose parts were adopted one after the other leads to the first of them. Where
        there is no text in the language, it is that in the first of the others.
        """
        with self._connection() as connection:
            row = _text(
                connection,
                symbol,
                language,
                f'key, "row", part, {MASTHEAD.names()}, {SOURCE.names()}',
            )
            found = _stored_document(connection, row[0], row[1:]) if row else None
        if found is None:
            return None
        masthead = self.subjects.completed(found.document.masthead)
        return replace(found, document=replace(found.document, masthead=masthead))

    def wordings(self, symbol: str, language: str = EN) -> dict[str, str | None]:
        """Returns the wording key of each paragraph of a document by its id."""
        with self._connection() as connection:
            return dict(_of_paragraphs(connection, symbol, language, "id, wording"))

    def rows(self, symbol: str, language: str = EN) -> dict[str, int]:
        """Returns the row of each paragraph of a document by its id."""
        with self._connection() as connection:
            return dict(_of_paragraphs(connection, symbol, language, 'id, "row"'))

    def former_ids(self, symbol: str, language: str = EN) -> dict[str, str]:
        """Returns the ids that paragraphs of a document had, with those they have now."""
        with self._connection() as connection:
            row = _text(connection, symbol, language, "key, language")
            return former_ids(connection, *row) if row else {}

    def languages(self) -> tuple[str, ...]:
        """Returns the languages of the documents, English first."""
        with self._connection() as connection:
            rows = connection.execute(
                f"SELECT language FROM documents GROUP BY language ORDER BY {IN_ORDER}"
            )
            return tuple(language for (language,) in rows)

    def short_forms(self) -> dict[str, tuple[str, ...]]:
        """Returns what the short forms that texts define stand for; all in lower case."""
        with self._connection() as connection:
            return short_forms(connection)

    def original(self, symbol: str, language: str = EN) -> Original | None:
        """Returns the file that a document was read from; None for unknown documents."""
        with self._connection() as connection:
            document = _text(connection, symbol, language, '"row"') or (None,)
            row = connection.execute(
                "SELECT f.path, f.location, d.checksum, d.size, d.format FROM documents d"
                ' JOIN files f ON f."row" = d.file WHERE d."row" = ?',
                document,
            ).fetchone()
        if row is None:
            return None
        path, location, checksum, size, form = row
        return Original(path=path, location=location, checksum=checksum, size=size, format=form)

    def keys(self) -> tuple[tuple[str, str, str], ...]:
        """Returns for each work its key, its number's and its symbol, ordered by symbols."""
        with self._connection() as connection:
            rows = connection.execute("SELECT key, number, symbol FROM works ORDER BY symbol")
            return tuple(rows)

    def mastheads(self) -> tuple[Masthead, ...]:
        """Returns the masthead of each work, in the natural order of their symbols.

        A document in several languages is one work, with its English masthead where there is one.
        """
        with self._connection() as connection:
            rows = connection.execute(
                f"SELECT {MASTHEAD.names()} FROM works ORDER BY sort_key, key"
            )
            found = [MASTHEAD.decode(row) for row in rows]
        return tuple(map(self.subjects.completed, found))

    def document_rows(self) -> Sequence[int]:
        """Returns the row numbers of all documents, ascending."""
        with self._connection() as connection:
            return document_rows(connection)

    def counts(self) -> Counts:
        """Counts what the store holds."""
        with self._connection() as connection:
            return counts(connection)

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            self._closed = True
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        try:
            connection = connection or connect(self._path)
            yield connection
        except sqlite3.Error as error:
            raise IndexDamaged(
                f"The store {self._path} cannot be read ({error}). "
                "Run `operative index` on your documents to build it again."
            ) from error
        finally:
            if connection is not None:
                self._give_back(connection)

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            if not self._closed:
                self._idle.append(connection)
                return
        connection.close()


def counts(connection: sqlite3.Connection) -> Counts:
    """Counts what an open store holds."""
    documents, works = connection.execute(
        "SELECT count(*), count(DISTINCT key) FROM documents"
    ).fetchone()
    found = dict(connection.execute("SELECT type, sum(number) FROM held GROUP BY type"))
    by_type = {str(kind): found[kind] for kind in ParagraphType if kind in found}
    return Counts(
        documents=documents,
        works=works,
        paragraphs=sum(by_type.values()),
        searchable=sum(number for kind, number in by_type.items() if kind in SEARCHED),
        by_type=by_type,
    )


def _text(
    connection: sqlite3.Connection, symbol: str, language: str, columns: str
) -> tuple[Any, ...] | None:
    """Returns columns of the document that a symbol leads to, in a language where it is there."""
    found: tuple[Any, ...] | None = connection.execute(
        f"SELECT {columns} FROM documents WHERE key = ? ORDER BY language != ?, {IN_ORDER} LIMIT 1",
        (_key_of(connection, symbol), language),
    ).fetchone()
    return found


def _of_paragraphs(
    connection: sqlite3.Connection, symbol: str, language: str, columns: str
) -> list[tuple[Any, ...]]:
    """Returns columns of the paragraphs of a document in their order; none if it is not there."""
    place = _text(connection, symbol, language, "part, first, first + paragraphs - 1")
    if place is None:
        return []
    part, first, last = place
    return connection.execute(
        f"SELECT {columns} FROM {name_of(part)}.paragraphs"
        ' WHERE "row" BETWEEN ? AND ? ORDER BY "row"',
        (first, last),
    ).fetchall()


def _key_of(connection: sqlite3.Connection, symbol: str) -> str | None:
    """Returns the key of the document that a symbol leads to, in any spelling."""
    return part_named(symbol, of_numbers(connection, [number_key(symbol)]))


def _stored_document(
    connection: sqlite3.Connection, key: str, cells: tuple[Any, ...]
) -> StoredDocument:
    number, part, *head = cells
    source = SOURCE.decode(head[len(MASTHEAD) :])
    name = name_of(part)
    document = Document(
        masthead=MASTHEAD.decode(head[: len(MASTHEAD)]),
        source=source,
        paragraphs=tuple(paragraph for _, paragraph in document_paragraphs(connection, number)),
        footnotes=_listed(connection, f"{name}.footnotes", FOOTNOTE, number),
        references=_listed(connection, f"{name}.mentions", REFERENCE, number),
        issues=_listed(connection, f"{name}.issues", ISSUE, number),
    )
    language = document.masthead.language
    languages = connection.execute(
        f"SELECT language FROM documents WHERE key = ? ORDER BY {IN_ORDER}", (key,)
    )
    cited = {target for paragraph in document.paragraphs for target in paragraph.cites}
    return StoredDocument(
        document=document,
        other_sources=_other_sources(connection, (key, language), source.path),
        cited_by=cited_by(connection, symbol_keys(key), language),
        held=held(connection, sorted(cited)),
        parts=_siblings(connection, key),
        unreadable=problem_of(connection, source.path),
        former=former_ids(connection, key, language),
        languages=tuple(code for (code,) in languages),
    )


def _listed(
    connection: sqlite3.Connection, table: str, shape: Shape[T], document: int
) -> tuple[T, ...]:
    rows = connection.execute(
        f"SELECT {shape.names()} FROM {table} WHERE document = ? ORDER BY place",
        (document,),
    )
    return tuple(shape.decode(row) for row in rows)


def _siblings(connection: sqlite3.Connection, key: str) -> tuple[Masthead, ...]:
    """Returns the mastheads of a document's number, its own among them; none for one alone."""
    rows = connection.execute(
        f"SELECT {MASTHEAD.names()} FROM documents d WHERE number = ? AND NOT EXISTS ("
        " SELECT 1 FROM documents o WHERE o.key = d.key"
        f" AND {IN_ORDER.replace('language', 'o.language')}"
        f" < {IN_ORDER.replace('language', 'd.language')}) ORDER BY sort_key, key",
        (number_key(key),),
    ).fetchall()
    return tuple(MASTHEAD.decode(row) for row in rows) if len(rows) > 1 else ()


def _other_sources(
    connection: sqlite3.Connection, text: tuple[str, str], shown: str
) -> tuple[Source, ...]:
    rows = connection.execute(
        "SELECT c.format, c.issues, f.path, c.position, f.checksum, f.size FROM claims c"
        ' JOIN files f ON f."row" = c.file WHERE c.key = ? AND c.language = ? AND f.path != ?',
        (*text, shown),
    )
    sources = {}
    for row in sorted(rows, key=lambda row: rank(*row[:4])):
        form, _, path, _, checksum, size = row
        sources[path] = Source(path=path, format=form, checksum=checksum, size=size)
    return tuple(sources.values())
