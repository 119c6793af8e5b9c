"""What the paragraphs and documents say: the read half of the SQLite store.

Pages of hits, whole resolutions, exports and listings come from here; engines only name rows.
Which rows match a query is not known here; how the store is written is in `store_writer.py`.
"""

# ruff: noqa: S608 - names in statements come from the model, values are always parameters

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar

from indexer.errors import IndexDamaged
from indexer.model import (
    SEARCHED,
    Document,
    Masthead,
    Paragraph,
    ParagraphType,
    Source,
)
from indexer.parsing.lettered import number_key, part_held, part_named, symbol_keys
from indexer.ranking import rank
from indexer.tables import FOOTNOTE, ISSUE, MASTHEAD, PARAGRAPH, REFERENCE, SOURCE, Shape

Part = TypeVar("Part")

_AT_ONCE = 500  # rows a statement; SQLite's oldest limit on parameters is 999
MOST_CITING = 50
"""Documents that are listed as citing another one."""
_DEEPEST = 32  # a chain of parents that is longer runs in a circle


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
class Citing:
    """A document that cites another one, with the paragraphs that do, in order."""

    masthead: Masthead
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedBy:
    """What cites a document.

    paragraphs, documents: how many do, exactly. newest: those documents, the newest first, not
    more than `MOST_CITING`.
    """

    paragraphs: int = 0
    documents: int = 0
    newest: tuple[Citing, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document as the index holds it.

    other_sources: further files that hold the same document, best first; not read in full.
    cited_by: which paragraphs of other documents cite it.
    held: for the works that the document cites and the index has, the symbols they are shown by.
    parts: the documents of its number, itself among them, in their order; empty where it is the
        only one.
    """

    document: Document
    other_sources: tuple[Source, ...] = ()
    cited_by: CitedBy = field(default_factory=lambda: CitedBy())
    held: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[Masthead, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a store holds.

    searchable: paragraphs of the types that are units of retrieval.
    by_type: paragraphs by type, in the order of the model, without zeros.
    """

    documents: int
    paragraphs: int
    searchable: int
    by_type: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchableRow:
    """A unit of retrieval with what an engine's entry is made of."""

    row: int
    masthead: Masthead
    paragraph: Paragraph


def connect(path: Path) -> sqlite3.Connection:
    """Open a published store for reading; its file never changes, so there are no locks."""
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=False)


