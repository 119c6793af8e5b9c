"""SQLite FTS5 on its own: terms in an external-content table, facets in columns beside it.

Words are searched first and facets second, which SQLite would not always do by itself. The
matches of a query are gathered once, with their rank, into a temporary table; total, page
and every facet are read from there. Values of facets are whole numbers, their names in a table.
"""

# ruff: noqa: S608 - names in statements are ours, values are always parameters
from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from benchmarks.corpus import read_corpus
from benchmarks.peers import MOST_VALUES, PAGE, Answer, Row, chosen, exact, rows, stem
from benchmarks.queries import FACETS, Query
from search.request import Sort

_FILE = "paragraphs.sqlite"
_MULTIPLE = ("type", "to", "cites")
_SINGLE = tuple(name for name in FACETS if name not in _MULTIPLE)
_BATCH = 5000

_NUMBERS = "number INTEGER PRIMARY KEY"
_PAIRS = "(number INTEGER, value INTEGER, PRIMARY KEY (number, value)) WITHOUT ROWID"
_SCRIPT = f"""
CREATE TABLE paragraphs ({_NUMBERS}, text, stems, literals, title);
CREATE TABLE facets ({_NUMBERS}, day INTEGER, {" INTEGER, ".join(_SINGLE)} INTEGER);
{"".join(f'CREATE TABLE "{name}_of" {_PAIRS};' for name in _MULTIPLE)}
CREATE TABLE "values" (field, code, name);
CREATE VIRTUAL TABLE found USING fts5 (
    stems, literals, title, content = 'paragraphs', content_rowid = 'number',
    tokenize = "unicode61 remove_diacritics 0 tokenchars '.,'''"
);
"""


class _Codes:
    """Numbers of each field's values, in order of first use."""

    def __init__(self) -> None:
        self.by_field: dict[str, dict[str, int]] = {name: {} for name in FACETS}

    def of(self, field: str, value: str) -> int:
        known = self.by_field[field]
        return known.setdefault(value, len(known))


def build(name: str, corpus: Path, folder: Path) -> None:
    """Makes the index."""
    del name
    folder.mkdir(parents=True)
    connection = sqlite3.connect(folder / _FILE, isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "cache_size = -262144"):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.executescript(_SCRIPT)
    connection.execute("BEGIN")
    codes, batch = _Codes(), list[Row]()
    for row in rows(read_corpus(corpus)):
        batch.append(row)
        if len(batch) == _BATCH:
            _insert(connection, batch, codes)
            batch.clear()
    _insert(connection, batch, codes)
    connection.executemany(
        'INSERT INTO "values" VALUES (?, ?, ?)',
        ((f, code, value) for f, known in codes.by_field.items() for value, code in known.items()),
    )
    connection.execute("COMMIT")
    connection.execute("INSERT INTO found (found) VALUES ('optimize')")
    connection.execute("ANALYZE")
    connection.close()


def _insert(connection: sqlite3.Connection, batch: list[Row], codes: _Codes) -> None:
    texts = [(row.number, row.text, row.stems, row.literals, row.title) for row in batch]
    connection.executemany("INSERT INTO paragraphs VALUES (?, ?, ?, ?, ?)", texts)
    connection.executemany(
        "INSERT INTO found (rowid, stems, literals, title) VALUES (?, ?, ?, ?)",
        [(number, stems, literals, title) for number, _, stems, literals, title in texts],
    )
    marks = ", ?" * len(_SINGLE)
    connection.executemany(
        f"INSERT INTO facets VALUES (?, ?{marks})",
        (
            (row.number, row.day, *(codes.of(name, row.values[name][0]) for name in _SINGLE))
            for row in batch
        ),
    )
    for name in _MULTIPLE:
        connection.executemany(
            f'INSERT OR IGNORE INTO "{name}_of" VALUES (?, ?)',
            ((row.number, codes.of(name, value)) for row in batch for value in row.values[name]),
        )


