"""Tables of a store: those of its catalogue and those of its parts.

`LAYOUT` changes by itself with the tables and the values in them; an index of another layout is
built again. Reading and writing them: `reader.py` and
`writer.py`.
"""

# ruff: noqa: S608 - names in statements come from the model
from __future__ import annotations

import hashlib
from typing import Any

from indexer.model import Footnote, Issue, Masthead, Paragraph, Reference, Source
from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.store.codec import Shape

MASTHEAD = Shape(Masthead)
SOURCE = Shape(Source)
PARAGRAPH = Shape(Paragraph)
FOOTNOTE = Shape(Footnote)
REFERENCE = Shape(Reference)
ISSUE = Shape(Issue)

IN_ORDER = "CASE language {} ELSE {} END".format(
    " ".join(f"WHEN '{code}' THEN {place}" for place, code in enumerate(OFFICIAL)), len(OFFICIAL)
)
"""The order of the texts of a symbol where no language is asked for."""

LISTS: dict[str, Shape[Any]] = {"footnotes": FOOTNOTE, "mentions": REFERENCE, "issues": ISSUE}
"""The lists that hang on a document, by table; each row has its place in the list."""

CATALOGUE_SCRIPT = f"""
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
CREATE TABLE parts (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    first INTEGER NOT NULL, last INTEGER NOT NULL, written INTEGER NOT NULL
);
CREATE TABLE documents (
    row INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL, number TEXT NOT NULL,
    sort_key TEXT NOT NULL, file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE,
    position INTEGER NOT NULL,
    part INTEGER NOT NULL, first INTEGER NOT NULL, paragraphs INTEGER NOT NULL,
    {MASTHEAD.definitions()}, {SOURCE.definitions()},
    UNIQUE (key, language)
);
CREATE INDEX documents_by_file ON documents (file);
CREATE INDEX documents_by_number ON documents (number);
CREATE TABLE held (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    type TEXT NOT NULL, number INTEGER NOT NULL,
    PRIMARY KEY (document, type)
) WITHOUT ROWID;
CREATE TABLE short_forms (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
    short TEXT NOT NULL, long TEXT NOT NULL,
    PRIMARY KEY (document, short)
) WITHOUT ROWID;
CREATE TABLE former (
    key TEXT NOT NULL, language TEXT NOT NULL, old TEXT NOT NULL, new TEXT NOT NULL,
    PRIMARY KEY (key, language, old)
) WITHOUT ROWID;
CREATE VIEW works AS
    SELECT * FROM (
        SELECT *, row_number() OVER (
            PARTITION BY key ORDER BY {IN_ORDER}
        ) AS choice FROM documents
    ) WHERE choice = 1;
CREATE TABLE numbering (paragraphs INTEGER NOT NULL);
INSERT INTO numbering VALUES (0);
"""
"""The statements that make an empty catalogue: what there is, and where it is written.

files: every file seen, with what is needed to tell whether it changed, and its problem.
claims: which symbols each file gave.
documents: the best claim of each symbol in each language, with the number that it shares with the
    other parts of its resolution, the part of the store that holds its texts and the row of its
    first paragraph there; the others follow. What is not named here is not in the index.
held: how many paragraphs of each type a document has.
parts: the rows of paragraphs that are in each part, from first to last, and how many of them were
    written; rows of no document are left over from those that changed or went.
short_forms: those that a document defines, each with the words it stands for.
former: ids that paragraphs of a document had, with those they have now; without the symbol.
works: of the documents of each symbol the one in the first language (`OFFICIAL`), by which a
    symbol is shown where no language is asked for, so that translations count once.
numbering: the last number given to a paragraph. No number is ever given again.
"""

PART_SCRIPT = f"""
CREATE TABLE %s.paragraphs (
    row INTEGER PRIMARY KEY, document INTEGER NOT NULL, parent_row INTEGER,
    {PARAGRAPH.definitions()}
);
CREATE TABLE %s.citations (
    target TEXT NOT NULL, paragraph INTEGER NOT NULL, document INTEGER NOT NULL,
    PRIMARY KEY (target, paragraph)
) WITHOUT ROWID;
""" + "".join(
    f"CREATE TABLE %s.{table} (document INTEGER NOT NULL, place INTEGER NOT NULL,"
    f" {shape.definitions()}, PRIMARY KEY (document, place)) WITHOUT ROWID;\n"
    for table, shape in LISTS.items()
)
"""The statements that make an empty part, with the name that it is attached by in place of %s.

citations: which searchable paragraphs cite which symbols, for the way back.
"""

LAYOUT = (
    "operative-store/2-" + hashlib.sha256((CATALOGUE_SCRIPT + PART_SCRIPT).encode()).hexdigest()[:8]
)
"""Name and version of the tables."""