class StoreReader:
    """The store of one generation, open for reading; safe to use from several threads.

    Every method raises `IndexDamaged` where the file is missing or is no store. A call that comes
    after `close` is answered all the same, so that a page under way survives a new generation.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._idle: list[sqlite3.Connection] = []
        self._lock = Lock()
        self._closed = False
        self.counts()  # a file that is no store is told at once

    def paragraphs(self, rows: Sequence[int]) -> dict[int, StoredParagraph]:
        """Give the paragraphs of these rows; rows that are not there are left out."""
        found: dict[int, StoredParagraph] = {}
        with self._connection() as connection:
            for start in range(0, len(rows), _AT_ONCE):
                some = list(rows[start : start + _AT_ONCE])
                lead_ins = _lead_ins(connection, some)
                for row, masthead, paragraph in _paragraphs(connection, some):
                    found[row] = StoredParagraph(
                        row=row, masthead=masthead, paragraph=paragraph, lead_in=lead_ins.get(row)
                    )
        return found

    def document(self, symbol: str) -> StoredDocument | None:
        """Give the document that a symbol leads to, in any spelling; None where there is none.

        A number whose parts were adopted one after the other leads to the first of them.
        """
        with self._connection() as connection:
            key = part_named(symbol, _of_numbers(connection, [number_key(symbol)]))
            if key is None:
                return None
            row = connection.execute(
                f'SELECT "row", {MASTHEAD.names()}, {SOURCE.names()} FROM documents WHERE key = ?',
                (key,),
            ).fetchone()
            return _stored_document(connection, key, row)

    def symbols(self) -> tuple[str, ...]:
        """Give the symbols of all documents, in their natural order."""
        with self._connection() as connection:
            rows = connection.execute("SELECT symbol FROM documents ORDER BY sort_key, key")
            return tuple(symbol for (symbol,) in rows)

    def mastheads(self) -> tuple[Masthead, ...]:
        """Give the mastheads of all documents, in the natural order of their symbols."""
        with self._connection() as connection:
            rows = connection.execute(
                f"SELECT {MASTHEAD.names()} FROM documents ORDER BY sort_key, key"
            )
            return tuple(MASTHEAD.decode(row) for row in rows)

    def counts(self) -> Counts:
        """Count what the store holds."""
        with self._connection() as connection:
            return counts(connection)

    def close(self) -> None:
        """Let go of the file."""
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
    """Count what an open store holds."""
    (documents,) = connection.execute("SELECT count(*) FROM documents").fetchone()
    found = dict(connection.execute("SELECT type, count(*) FROM paragraphs GROUP BY type"))
    by_type = {str(kind): found[kind] for kind in ParagraphType if kind in found}
    return Counts(
        documents=documents,
        paragraphs=sum(by_type.values()),
        searchable=sum(number for kind, number in by_type.items() if kind in SEARCHED),
        by_type=by_type,
    )


def searchable(connection: sqlite3.Connection, document: int) -> Iterator[SearchableRow]:
    """Give the units of retrieval of a document, named by its row, in order."""
    head = connection.execute(
        f'SELECT {MASTHEAD.names()} FROM documents WHERE "row" = ?', (document,)
    ).fetchone()
    masthead = MASTHEAD.decode(head)
    rows = connection.execute(
        f'SELECT "row", {PARAGRAPH.names()} FROM paragraphs WHERE document = ? ORDER BY ordinal',
        (document,),
    )
    for row, *cells in rows:
        paragraph = PARAGRAPH.decode(cells)
        if paragraph.type in SEARCHED:
            yield SearchableRow(row=row, masthead=masthead, paragraph=paragraph)


def _holes(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _paragraphs(
    connection: sqlite3.Connection, rows: Sequence[int]
) -> Iterator[tuple[int, Masthead, Paragraph]]:
    cells = connection.execute(
        f'SELECT p."row", {PARAGRAPH.names("p.")}, {MASTHEAD.names("d.")}'
        ' FROM paragraphs p JOIN documents d ON d."row" = p.document'
        f' WHERE p."row" IN ({_holes(rows)})',
        rows,
    )
    split = 1 + len(PARAGRAPH)
    for row in cells:
        yield row[0], MASTHEAD.decode(row[split:]), PARAGRAPH.decode(row[1:split])


def _lead_ins(connection: sqlite3.Connection, rows: Sequence[int]) -> dict[int, str]:
    chains = connection.execute(
        "WITH RECURSIVE up(start, ancestor, depth) AS ("
        ' SELECT "row", parent_row, 1 FROM paragraphs'
        f' WHERE "row" IN ({_holes(rows)}) AND parent_row IS NOT NULL'
        " UNION ALL SELECT up.start, p.parent_row, up.depth + 1"
        ' FROM up JOIN paragraphs p ON p."row" = up.ancestor'
        f" WHERE p.parent_row IS NOT NULL AND up.depth < {_DEEPEST})"
        ' SELECT up.start, p.text FROM up JOIN paragraphs p ON p."row" = up.ancestor'
        " ORDER BY up.start, up.depth DESC",
        rows,
    )
    texts: dict[int, list[str]] = {}
    for start, text in chains:
        texts.setdefault(start, []).append(text)
    return {start: " ".join(several) for start, several in texts.items()}


def _stored_document(
    connection: sqlite3.Connection, key: str, row: tuple[Any, ...]
) -> StoredDocument:
    number, cells = row[0], row[1:]
    source = SOURCE.decode(cells[len(MASTHEAD) :])
    paragraphs = connection.execute(
        f"SELECT {PARAGRAPH.names()} FROM paragraphs WHERE document = ? ORDER BY ordinal",
        (number,),
    )
    document = Document(
        masthead=MASTHEAD.decode(cells[: len(MASTHEAD)]),
        source=source,
        paragraphs=tuple(PARAGRAPH.decode(cells) for cells in paragraphs),
        footnotes=_parts(connection, "footnotes", FOOTNOTE, number),
        references=_parts(connection, "mentions", REFERENCE, number),
        issues=_parts(connection, "issues", ISSUE, number),
    )
    cited = {target for paragraph in document.paragraphs for target in paragraph.cites}
    return StoredDocument(
        document=document,
        other_sources=_other_sources(connection, key, source.path),
        cited_by=_cited_by(connection, symbol_keys(key)),
        held=_held(connection, sorted(cited)),
        parts=_siblings(connection, key),
    )


def _cited_by(connection: sqlite3.Connection, keys: Sequence[str]) -> CitedBy:
    """Find what cites a work by any of its keys."""
    rows = connection.execute(
        'SELECT DISTINCT d."row", p."row" FROM citations c'
        ' JOIN paragraphs p ON p."row" = c.paragraph JOIN documents d ON d."row" = p.document'
        f" WHERE c.target IN ({_holes(keys)})"
        " ORDER BY coalesce(d.adopted_on, d.distributed_on) DESC, d.sort_key DESC, p.ordinal",
        keys,
    )
    citing: dict[int, list[int]] = {}
    for document, paragraph in rows:
        citing.setdefault(document, []).append(paragraph)
    return CitedBy(
        paragraphs=sum(map(len, citing.values())),
        documents=len(citing),
        newest=tuple(_citing(connection, list(citing.values())[:MOST_CITING])),
    )


def _citing(connection: sqlite3.Connection, groups: Sequence[Sequence[int]]) -> Iterator[Citing]:
    rows = [row for group in groups for row in group]
    found: dict[int, tuple[Masthead, Paragraph]] = {}
    for start in range(0, len(rows), _AT_ONCE):
        for row, masthead, paragraph in _paragraphs(connection, rows[start : start + _AT_ONCE]):
            found[row] = masthead, paragraph
    for group in groups:
        yield Citing(masthead=found[group[0]][0], paragraphs=tuple(found[row][1] for row in group))


def _held(connection: sqlite3.Connection, cited: Sequence[str]) -> dict[str, str]:
    """Give the works of the index among those cited: as themselves, or as parts of a whole."""
    numbers = {target: number_key(target) for target in cited}
    known = _of_numbers(connection, sorted(set(numbers.values())))
    parts: dict[str, list[str]] = {}
    for key in known:
        parts.setdefault(number_key(key), []).append(key)
    found = {target: part_held(target, parts.get(numbers[target], ())) for target in cited}
    return {target: known[key] for target, key in found.items() if key is not None}


def _of_numbers(connection: sqlite3.Connection, numbers: Sequence[str]) -> dict[str, str]:
    """Give the symbols of the documents of these numbers, by their keys."""
    found: dict[str, str] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        found |= connection.execute(
            f"SELECT key, symbol FROM documents WHERE number IN ({_holes(some)})", some
        ).fetchall()
    return found


def _siblings(connection: sqlite3.Connection, key: str) -> tuple[Masthead, ...]:
    """Give the mastheads of a document's number, its own among them; none for one alone."""
    rows = connection.execute(
        f"SELECT {MASTHEAD.names()} FROM documents WHERE number = ? ORDER BY sort_key, key",
        (number_key(key),),
    ).fetchall()
    return tuple(MASTHEAD.decode(row) for row in rows) if len(rows) > 1 else ()


def _parts(
    connection: sqlite3.Connection, table: str, shape: Shape[Part], document: int
) -> tuple[Part, ...]:
    rows = connection.execute(
        f"SELECT {shape.names()} FROM {table} WHERE document = ? ORDER BY place",
        (document,),
    )
    return tuple(shape.decode(row) for row in rows)


def _other_sources(connection: sqlite3.Connection, key: str, shown: str) -> tuple[Source, ...]:
    rows = connection.execute(
        "SELECT c.language, c.format, c.issues, f.path, c.position, f.checksum, f.size"
        ' FROM claims c JOIN files f ON f."row" = c.file WHERE c.key = ? AND f.path != ?',
        (key, shown),
    )
    sources = {}
    for row in sorted(rows, key=lambda row: rank(*row[:5])):
        _, form, _, path, _, checksum, size = row
        sources[path] = Source(path=path, format=form, checksum=checksum, size=size)
    return tuple(sources.values())
