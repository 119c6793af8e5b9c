"""Former ids: what a paragraph was called before its file was read again.

Links to paragraphs live for years. Where a run gives a paragraph another id, the old one goes on
leading to it, if the text is the same and the old id is no other paragraph's now.
"""

# ruff: noqa: S608 - names in statements are made of numbers, see `parts.name_of`
from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

from indexer.parsing.text.furniture import squash
from indexer.store.parts import name_of
from indexer.store.rows import connect

_Text = tuple[str, str]
"""A document by the key of its symbol and its language."""
_Place = tuple[int, int, int]
"""Part of a document, row of its first paragraph there, number of its paragraphs."""
Named = Sequence[tuple[str, str]]
"""The paragraphs of a document: id behind the symbol, and text."""


def keep_former_ids(catalogue: sqlite3.Connection, earlier: Path, *, inherited: bool) -> None:
    """Notes the ids by which an earlier store knew paragraphs that are called otherwise now.

    inherited: whether the catalogue began as a copy of the earlier one. An earlier store that
    cannot be read is no error: links to it are lost, the index is whole.
    """
    try:
        before = connect(earlier)
    except sqlite3.Error:
        return
    with closing(before):
        if not inherited:
            rows = "INSERT OR IGNORE INTO former VALUES (?, ?, ?, ?)"
            catalogue.executemany(rows, _older(before))
        for text, named, place in _changed(before, catalogue, inherited=inherited):
            _note(catalogue, text, named, place)
    catalogue.execute(
        "DELETE FROM former WHERE (key, language) NOT IN (SELECT key, language FROM documents)"
    )


def _changed(
    before: sqlite3.Connection, catalogue: sqlite3.Connection, *, inherited: bool
) -> Iterator[tuple[_Text, Named, _Place]]:
    """Yields the documents of both stores that may have changed, as far as the earlier is whole."""
    with suppress(sqlite3.Error):
        places = dict(_places(before))
        for text, place in _places(catalogue):
            if text in places and not (inherited and places[text] == place):
                yield text, _paragraphs(before, places[text]), place


def former_ids(catalogue: sqlite3.Connection, key: str, language: str) -> dict[str, str]:
    """Returns the ids that paragraphs of a document had, with those they have; without symbol."""
    return dict(
        catalogue.execute(
            "SELECT old, new FROM former WHERE key = ? AND language = ?", (key, language)
        )
    )


def moved(before: Named, after: Named) -> Mapping[str, str]:
    """Returns the ids that changed, with the new ones of the same text.

    Of paragraphs with the same text the first leads to the first, if there are as many as before.
    """
    taken = {name for name, _ in after}
    old, new = _by_text(before), _by_text(after)
    return {
        name: target
        for text, names in old.items()
        if len(new.get(text, ())) == len(names)
        for name, target in zip(names, new[text], strict=True)
        if name not in taken
    }


def _by_text(paragraphs: Named) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, text in paragraphs:
        found.setdefault(squash(text) or text, []).append(name)
    return found


def _older(before: sqlite3.Connection) -> list[tuple[str, str, str, str]]:
    """Returns the former ids that an earlier store knows; none where it is of an older layout."""
    try:
        return before.execute("SELECT key, language, old, new FROM former").fetchall()
    except sqlite3.Error:
        return []


def _places(connection: sqlite3.Connection) -> Iterator[tuple[_Text, _Place]]:
    for key, language, *place in connection.execute(
        "SELECT key, language, part, first, paragraphs FROM documents"
    ).fetchall():
        yield (key, language), (place[0], place[1], place[2])


def _paragraphs(connection: sqlite3.Connection, place: _Place) -> Named:
    part, first, number = place
    rows = connection.execute(
        f"SELECT id, text FROM {name_of(part)}.paragraphs"
        ' WHERE "row" BETWEEN ? AND ? ORDER BY "row"',
        (first, first + number - 1),
    )
    return [(name.partition("#")[2], text) for name, text in rows]


def _note(catalogue: sqlite3.Connection, text: _Text, before: Named, place: _Place) -> None:
    """Notes what moved within a document, and leads older ids on."""
    after = _paragraphs(catalogue, place)
    if [name for name, _ in before] == [name for name, _ in after]:
        return
    found = moved(before, after)
    there = Counter(name for name, _ in after)
    older = former_ids(catalogue, *text)
    kept = {
        old: found.get(new, new)
        for old, new in older.items()
        if old not in there and found.get(new, new) in there
    }
    catalogue.execute("DELETE FROM former WHERE key = ? AND language = ?", text)
    catalogue.executemany(
        "INSERT INTO former VALUES (?, ?, ?, ?)",
        [(*text, old, new) for old, new in {**kept, **found}.items()],
    )
