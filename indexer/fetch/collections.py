"""Collections: which there are, where they are published, and what a path in one says.

All of it is data (`data/collections.toml`), with examples.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

_SESSION = re.compile(r"(?i)((?:E?S-)?\d{1,4})(?!\d)")
_RANGE = re.compile(r"(\d{1,4})\s*(?:-|–|\.\.)\s*(\d{1,4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A language with the ways in which files say that they are in it."""

    code: str
    name: str
    letter: str
    marked: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A collection and where it is published.

    archive: address of all of it as a ZIP archive. page: address for people.
    """

    name: str
    title: str
    repository: str
    branch: str
    archive: str
    page: str
    source: str
    licence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """What a path in a collection says of its file; None where it says nothing."""

    language: str | None
    session: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which files of a collection are wanted: codes of languages; sessions, all where empty."""

    languages: frozenset[str]
    sessions: frozenset[str] = frozenset()

    def wants(self, place: Place) -> bool:
        """Tells whether files of a place are wanted."""
        if place.language not in self.languages:
            return False
        return not self.sessions or place.session in self.sessions

    def with_all_of(self, other: Choice) -> Choice:
        """Returns what either of two choices wants."""
        every = not self.sessions or not other.sessions
        return Choice(
            languages=self.languages | other.languages,
            sessions=frozenset() if every else self.sessions | other.sessions,
        )


@lru_cache
def knowledge() -> Mapping[str, Any]:
    """Returns `data/collections.toml`."""
    path = files("indexer.fetch.data").joinpath("collections.toml")
    return tomllib.loads(path.read_text("utf-8"))


@lru_cache
def collections() -> Mapping[str, Collection]:
    """Returns the collections by name."""
    table = knowledge()
    return {row["name"]: _collection(row, table) for row in table["collection"]}


def _collection(row: Mapping[str, str], table: Mapping[str, Any]) -> Collection:
    parts = {
        "owner": table["owner"],
        "repository": row["repository"],
        "branch": table["branch"],
    }
    return Collection(
        name=row["name"],
        title=row["title"],
        repository=row["repository"],
        branch=table["branch"],
        archive=table["archive"].format(**parts),
        page=table["page"].format(**parts),
        source=table["source"],
        licence=table["licence"],
    )


@lru_cache
def languages() -> Mapping[str, Language]:
    """Returns the languages by code."""
    return {
        row["code"]: Language(
            code=row["code"],
            name=row["name"],
            letter=row["letter"],
            marked=tuple(row["marked"]),
        )
        for row in knowledge()["language"]
    }


def place(path: str) -> Place:
    """Returns what a path in a collection says of its file."""
    posix = PurePosixPath(path)
    named = next(filter(None, map(_by_name, reversed((*posix.parts[:-1], posix.stem)))), None)
    first = _SESSION.match(posix.parts[0]) if len(posix.parts) > 1 else None
    return Place(
        language=named or _by_letter(posix.stem),
        session=first[1].upper() if first else None,
    )


def _by_name(part: str) -> str | None:
    words = set(re.split(r"[\W_]+", part.casefold()))
    return next((one.code for one in languages().values() if one.name.casefold() in words), None)


def _by_letter(stem: str) -> str | None:
    """Returns the language of "75_101_A" or "2504 (2020)-2000407C", not that of "75_242 B"."""
    match = re.search(r"(?:[_-]|\d)([A-Z])\Z", stem)
    return next(
        (one.code for one in languages().values() if match and one.letter == match[1]), None
    )


def sessions(values: Iterable[str]) -> frozenset[str]:
    """Returns the sessions or years that people name: "75", "75-78", "ES-11".

    Raises ValueError for what is none.
    """
    found: set[str] = set()
    for value in values:
        if ends := _RANGE.fullmatch(value.strip()):
            first, last = int(ends[1]), int(ends[2])
            if not 0 <= last - first <= 200:
                raise ValueError(value)
            found.update(str(number) for number in range(first, last + 1))
        elif one := _SESSION.fullmatch(value.strip()):
            found.add(one[1].upper())
        else:
            raise ValueError(value)
    return frozenset(found)
