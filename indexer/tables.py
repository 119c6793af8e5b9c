"""How the values of `model.py` are laid down in SQLite, and read back.

Columns follow from the fields of the dataclasses, so a field added to the model is stored without
a line here; `LAYOUT` then changes by itself and an index of the old layout is built again. This
module holds no connection and asks no questions: see `store.py` and `store_writer.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import NoneType
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

from indexer.model import Footnote, Issue, Masthead, Paragraph, Reference, Source

Scalar = str | int | None
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a value: its SQL type and the way there and back; NULL is None or empty."""

    name: str
    kind: str
    encode: Callable[[Any], Scalar]
    decode: Callable[[Any], Any]


def _same(value: Any) -> Any:
    return value


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tuple_column(name: str, item: Any) -> Column:
    if is_dataclass(item) and isinstance(item, type):
        return Column(
            name,
            "TEXT",
            lambda many: _compact([astuple(one) for one in many]) if many else None,
            lambda text: tuple(_from_values(item, one) for one in json.loads(text or "[]")),
        )
    return Column(
        name,
        "TEXT",
        lambda many: _compact(list(many)) if many else None,
        lambda text: tuple(json.loads(text or "[]")),
    )


def _from_values(kind: type, values: Sequence[Any]) -> Any:
    names = (field.name for field in fields(kind))
    # JSON knows no tuples; lists inside a value of the model are always meant as such.
    plain = (tuple(value) if isinstance(value, list) else value for value in values)
    return kind(**dict(zip(names, plain, strict=True)))


def _column(name: str, hint: Any) -> Column:
    options = [kind for kind in get_args(hint) if kind is not NoneType]
    if get_origin(hint) is tuple:
        return _tuple_column(name, options[0])
    kind = options[0] if options else hint
    if kind is date:
        return Column(
            name,
            "TEXT",
            lambda day: day.isoformat() if day else None,
            lambda text: date.fromisoformat(text) if text else None,
        )
    if kind is bool:
        return Column(name, "INTEGER", int, bool)
    if kind is int:
        return Column(name, "INTEGER", _same, _same)
    if issubclass(kind, StrEnum):
        return Column(
            name,
            "TEXT",
            lambda value: None if value is None else str(value),
            lambda text: None if text is None else kind(text),
        )
    return Column(name, "TEXT", _same, _same)


class Shape(Generic[T]):
    """The columns of one dataclass, in the order of its fields."""

    def __init__(self, kind: type[T]) -> None:
        hints = get_type_hints(kind)
        self.kind = kind
        self.columns = tuple(_column(f.name, hints[f.name]) for f in fields(kind))  # type: ignore[arg-type]  # always a dataclass
        self._decoders = tuple((column.name, column.decode) for column in self.columns)

    def encode(self, value: T) -> tuple[Scalar, ...]:
        """Give a value's columns."""
        return tuple(column.encode(getattr(value, column.name)) for column in self.columns)

    def decode(self, row: Sequence[Any]) -> T:
        """Make the value of which these are the columns."""
        pairs = zip(self._decoders, row, strict=True)
        return self.kind(**{name: decode(cell) for (name, decode), cell in pairs})

    def names(self, prefix: str = "") -> str:
        """Give the column names for a SELECT, each behind `prefix` ("p.")."""
        return ", ".join(f'{prefix}"{column.name}"' for column in self.columns)

    def definitions(self) -> str:
        """Give the columns for a CREATE TABLE."""
        return ", ".join(f'"{column.name}" {column.kind}' for column in self.columns)

    def __len__(self) -> int:
        return len(self.columns)


MASTHEAD = Shape(Masthead)
SOURCE = Shape(Source)
PARAGRAPH = Shape(Paragraph)
FOOTNOTE = Shape(Footnote)
REFERENCE = Shape(Reference)
ISSUE = Shape(Issue)

PARTS: dict[str, Shape[Any]] = {"footnotes": FOOTNOTE, "mentions": REFERENCE, "issues": ISSUE}
"""The lists that hang on a document, by table; each row has its place in the list."""

_FILES = """
CREATE TABLE files (
    row INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, location TEXT NOT NULL,
    size INTEGER NOT NULL, mtime INTEGER NOT NULL, checksum TEXT NOT NULL, hint TEXT,
    problem TEXT, message TEXT
);
CREATE TABLE claims (
    file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, position INTEGER NOT NULL,
    key TEXT NOT NULL, symbol TEXT NOT NULL, language TEXT NOT NULL, format TEXT NOT NULL,
    issues INTEGER NOT NULL,
    PRIMARY KEY (file, position)
) WITHOUT ROWID;
CREATE INDEX claims_by_key ON claims (key);
"""

_DOCUMENTS = f"""
CREATE TABLE documents (
    row INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, number TEXT NOT NULL,
    sort_key TEXT NOT NULL, file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    position INTEGER NOT NULL,
    {MASTHEAD.definitions()}, {SOURCE.definitions()}
);
CREATE INDEX documents_by_file ON documents (file);
CREATE INDEX documents_by_number ON documents (number);
CREATE TABLE paragraphs (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    parent_row INTEGER, {PARAGRAPH.definitions()}
);
CREATE INDEX paragraphs_by_document ON paragraphs (document, ordinal);
"""

_CITATIONS = """
CREATE TABLE citations (
    target TEXT NOT NULL,
    paragraph INTEGER NOT NULL REFERENCES paragraphs ON DELETE CASCADE,
    PRIMARY KEY (target, paragraph)
) WITHOUT ROWID;
CREATE INDEX citations_by_paragraph ON citations (paragraph);
"""

SCRIPT = (
    _FILES
    + _DOCUMENTS
    + _CITATIONS
    + "".join(
        f"CREATE TABLE {table} (document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,"
        f" place INTEGER NOT NULL, {shape.definitions()},"
        " PRIMARY KEY (document, place)) WITHOUT ROWID;\n"
        for table, shape in PARTS.items()
    )
)
"""The statements that make an empty store.

files: every file seen, with what is needed to tell whether it changed, and its problem.
claims: which symbols each file gave; documents: the best claim of each symbol, read in full, with
the number that it shares with the other parts of its resolution.
citations: which searchable paragraphs cite which symbols, for the way back.
"""

LAYOUT = "operative-store/1-" + hashlib.sha256(SCRIPT.encode()).hexdigest()[:8]
"""Name and version of the tables."""
