"""Cited places: the paragraphs of a work that a text names, "paragraph 4 (b) of resolution 1267".

Preambular paragraphs are not read: texts hardly ever name them by a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.model import Paragraph
from search.paragraph_ids import OPERATIVE, numbered_place

_BEGINS = re.compile(r"\bparagraphs? (?=\(?\d)", re.IGNORECASE)
_WORK = re.compile(r"\d+/\d+|\d{1,4} ?\(\d{4}\)")
_NAMES_WORK = re.compile(
    r",? of (?:its |the )?(?:(?:General|Security|Human Rights|Economic and Social)? ?"
    r"(?:Assembly|Council)(?: in its)? )?resolutions? ?$"
)
_FURTHEST = 140
"""Characters from the word to the work."""
_PART = re.compile(r"\(?(\d{1,3})\)?|\(([a-z]{1,4})\)|(to|–|-)(?= ?\(?\d)|and|or|,|\s+")
_PREFIX = re.compile(r"^[A-Z/]+/(?:RES|DEC)/")
_MOST = 100
"""Paragraphs of a range."""


def named_places(text: str, symbol: str) -> frozenset[str]:
    """Returns the paragraphs of a work that a text names, such as "4" and "4(b)"."""
    number = _plain(_PREFIX.sub("", symbol))
    return frozenset(
        place for words, work in _named(text) if _plain(work) == number for place in _places(words)
    )


def own_place(paragraph: Paragraph) -> str | None:
    """Returns a paragraph's place as `named_places` does; None where its number is not enough."""
    found = numbered_place(paragraph.id)
    if found is None or found.kind != OPERATIVE or not found.numbered or found.scopes:
        return None
    return f"{found.number}{found.labels}".replace(" ", "")


def names(places: frozenset[str], own: str) -> bool:
    """Returns whether a paragraph, or a part of it, is among the places."""
    return any(one == own or one.startswith(f"{own}(") for one in places)


def _named(text: str) -> Iterator[tuple[str, str]]:
    """Yields the words for places and the work that they are in."""
    for begins in _BEGINS.finditer(text):
        work = _WORK.search(text, begins.end(), begins.end() + _FURTHEST)
        if work is None:
            continue
        words = text[begins.end() : work.start()]
        of = _NAMES_WORK.search(words)
        if of is not None:
            yield words[: of.start()], work[0]


def _places(words: str) -> Iterator[str]:
    """Yields the places that words such as "4 (a) and (b), 7 to 9" stand for."""
    at, last, through = 0, 0, False
    while at < len(words):
        part = _PART.match(words, at)
        if part is None:
            return
        at = part.end()
        if part[1]:
            number = int(part[1])
            first = last + 1 if through and last < number <= last + _MOST else number
            yield from (str(one) for one in range(first, number + 1))
            last = number
        elif part[2] and last:
            yield f"{last}({part[2]})"
        through = bool(part[3]) or (through and not part[1])


def _plain(number: str) -> str:
    return number.replace(" ", "")
