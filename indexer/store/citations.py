"""Citations: what cites a document, and which cited works the index holds."""

# ruff: noqa: S608 - names in statements come from the model, values are always parameters

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from indexer.model import Masthead, Paragraph
from indexer.parsing.knowledge.languages.language import OFFICIAL
from indexer.parsing.knowledge.lettered import number_key, part_held
from indexer.store.parts import parts
from indexer.store.rows import AT_ONCE, holes, read_paragraphs
from indexer.store.tables import IN_ORDER

MOST_CITING = 50
"""Documents that are listed as citing another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citing:
    """A document that cites another one, with the paragraphs that do, in order."""

    masthead: Masthead
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedBy:
    """Documents and paragraphs that cite a work.

    paragraphs, documents: how many do, exactly. newest: those documents, the newest first, not
    more than `MOST_CITING`.
    """

    paragraphs: int = 0
    documents: int = 0
    newest: tuple[Citing, ...] = ()


class _Text(NamedTuple):
    """A text that cites a work: its language, its place among others, and its paragraphs."""

    language: str
    place: tuple[str, str, int]
    paragraphs: set[int]

    def rank(self, language: str) -> tuple[bool, int]:
        """Returns its place among the texts of its symbol, where a language is preferred."""
        official = self.language in OFFICIAL
        place = OFFICIAL.index(self.language) if official else len(OFFICIAL)
        return self.language != language, place


def cited_by(connection: sqlite3.Connection, keys: Sequence[str], language: str) -> CitedBy:
    """Finds what cites a work by any of its keys.

    Of a document in several languages one text counts: that in `language`, else the first.
    """
    texts: dict[str, dict[int, _Text]] = {}
    for part in parts(connection):
        rows = connection.execute(
            'SELECT d.key, d."row", d.language, coalesce(d.adopted_on, d.distributed_on, ""),'
            f" d.sort_key, c.paragraph FROM {part.name}.citations c"
            f' JOIN documents d ON d."row" = c.document WHERE c.target IN ({holes(keys)})',
            keys,
        )
        for key, row, spoken, day, place, paragraph in rows:
            text = _Text(spoken, (day, place, row), set())
            texts.setdefault(key, {}).setdefault(row, text).paragraphs.add(paragraph)
    chosen = (min(some.values(), key=lambda one: one.rank(language)) for some in texts.values())
    found = {one.place: one.paragraphs for one in chosen}
    newest = sorted(found, reverse=True)[:MOST_CITING]
    return CitedBy(
        paragraphs=sum(map(len, found.values())),
        documents=len(found),
        newest=tuple(_citing(connection, [sorted(found[document]) for document in newest])),
    )


def _citing(connection: sqlite3.Connection, groups: Sequence[Sequence[int]]) -> Iterator[Citing]:
    found = read_paragraphs(connection, [row for group in groups for row in group])
    for group in groups:
        yield Citing(masthead=found[group[0]][0], paragraphs=tuple(found[row][1] for row in group))


def held(connection: sqlite3.Connection, cited: Sequence[str]) -> dict[str, str]:
    """Returns the works of the index among those cited: as themselves, or as parts of a whole."""
    numbers = {target: number_key(target) for target in cited}
    known = of_numbers(connection, sorted(set(numbers.values())))
    lettered: dict[str, list[str]] = {}
    for key in known:
        lettered.setdefault(number_key(key), []).append(key)
    found = {target: part_held(target, lettered.get(numbers[target], ())) for target in cited}
    return {target: known[key] for target, key in found.items() if key is not None}


def of_numbers(connection: sqlite3.Connection, numbers: Sequence[str]) -> dict[str, str]:
    """Returns the symbols of the documents of these numbers, by their keys."""
    found: dict[str, str] = {}
    for start in range(0, len(numbers), AT_ONCE):
        some = numbers[start : start + AT_ONCE]
        found |= connection.execute(
            f"SELECT key, symbol FROM documents WHERE number IN ({holes(some)})"
            f" ORDER BY {IN_ORDER} DESC",
            some,
        ).fetchall()
    return found