class Fts5:
    """An open database."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / _FILE, isolation_level=None)
        pragmas = ("cache_size = -524288", "mmap_size = 8589934592", "temp_store = MEMORY")
        for pragma in pragmas:
            self._connection.execute(f"PRAGMA {pragma}").fetchall()
        for table in ("hits", "others"):
            self._connection.execute(f"CREATE TEMP TABLE {table} ({_NUMBERS}, rank REAL)")
        self._codes: dict[str, dict[str, int]] = defaultdict(dict)
        for field, code, name in self._connection.execute('SELECT * FROM "values"'):
            self._codes[field][name] = code

    def answer(self, query: Query, *, snippets: bool) -> Answer | None:
        """Returns the answer, read from a temporary table of the matches."""
        if query.wanted.near or query.sort_is_ours:
            return None
        total = self._gather("hits", query)
        page = self._page(query)
        facets = {name: self._counts(name, "hits") for name in FACETS if name not in query.filters}
        for name in query.filters:
            self._gather("others", query, without=name)
            facets[name] = self._counts(name, "others")
        made = self._snippets(query, page) if snippets else None
        return Answer(total=total, hits=len(page), facets=facets, snippets=made)

    def forget(self) -> None:
        """Does nothing: answers are not cached."""

    def close(self) -> None:
        """Closes the file."""
        self._connection.close()

    def _gather(self, table: str, query: Query, *, without: str | None = None) -> int:
        fields = chosen(query, {name: self._codes[name] for name in query.wanted.ranges})
        fields |= {name: given for name, given in query.filters.items() if name != without}
        where, values = self._conditions(fields)
        match = _match(query)
        ranked = match and query.sort is Sort.RELEVANCE and table == "hits"
        order = "found.rank" if ranked else ("-facets.day" if table == "hits" else "0")
        if query.sort is Sort.OLDEST:
            order = "facets.day"
        if match:
            source = "found CROSS JOIN facets ON facets.number = found.rowid"
            if not where and (ranked or table != "hits"):
                source = "found"
            where, values = ["found MATCH ?", *where], [match, *values]
            row = "found.rowid"
        else:
            source, row = "facets", "facets.number"
        condition = f" WHERE {' AND '.join(where)}" if where else ""
        self._connection.execute(f"DELETE FROM {table}")
        cursor = self._connection.execute(
            f"INSERT INTO {table} SELECT {row}, {order} FROM {source}{condition}", values
        )
        return cursor.rowcount

    def _conditions(self, fields: Mapping[str, Iterable[str]]) -> tuple[list[str], list[object]]:
        where, values = list[str](), list[object]()
        for name, given in fields.items():
            codes = [self._codes[name].get(value, -1) for value in given]
            marks = ", ".join("?" * len(codes))
            if name in _MULTIPLE:
                where.append(
                    f'EXISTS (SELECT 1 FROM "{name}_of" o WHERE o.number = facets.number'
                    f" AND o.value IN ({marks}))"
                )
            else:
                where.append(f"facets.{name} IN ({marks})")
            values += codes
        return where, values

    def _page(self, query: Query) -> list[int]:
        rows = self._connection.execute(
            "SELECT number FROM hits ORDER BY rank, number LIMIT ? OFFSET ?",
            (PAGE, (query.page - 1) * PAGE),
        )
        return [row for (row,) in rows]

    def _counts(self, name: str, table: str) -> tuple[int, ...]:
        column, source = ("value", f'"{name}_of"') if name in _MULTIPLE else (name, "facets")
        counted = self._connection.execute(
            f"SELECT count(*) FROM {table} h CROSS JOIN {source} c"
            f" ON c.number = h.number GROUP BY c.{column} ORDER BY 1 DESC LIMIT ?",
            (MOST_VALUES,),
        )
        return tuple(count for (count,) in counted)

    def _snippets(self, query: Query, page: list[int]) -> int:
        match = _match(query)
        if not match:
            texts = [
                self._connection.execute(
                    "SELECT substr(text, 1, 300) FROM paragraphs WHERE number = ?", (row,)
                ).fetchone()
                for row in page
            ]
            return len(texts)
        made = [
            self._connection.execute(
                "SELECT p.text, snippet(found, -1, '<b>', '</b>', '…', 40)"
                " FROM found JOIN paragraphs p ON p.number = found.rowid"
                " WHERE found MATCH ? AND found.rowid = ?",
                (match, row),
            ).fetchone()
            for row in page
        ]
        return len(made)


def _match(query: Query) -> str:
    wanted = query.wanted
    parts = [f'{{stems}} : "{stem(word)}"' for word in wanted.every]
    parts += [f'{{title}} : "{stem(word)}"' for word in wanted.title]
    if wanted.some:
        parts.append("(" + " OR ".join(f'{{stems}} : "{stem(word)}"' for word in wanted.some) + ")")
    if wanted.phrase:
        parts.append(f'{{literals}} : "{" ".join(exact(wanted.phrase))}"')
    if wanted.prefix:
        parts.append(f'{{literals}} : "{wanted.prefix}" *')
    match = " AND ".join(parts)
    for word in wanted.none:
        match = f'({match}) NOT {{stems}} : "{stem(word)}"'
    return match


def open_peer(folder: Path) -> Fts5:
    """Opens a database."""
    return Fts5(folder)
